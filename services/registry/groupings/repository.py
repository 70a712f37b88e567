"""Every SQL statement of the groupings."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.coverage.models import targets
from services.registry.groupings.models import groupings, organization_groupings
from services.registry.history.repository import known
from services.registry.history.when import When
from shared.database.statements import Statement

_initiative = groupings.c.initiative_id == sa.bindparam("initiative")
_this = sa.and_(_initiative, groupings.c.id == sa.bindparam("this"))
_placed = organization_groupings.c
_place = sa.and_(
    _placed.initiative_id == sa.bindparam("initiative"),
    _placed.grouping_id == sa.bindparam("grouping"),
    _placed.organization_id == sa.bindparam("organization"),
)
_INSERT = Statement(sa.insert(groupings).returning(groupings))
_COUNT = Statement(sa.select(sa.func.count()).select_from(groupings).where(_initiative))
_GET = Statement(sa.select(groupings).where(_this))
_LOCK = Statement(sa.select(groupings).where(_this).with_for_update())
_PAGE = Statement(
    sa.select(groupings)
    .where(_initiative, groupings.c.id > sa.bindparam("after"))
    .order_by(groupings.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_UPDATE = Statement(
    sa.update(groupings)
    .where(_this)
    .values({name: sa.bindparam(name) for name in ("name", "values", "version")})
    .returning(groupings)
)
_IN_USE = Statement(
    sa.union(
        sa.select(_placed.value_id).where(
            _placed.initiative_id == sa.bindparam("initiative"),
            _placed.grouping_id == sa.bindparam("grouping"),
        ),
        sa.select(targets.c.value_id).where(
            targets.c.initiative_id == sa.bindparam("initiative"),
            targets.c.grouping_id == sa.bindparam("grouping"),
        ),
    )
)
_PLACE = Statement(sa.select(organization_groupings).where(_place))
_INSERT_PLACE = Statement(sa.insert(organization_groupings).returning(organization_groupings))
_REMOVE_PLACE = Statement(sa.delete(organization_groupings).where(_place))


@cache
def _places(filters: tuple[str, ...], *, recorded: bool) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    shown = known(organization_groupings) if recorded else organization_groupings
    return Statement(
        sa.select(shown)
        .where(
            shown.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
            shown.c.grouping_id == sa.bindparam("grouping", type_=sa.Uuid),
            shown.c.organization_id > sa.bindparam("after", type_=sa.Uuid),
            *(shown.c[name] == sa.bindparam(name, type_=sa.Uuid) for name in filters),
        )
        .order_by(shown.c.organization_id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class GroupingRepository:
    """Rows of groupings, and where organizations stand in them, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new grouping."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def count(self) -> int:
        """How many groupings there are."""
        return int(await _COUNT.value(self._connection, initiative=self._initiative_id))

    async def get(self, grouping_id: UUID) -> asyncpg.Record | None:
        """One grouping."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=grouping_id)

    async def lock(self, grouping_id: UUID) -> asyncpg.Record | None:
        """One grouping, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=grouping_id)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Groupings after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write changes to a locked grouping as its next version."""
        values = {name: changes.get(name, row[name]) for name in ("name", "values")}
        return await _UPDATE.one(
            self._connection,
            initiative=self._initiative_id,
            this=row["id"],
            version=row["version"] + 1,
            **values,
        )

    async def in_use(self, grouping_id: UUID) -> set[UUID]:
        """The values at which organizations stand, or that a target of coverage names."""
        rows = await _IN_USE.all(self._connection, initiative=self._initiative_id, grouping=grouping_id)
        return {row["value_id"] for row in rows}

    async def place(self, grouping_id: UUID, organization_id: UUID) -> asyncpg.Record | None:
        """Where an organization stands."""
        return await _PLACE.first(self._connection, **self._of(grouping_id, organization_id))

    async def put(
        self, grouping_id: UUID, organization_id: UUID, values: Mapping[str, Any]
    ) -> asyncpg.Record:
        """Let an organization stand at a value where it stood at none."""
        return await _INSERT_PLACE.one(
            self._connection,
            initiative_id=self._initiative_id,
            grouping_id=grouping_id,
            organization_id=organization_id,
            **values,
        )

    async def remove(self, grouping_id: UUID, organization_id: UUID) -> None:
        """Forget where an organization stands."""
        await _REMOVE_PLACE.run(self._connection, **self._of(grouping_id, organization_id))

    async def places(
        self, grouping_id: UUID, after: UUID, limit: int, value_id: UUID | None, when: When
    ) -> list[asyncpg.Record]:
        """Where organizations after an id stand or stood, those at a value if one is given."""
        given = {} if value_id is None else {"value_id": value_id}
        return await _places(tuple(given), recorded=when.known_at is not None).all(
            self._connection,
            initiative=self._initiative_id,
            grouping=grouping_id,
            after=after,
            limit=limit,
            **given,
            **when.given(),
        )

    def _of(self, grouping_id: UUID, organization_id: UUID) -> dict[str, UUID]:
        return {
            "initiative": self._initiative_id,
            "grouping": grouping_id,
            "organization": organization_id,
        }
