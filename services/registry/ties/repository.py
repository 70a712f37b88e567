"""Every SQL statement of the ties."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.history.repository import holds_on, known
from services.registry.history.when import When
from services.registry.organizations.models import organizations
from services.registry.organizations.repository import OrganizationRepository
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, TODAY, asked, standing
from services.registry.ties.events import TieDirection, TieView
from services.registry.ties.models import corrections, ties
from shared.database.statements import Statement

_c = ties.c
_initiative = _c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_initiative, _c.id == sa.bindparam("this", type_=sa.Uuid))
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_changing = (
    *("kind", "intensity", "direction", "since", "until"),
    *("from_view", "to_view", "confirmation", "version"),
)
_INSERT = Statement(sa.insert(ties).returning(ties))
_GET = Statement(sa.select(ties).where(_this))
_LOCK = Statement(sa.select(ties).where(_this).with_for_update())
_UPDATE = Statement(
    sa.update(ties).where(_this).values({name: sa.bindparam(name) for name in _changing}).returning(ties)
)
_DELETE = Statement(sa.delete(ties).where(_this))
_INSERT_CORRECTION = Statement(sa.insert(corrections))
_CORRECTIONS = Statement(
    sa.select(corrections)
    .where(
        corrections.c.initiative_id == sa.bindparam("initiative"),
        corrections.c.tie_id == sa.bindparam("tie"),
        corrections.c.id > sa.bindparam("after"),
    )
    .order_by(corrections.c.id)
    .limit(_LIMIT)
)
# Held in the order of their ids, so that two reports of one tie wait for each other and never in a circle.
_HOLD = Statement(
    sa.select(organizations.c.id, organizations.c.merged_into)
    .where(
        organizations.c.initiative_id == sa.bindparam("initiative"),
        organizations.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid))),
    )
    .order_by(organizations.c.id)
    .with_for_update(key_share=True)
)
_FROM, _TO = (sa.bindparam(end, type_=sa.ARRAY(sa.Uuid)) for end in ("from", "to"))
_mutual = sa.or_(
    _c.direction == TieDirection.MUTUAL.value,
    sa.bindparam("direction", type_=sa.Text) == TieDirection.MUTUAL.value,
)


def _days(since: sa.ColumnElement[Any], until: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.func.daterange(since, until, "[]")


_CLASH = Statement(
    sa.select(sa.true())
    .select_from(ties)
    .where(
        _initiative,
        _c.kind == sa.bindparam("kind"),
        _c.id != sa.bindparam("this", type_=sa.Uuid),
        sa.or_(
            sa.and_(_c.from_organization_id == sa.any_(_FROM), _c.to_organization_id == sa.any_(_TO)),
            sa.and_(
                _c.from_organization_id == sa.any_(_TO), _c.to_organization_id == sa.any_(_FROM), _mutual
            ),
        ),
        _days(_c.since, _c.until).op("&&")(
            _days(sa.bindparam("since", type_=sa.Date), sa.bindparam("until", type_=sa.Date))
        ),
    )
    .limit(1)
)
_FILTERS: dict[str, Callable[[sa.FromClause], sa.ColumnElement[bool]]] = {
    "organization": lambda tie: sa.or_(
        tie.c.from_organization_id == sa.bindparam("organization", type_=sa.Uuid),
        tie.c.to_organization_id == sa.bindparam("organization", type_=sa.Uuid),
    ),
    "kind": lambda tie: tie.c.kind == sa.bindparam("kind", type_=sa.Text),
    "confirmation": lambda tie: tie.c.confirmation == sa.bindparam("confirmation", type_=sa.Text),
}


_AS_OF = sa.bindparam("as_of", type_=sa.Date)


@cache
def _page(filters: tuple[str, ...], *, recorded: bool, on_day: bool) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    shown = known(ties) if recorded else ties
    return Statement(
        sa.select(shown)
        .where(
            shown.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
            shown.c.id > sa.bindparam("after", type_=sa.Uuid),
            *(_FILTERS[name](shown) for name in filters),
            *((holds_on(shown, _AS_OF),) if on_day else ()),
        )
        .order_by(shown.c.id)
        .limit(_LIMIT)
    )


def _known_tie() -> Statement:
    shown = known(ties)
    return Statement(
        sa.select(shown).where(
            shown.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
            shown.c.id == sa.bindparam("this", type_=sa.Uuid),
        )
    )


_GET_KNOWN = _known_tie()


def _confirming(side: sa.Column[Any], view: sa.Column[Any]) -> sa.Select[Any]:
    return sa.select(
        *asked(
            RequestKind.CONFIRM_TIE,
            subject=ties.c.id,
            organization=side,
            asked_at=ties.c.created_at,
            state=standing(done=view != TieView.UNANSWERED.value, lapsed=ties.c.until < TODAY),
        )
    ).where(
        ties.c.initiative_id == INITIATIVE,
        sa.or_(ties.c.mapped, ties.c.reported_by.is_distinct_from(side)),
    )


REQUESTS = (
    _confirming(ties.c.from_organization_id, ties.c.from_view),
    _confirming(ties.c.to_organization_id, ties.c.to_view),
)
"""A side that did not itself report a tie is asked whether it is so, as long as it holds."""


class TieRepository:
    """Rows of ties, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def hold(self, organization_ids: Iterable[UUID]) -> set[UUID]:
        """Those that are on the map and not merged into others; nobody else reports ties of any meanwhile."""
        rows = await _HOLD.all(
            self._connection, initiative=self._initiative_id, ids=sorted(set(organization_ids))
        )
        return {row["id"] for row in rows if row["merged_into"] is None}

    async def clashes(self, tie_id: UUID, values: Mapping[str, Any]) -> bool:
        """Whether another tie is the same, on days that overlap; what was merged is one organization."""
        one = OrganizationRepository(self._connection, self._initiative_id)
        named = {name: values[name] for name in ("kind", "direction", "since", "until")}
        found = await _CLASH.value(
            self._connection,
            initiative=self._initiative_id,
            this=tie_id,
            **named,
            **{end: await one.all_of_one(values[f"{end}_organization_id"]) for end in ("from", "to")},
        )
        return bool(found)

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new tie."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, tie_id: UUID) -> asyncpg.Record | None:
        """One tie."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=tie_id)

    async def lock(self, tie_id: UUID) -> asyncpg.Record | None:
        """One tie, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=tie_id)

    async def get_known(self, tie_id: UUID, known_at: datetime) -> asyncpg.Record | None:
        """One tie as it was recorded at a moment."""
        return await _GET_KNOWN.first(
            self._connection, initiative=self._initiative_id, this=tie_id, known_at=known_at
        )

    async def page(
        self, after: UUID, limit: int, filters: Mapping[str, Any], when: When
    ) -> list[asyncpg.Record]:
        """Ties after an id: of an organization, of a kind, confirmed or not, as they were."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given)), **when.asks()).all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            limit=limit,
            **given,
            **when.given(),
        )

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write changes to a locked tie as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing} | {"version": row["version"] + 1}
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def delete(self, tie_id: UUID) -> None:
        """Forget a tie, with what it said before."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, this=tie_id)

    async def insert_correction(self, values: Mapping[str, Any]) -> None:
        """What a tie said until now."""
        await _INSERT_CORRECTION.run(self._connection, initiative_id=self._initiative_id, **values)

    async def corrections(self, tie_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """What a tie said before, oldest first."""
        return await _CORRECTIONS.all(
            self._connection, initiative=self._initiative_id, tie=tie_id, after=after, limit=limit
        )
