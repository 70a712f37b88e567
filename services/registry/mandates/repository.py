"""Every SQL statement of the mandates."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.registry.history.repository import known
from services.registry.history.when import When
from services.registry.mandates.events import CarrierAnswer, MandateStatus
from services.registry.mandates.models import carriers, mandates
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, TODAY, asked, standing
from shared.database.statements import Statement

_initiative = mandates.c.initiative_id == sa.bindparam("initiative")
_this = sa.and_(_initiative, mandates.c.id == sa.bindparam("this"))


def _with_carriers(mandate: sa.FromClause, carrier: sa.FromClause) -> sa.Select[Any]:
    carrying = (
        sa.select(
            sa.func.jsonb_agg(
                aggregate_order_by(
                    sa.func.jsonb_build_object(
                        "organization_id",
                        carrier.c.organization_id,
                        "roles",
                        carrier.c.roles,
                        "answer",
                        carrier.c.answer,
                    ),
                    carrier.c.organization_id,
                )
            )
        )
        .where(carrier.c.initiative_id == mandate.c.initiative_id, carrier.c.mandate_id == mandate.c.id)
        .correlate(mandate)
        .scalar_subquery()
    )
    return sa.select(mandate, carrying.label("carriers"))


_shown = _with_carriers(mandates, carriers)
_was = known(mandates)
_shown_then = _with_carriers(_was, known(carriers))
_INSERT = Statement(sa.insert(mandates))
_INSERT_CARRIER = Statement(sa.insert(carriers))
_GET = Statement(_shown.where(_this))
_GET_KNOWN = Statement(
    _shown_then.where(_was.c.initiative_id == sa.bindparam("initiative"), _was.c.id == sa.bindparam("this"))
)
# Locked first and read after: what is read by the statement that waited would be as old as its beginning.
_LOCK = Statement(sa.select(mandates.c.id).where(_this).with_for_update())
_THAT_BEAR = Statement(
    sa.select(mandates)
    .where(
        _initiative,
        sa.or_(
            *(
                mandates.c.status == one.value
                for one in (MandateStatus.PROPOSED, MandateStatus.GRANTED, MandateStatus.ENDED)
            )
        ),
    )
    .order_by(mandates.c.id)
)
_SET_STATUS = Statement(
    sa.update(mandates).where(_this).values(status=sa.bindparam("status"), version=mandates.c.version + 1)
)
_ANSWER = Statement(
    sa.update(carriers)
    .where(
        carriers.c.initiative_id == sa.bindparam("initiative"),
        carriers.c.mandate_id == sa.bindparam("this"),
        carriers.c.organization_id == sa.bindparam("organization"),
    )
    .values(answer=sa.bindparam("answer"))
)
_SETTLE = Statement(
    sa.update(mandates)
    .where(_this)
    .values(
        status=sa.bindparam("status"),
        ends_on=sa.func.coalesce(sa.bindparam("ends_on", type_=sa.Date), mandates.c.ends_on),
        decision_id=sa.bindparam("decision"),
        version=mandates.c.version + 1,
    )
)
_FORGET_AUTHOR = Statement(
    sa.update(mandates)
    .where(_initiative, mandates.c.proposed_by == sa.bindparam("person"))
    .values(proposed_by=sa.null())
)


@cache
def _page(filters: tuple[str, ...], *, recorded: bool, on_day: bool) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    mandate, shown = (_was, _shown_then) if recorded else (mandates, _shown)
    granted = (MandateStatus.GRANTED, MandateStatus.ENDED)
    in_force = (
        sa.or_(*(mandate.c.status == status.value for status in granted)),
        sa.bindparam("as_of", type_=sa.Date).between(mandate.c.starts_on, mandate.c.ends_on),
    )
    return Statement(
        shown.where(
            mandate.c.initiative_id == sa.bindparam("initiative"),
            mandate.c.id > sa.bindparam("after"),
            *(mandate.c[name] == sa.bindparam(name) for name in filters),
            *(in_force if on_day else ()),
        )
        .order_by(mandate.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


REQUESTS = (
    sa.select(
        *asked(
            RequestKind.CARRY_ROLE,
            subject=carriers.c.mandate_id,
            parent=carriers.c.organization_id,
            organization=carriers.c.organization_id,
            asked_at=carriers.c.asked_at,
            state=standing(
                done=carriers.c.answer != CarrierAnswer.ASKED.value,
                lapsed=sa.or_(
                    sa.and_(
                        mandates.c.status != MandateStatus.PROPOSED.value,
                        mandates.c.status != MandateStatus.GRANTED.value,
                    ),
                    mandates.c.ends_on < TODAY,
                ),
            ),
        )
    )
    .select_from(
        carriers.join(
            mandates,
            sa.and_(
                mandates.c.initiative_id == carriers.c.initiative_id, mandates.c.id == carriers.c.mandate_id
            ),
        )
    )
    .where(carriers.c.initiative_id == INITIATIVE),
)
"""A partner that was named to carry a role is asked whether it does."""


class MandateRepository:
    """Rows of mandates, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any], carrying: Sequence[Mapping[str, Any]]) -> None:
        """A new proposal, with the partners that are to carry other roles."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)
        for one in carrying:
            await _INSERT_CARRIER.run(
                self._connection,
                initiative_id=self._initiative_id,
                mandate_id=values["id"],
                asked_at=values["created_at"],
                answer=CarrierAnswer.ASKED.value,
                **one,
            )

    async def answer(self, mandate_id: UUID, organization_id: UUID, answer: CarrierAnswer) -> None:
        """Whether an organization carries the roles it was named for."""
        await _ANSWER.run(
            self._connection,
            initiative=self._initiative_id,
            this=mandate_id,
            organization=organization_id,
            answer=answer.value,
        )

    async def get(self, mandate_id: UUID) -> asyncpg.Record | None:
        """One mandate."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=mandate_id)

    async def get_known(self, mandate_id: UUID, known_at: datetime) -> asyncpg.Record | None:
        """One mandate as it was recorded at a moment."""
        return await _GET_KNOWN.first(
            self._connection, initiative=self._initiative_id, this=mandate_id, known_at=known_at
        )

    async def lock(self, mandate_id: UUID) -> asyncpg.Record | None:
        """One mandate, held until the transaction ends."""
        held = await _LOCK.first(self._connection, initiative=self._initiative_id, this=mandate_id)
        return None if held is None else await self.get(mandate_id)

    async def page(
        self, after: UUID, limit: int, filters: Mapping[str, Any], when: When
    ) -> list[asyncpg.Record]:
        """Mandates after an id, with the values given, in force on the day asked about, as they were."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given)), **when.asks()).all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            limit=limit,
            **given,
            **when.given(),
        )

    async def that_bear_on(self) -> list[asyncpg.Record]:
        """Mandates that were granted or await a decision, oldest first."""
        return await _THAT_BEAR.all(self._connection, initiative=self._initiative_id)

    async def set_status(self, mandate_id: UUID, status: MandateStatus) -> None:
        """Write the status of a locked mandate as its next version."""
        await _SET_STATUS.run(
            self._connection, initiative=self._initiative_id, this=mandate_id, status=status.value
        )

    async def settle(
        self, mandate_id: UUID, decision_id: UUID, status: MandateStatus, ends_on: date | None = None
    ) -> None:
        """Write what was decided of a mandate."""
        await _SETTLE.run(
            self._connection,
            initiative=self._initiative_id,
            this=mandate_id,
            status=status.value,
            ends_on=ends_on,
            decision=decision_id,
        )

    async def forget_author(self, person_id: UUID) -> None:
        """Empty who proposed mandates; the mandates stay."""
        await _FORGET_AUTHOR.run(self._connection, initiative=self._initiative_id, person=person_id)
