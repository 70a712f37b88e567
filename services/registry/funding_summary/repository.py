"""Every SQL statement about how money stands: per currency, per source, and whose the backbone's is."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.allocations.models import allocations
from services.registry.contributions.events import ContributionKind
from services.registry.contributions.models import contributions
from services.registry.funding_sources.events import FundingState
from services.registry.funding_sources.models import funding_sources
from services.registry.funding_summary.models import caps, currencies
from services.registry.grants.models import grants
from services.registry.instalments.events import InstalmentStatus
from services.registry.instalments.models import instalments
from services.registry.mandates.events import MandateStatus
from services.registry.mandates.models import mandates
from services.registry.organizations.models import organizations
from services.registry.people.models import affiliations
from services.registry.spending.models import spending
from services.registry.staff.models import staff
from shared.database.statements import Statement
from shared.governance import CARETAKING

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_TODAY = sa.bindparam("today", type_=sa.Date)


def _backbone() -> sa.CTE:
    """Organizations that are the backbone's on a day.

    Those that hold a mandate (or did until lately, or will) or are proposed for one, and those for which
    nobody speaks who is free of the backbone: all who do are its staff, or belong to such an organization.
    """
    granted = sa.or_(
        mandates.c.status == MandateStatus.GRANTED.value, mandates.c.status == MandateStatus.ENDED.value
    )
    holders = (
        sa.select(sa.func.unnest(mandates.c.organization_ids).label("id"))
        .where(
            mandates.c.initiative_id == _INITIATIVE,
            sa.or_(
                mandates.c.status == MandateStatus.PROPOSED.value,
                sa.and_(granted, mandates.c.ends_on >= sa.bindparam("caretaking_since", type_=sa.Date)),
            ),
        )
        .cte("holders")
    )
    holds_today = sa.and_(
        affiliations.c.initiative_id == _INITIATIVE,
        sa.or_(affiliations.c.since.is_(None), affiliations.c.since <= _TODAY),
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= _TODAY),
    )
    bound = sa.union(
        sa.select(staff.c.person_id).where(staff.c.initiative_id == _INITIATIVE),
        sa.select(affiliations.c.person_id).where(
            holds_today, affiliations.c.organization_id.in_(sa.select(holders.c.id))
        ),
    ).cte("bound")
    free = (
        sa.select(affiliations.c.organization_id)
        .where(
            holds_today,
            affiliations.c.represents,
            affiliations.c.person_id.not_in(sa.select(bound.c.person_id)),
        )
        .cte("free")
    )
    return (
        sa.select(organizations.c.id)
        .where(
            organizations.c.initiative_id == _INITIATIVE,
            sa.or_(
                organizations.c.id.in_(sa.select(holders.c.id)),
                organizations.c.id.not_in(sa.select(free.c.organization_id)),
            ),
        )
        .cte("backbone")
    )


backbone = _backbone()
_theirs = sa.or_(allocations.c.to_backbone, allocations.c.organization_id.in_(sa.select(backbone.c.id)))
allocated_to_backbone = sa.func.coalesce(sa.func.sum(allocations.c.amount).filter(_theirs), 0)
"""Of some allocations, what went to the backbone: as it is today, or as it was when they were made."""
_counted = sa.and_(allocations.c.initiative_id == _INITIATIVE, sa.not_(allocations.c.withdrawn))

_IS_BACKBONE = Statement(
    sa.select(backbone.c.id).where(backbone.c.id == sa.bindparam("organization", type_=sa.Uuid))
)
_TO_BACKBONE_BY_CURRENCY = Statement(
    sa.select(
        allocations.c.currency,
        sa.func.sum(allocations.c.amount).label("allocated"),
        allocated_to_backbone.label("allocated_to_backbone"),
    )
    .where(_counted)
    .group_by(allocations.c.currency)
)


_arrived = sa.case(
    (funding_sources.c.state == FundingState.RECEIVED.value, funding_sources.c.amount),
    else_=sa.select(sa.cast(sa.func.coalesce(sa.func.sum(instalments.c.amount), 0), sa.BigInteger))
    .join_from(
        instalments,
        grants,
        sa.and_(grants.c.initiative_id == instalments.c.initiative_id, grants.c.id == instalments.c.grant_id),
    )
    .where(
        grants.c.initiative_id == funding_sources.c.initiative_id,
        grants.c.source_id == funding_sources.c.id,
        instalments.c.status == InstalmentStatus.RECEIVED.value,
    )
    .correlate(funding_sources)
    .scalar_subquery(),
)
"""What of a source has arrived: all of it, or the instalments of its grant that have."""


def _of_state(*states: FundingState) -> sa.ColumnElement[int]:
    of_these = sa.or_(*(funding_sources.c.state == state.value for state in states))
    return sa.func.coalesce(sa.func.sum(funding_sources.c.amount).filter(of_these), 0)


_RAISED_BY_CURRENCY = Statement(
    sa.select(
        funding_sources.c.currency,
        _of_state(FundingState.PLEDGED).label("pledged"),
        _of_state(FundingState.GRANTED, FundingState.RECEIVED).label("raised"),
        sa.func.sum(_arrived).label("received"),
    )
    .where(funding_sources.c.initiative_id == _INITIATIVE, sa.not_(funding_sources.c.withdrawn))
    .group_by(funding_sources.c.currency)
)


# Of an allocation the same part has arrived as of its source; the products have up to 26 digits.
_RECEIVED_FOR_BACKBONE = Statement(
    sa.select(
        allocations.c.currency,
        sa.func.sum(
            sa.func.div(
                sa.cast(allocations.c.amount, sa.Numeric) * _arrived,
                sa.cast(funding_sources.c.amount, sa.Numeric),
            )
        ).label("received_for_backbone"),
    )
    .join_from(
        allocations,
        funding_sources,
        sa.and_(
            funding_sources.c.initiative_id == allocations.c.initiative_id,
            funding_sources.c.id == allocations.c.source_id,
        ),
    )
    .where(_counted, _theirs)
    .group_by(allocations.c.currency)
)
_SPENT_BY_CURRENCY = Statement(
    sa.select(spending.c.currency, sa.func.sum(spending.c.amount).label("spent"))
    .where(spending.c.initiative_id == _INITIATIVE, sa.not_(spending.c.withdrawn))
    .group_by(spending.c.currency)
)


def _of_kind(kind: ContributionKind) -> sa.ColumnElement[int]:
    of_this = contributions.c.kind == kind.value
    return sa.func.coalesce(sa.func.sum(contributions.c.amount).filter(of_this), 0)


# What others contribute is none of the initiative's money: it stands beside, and enters no share.
_CONTRIBUTED_BY_CURRENCY = Statement(
    sa.select(
        contributions.c.currency,
        _of_kind(ContributionKind.REDIRECTED).label("redirected"),
        _of_kind(ContributionKind.IN_KIND).label("in_kind"),
    )
    .where(
        contributions.c.initiative_id == _INITIATIVE,
        contributions.c.confirmed,
        sa.not_(contributions.c.withdrawn),
        contributions.c.currency.is_not(None),
    )
    .group_by(contributions.c.currency)
)
_one_currency = sa.and_(
    currencies.c.initiative_id == _INITIATIVE, currencies.c.currency == sa.bindparam("currency")
)
_NEEDED_BY_CURRENCY = Statement(sa.select(currencies).where(currencies.c.initiative_id == _INITIATIVE))
_ADD_CURRENCY = Statement(insert(currencies).on_conflict_do_nothing())
_HOLD_CURRENCY = Statement(sa.select(currencies).where(_one_currency).with_for_update())
_SET_NEED = Statement(
    sa.update(currencies)
    .where(_one_currency)
    .values(
        needed=sa.bindparam("needed"),
        needed_for_backbone=sa.bindparam("needed_for_backbone"),
        months=sa.bindparam("months"),
        version=currencies.c.version + 1,
    )
    .returning(currencies)
)
_CAP = Statement(sa.select(caps).where(caps.c.initiative_id == _INITIATIVE))
_put_cap = insert(caps)
_PUT_CAP = Statement(
    _put_cap.on_conflict_do_update(
        index_elements=["initiative_id"],
        set_={name: _put_cap.excluded[name] for name in ("decision_id", "numerator", "denominator")},
    )
)
_DROP_CAP = Statement(sa.delete(caps).where(caps.c.initiative_id == _INITIATIVE))


def on_day(today: date) -> dict[str, Any]:
    """The parameters of whatever asks who the backbone is on a day."""
    return {"today": today, "caretaking_since": today - CARETAKING}


class FundingRepository:
    """How money stands in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def is_backbone(self, organization_id: UUID, today: date) -> bool:
        """Whether an organization is the backbone's on a day."""
        found = await _IS_BACKBONE.first(
            self._connection, initiative=self._initiative_id, organization=organization_id, **on_day(today)
        )
        return found is not None

    async def hold_currency(self, currency: str) -> asyncpg.Record:
        """What is needed in a currency; nobody else changes how its money stands until this ends."""
        await _ADD_CURRENCY.run(
            self._connection,
            initiative_id=self._initiative_id,
            currency=currency,
            needed=None,
            needed_for_backbone=None,
            months=None,
            version=0,
        )
        return await _HOLD_CURRENCY.one(self._connection, initiative=self._initiative_id, currency=currency)

    async def by_currency(self, today: date) -> dict[str, dict[str, Any]]:
        """What was pledged, raised, received, allocated, spent, contributed and is needed, by currency."""
        own = {"initiative": self._initiative_id}
        found: dict[str, dict[str, Any]] = {}
        for rows in (
            await _RAISED_BY_CURRENCY.all(self._connection, **own),
            await _TO_BACKBONE_BY_CURRENCY.all(self._connection, **own, **on_day(today)),
            await _RECEIVED_FOR_BACKBONE.all(self._connection, **own, **on_day(today)),
            await _SPENT_BY_CURRENCY.all(self._connection, **own),
            await _NEEDED_BY_CURRENCY.all(self._connection, **own),
            await _CONTRIBUTED_BY_CURRENCY.all(self._connection, **own),
        ):
            for row in rows:
                found.setdefault(row["currency"], {}).update(row)
        return found

    async def set_need(self, currency: str, values: Mapping[str, Any]) -> asyncpg.Record:
        """What is needed in a currency that is held, from now on."""
        return await _SET_NEED.one(
            self._connection, initiative=self._initiative_id, currency=currency, **values
        )

    async def cap(self) -> asyncpg.Record | None:
        """The newest cap that was decided; None where none was."""
        return await _CAP.first(self._connection, initiative=self._initiative_id)

    async def put_cap(self, decision_id: UUID, numerator: int, denominator: int) -> None:
        """A cap was decided."""
        await _PUT_CAP.run(
            self._connection,
            initiative_id=self._initiative_id,
            decision_id=decision_id,
            numerator=numerator,
            denominator=denominator,
        )

    async def drop_cap(self) -> None:
        """Forget the cap, before it is learned again."""
        await _DROP_CAP.run(self._connection, initiative=self._initiative_id)
