"""Every SQL statement of the organizations."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.history.repository import known
from services.registry.history.when import NOW, When
from services.registry.organizations.models import organizations, stage_changes
from shared.database.statements import Statement
from shared.partnership import Stage

_this = sa.and_(
    organizations.c.initiative_id == sa.bindparam("initiative"), organizations.c.id == sa.bindparam("this")
)
_changing = [
    c.name for c in organizations.c if c.name not in ("initiative_id", "id", "founding", "created_at")
]
_INSERT = Statement(sa.insert(organizations).returning(organizations))
_GET = Statement(sa.select(organizations).where(_this))
_LOCK = Statement(sa.select(organizations).where(_this).with_for_update())
# In the order of their ids, so that nobody waits in a circle. Whoever merges one waits for what names it.
_ON_THE_MAP = Statement(
    sa.select(organizations.c.id)
    .where(
        organizations.c.initiative_id == sa.bindparam("initiative"),
        organizations.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid))),
        organizations.c.merged_into.is_(None),
    )
    .order_by(organizations.c.id)
    .with_for_update(read=True, key_share=True)
)
_UPDATE = Statement(
    sa.update(organizations)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing})
    .returning(organizations)
)
_INSERT_CHANGE = Statement(sa.insert(stage_changes).returning(stage_changes))
_CHANGES = Statement(
    sa.select(stage_changes)
    .where(
        stage_changes.c.initiative_id == sa.bindparam("initiative"),
        stage_changes.c.organization_id == sa.any_(sa.bindparam("organizations", type_=sa.ARRAY(sa.Uuid))),
        stage_changes.c.id > sa.bindparam("after"),
    )
    .order_by(stage_changes.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)

_SET_STAGE = Statement(
    sa.update(organizations)
    .where(_this, organizations.c.stage != sa.bindparam("stage", type_=sa.Text))
    .values(stage=sa.bindparam("stage", type_=sa.Text), version=organizations.c.version + 1)
)
_PUT_DECIDED_CHANGE = Statement(
    insert(stage_changes)
    .from_select(
        ["initiative_id", "organization_id", "id", "from", "to", "decision_id", "since", "changed_at"],
        sa.select(
            organizations.c.initiative_id,
            organizations.c.id,
            sa.bindparam("decision", type_=sa.Uuid),
            organizations.c.stage,
            sa.bindparam("stage", type_=sa.Text),
            sa.bindparam("decision", type_=sa.Uuid),
            sa.bindparam("since", type_=sa.Date),
            sa.bindparam("changed_at", type_=sa.DateTime(timezone=True)),
        ).where(_this),
    )
    .on_conflict_do_nothing()
)
_LAST_SINCE = Statement(
    sa.select(sa.func.max(stage_changes.c.since)).where(
        stage_changes.c.initiative_id == sa.bindparam("initiative"),
        stage_changes.c.organization_id == sa.bindparam("this"),
    )
)
_ERASE_REASONS = Statement(
    sa.update(stage_changes)
    .where(
        stage_changes.c.initiative_id == sa.bindparam("initiative"),
        stage_changes.c.author_id == sa.bindparam("author"),
    )
    .values(reason=sa.null(), author_id=sa.null())
)


def _merged() -> Statement:
    """An organization, and all that were merged into it or into one of these; itself first."""
    family = sa.select(organizations).where(_this).cte("family", recursive=True)
    others = organizations.alias("others")
    family = family.union(
        sa.select(others).where(
            others.c.initiative_id == sa.bindparam("initiative"), others.c.merged_into == family.c.id
        )
    )
    return Statement(
        sa.select(family).order_by(family.c.id != sa.bindparam("this", type_=sa.Uuid), family.c.id)
    )


_MERGED = _merged()


def _stage_on(shown: sa.FromClause, changes: sa.FromClause) -> sa.ColumnElement[str]:
    """The stage that held on a day: the last one that began by then; all begin as mapped."""
    last = (
        sa.select(changes.c.to)
        .where(
            changes.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
            changes.c.organization_id == shown.c.id,
            changes.c.since <= sa.bindparam("as_of", type_=sa.Date),
        )
        .order_by(changes.c.since.desc(), changes.c.changed_at.desc(), changes.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return sa.func.coalesce(last, sa.literal(Stage.MAPPED.value, sa.Text))


def at(*, recorded: bool, on_day: bool) -> tuple[sa.FromClause, list[sa.ColumnElement[Any]]]:
    """Organizations as they were recorded or are, and their columns, with the stage of a day or the last."""
    shown = known(organizations) if recorded else organizations
    if not on_day:
        return shown, list(shown.c)
    stage = _stage_on(shown, known(stage_changes) if recorded else stage_changes)
    return shown, [stage.label("stage") if column.name == "stage" else column for column in shown.c]


@cache
def _page(filters: tuple[str, ...], *, recorded: bool = False, on_day: bool = False) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    shown, columns = at(recorded=recorded, on_day=on_day)
    named = {column.name: column for column in columns}
    return Statement(
        sa.select(*columns)
        .select_from(shown)
        .where(
            shown.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
            shown.c.id > sa.bindparam("after", type_=sa.Uuid),
            shown.c.merged_into.is_(None),
            *(_unlabelled(named[name]) == sa.bindparam(name, type_=sa.Text) for name in filters),
        )
        .order_by(shown.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


@cache
def _get(*, recorded: bool, on_day: bool) -> Statement:
    shown, columns = at(recorded=recorded, on_day=on_day)
    return Statement(
        sa.select(*columns)
        .select_from(shown)
        .where(
            shown.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
            shown.c.id == sa.bindparam("this", type_=sa.Uuid),
        )
    )


def _unlabelled(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return column.element if isinstance(column, sa.Label) else column


class OrganizationRepository:
    """Rows of organizations and of their stages, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new organization."""
        given = {"merged_into": None, **values}
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **given)

    async def get(self, organization_id: UUID) -> asyncpg.Record | None:
        """One organization."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=organization_id)

    async def get_at(self, organization_id: UUID, when: When) -> asyncpg.Record | None:
        """One organization as it was recorded, with the stage it had."""
        return await _get(**when.asks()).first(
            self._connection, initiative=self._initiative_id, this=organization_id, **when.given()
        )

    async def on_the_map(self, organization_ids: Iterable[UUID]) -> bool:
        """Whether all are on the map, none merged into another; so they stay until the transaction ends."""
        ids = sorted(set(organization_ids))
        rows = await _ON_THE_MAP.all(self._connection, initiative=self._initiative_id, ids=ids)
        return len(rows) == len(ids)

    async def with_merged(self, organization_id: UUID) -> list[asyncpg.Record]:
        """An organization, and all that were merged into it, directly or not; itself first."""
        return await _MERGED.all(self._connection, initiative=self._initiative_id, this=organization_id)

    async def all_of_one(self, organization_id: UUID) -> list[UUID]:
        """The ids that mean the same as one: of the organization that stays, and of all merged into it."""
        row = await self.get(organization_id)
        while row is not None and row["merged_into"] is not None:
            row = await self.get(row["merged_into"])
        return [] if row is None else [one["id"] for one in await self.with_merged(row["id"])]

    async def lock(self, organization_id: UUID) -> asyncpg.Record | None:
        """One organization, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=organization_id)

    async def page(
        self, after: UUID, limit: int, filters: Mapping[str, str | None], when: When = NOW
    ) -> list[asyncpg.Record]:
        """Organizations after an id, those that have the values given, or had."""
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
        """Write changes to a locked organization as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing} | {"version": row["version"] + 1}
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def insert_stage_change(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A move between stages."""
        return await _INSERT_CHANGE.one(self._connection, initiative_id=self._initiative_id, **values)

    async def last_since(self, organization_id: UUID) -> date | None:
        """The day since which an organization is at its stage, where it has left the first one."""
        found: date | None = await _LAST_SINCE.value(
            self._connection, initiative=self._initiative_id, this=organization_id
        )
        return found

    async def set_stage(self, organization_id: UUID, stage: str) -> None:
        """An organization's stage from now on."""
        await _SET_STAGE.run(
            self._connection, initiative=self._initiative_id, this=organization_id, stage=stage
        )

    async def put_decided_change(
        self, organization_id: UUID, decision_id: UUID, stage: str, changed_at: datetime
    ) -> None:
        """A move by decision; the same decision moves it once."""
        await _PUT_DECIDED_CHANGE.run(
            self._connection,
            initiative=self._initiative_id,
            this=organization_id,
            decision=decision_id,
            stage=stage,
            since=changed_at.date(),
            changed_at=changed_at,
        )

    async def stage_changes(
        self, organization_ids: list[UUID], after: UUID, limit: int
    ) -> list[asyncpg.Record]:
        """The moves of an organization under all its ids, oldest first."""
        return await _CHANGES.all(
            self._connection,
            initiative=self._initiative_id,
            organizations=organization_ids,
            after=after,
            limit=limit,
        )

    async def erase_reasons(self, author_id: UUID) -> None:
        """Empty the reasons that a person wrote."""
        await _ERASE_REASONS.run(self._connection, initiative=self._initiative_id, author=author_id)
