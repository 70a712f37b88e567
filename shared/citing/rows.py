"""The citations of one service as rows, and what it knows of what can be cited; with every statement on them.

The tables are the service's own, made by `citation_table_v1` and `citable_table_v1` in its migrations. What
can be cited is the registry's: there it is looked up, other services know it by following.
"""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from shared.citing.kinds import CitedKind
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_THIS = sa.bindparam("this", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)


def citation_table_v1(schema: str) -> str:
    """The citations of a service, as SQL."""
    return f"""
        CREATE TABLE {schema}.citation (
            initiative_id uuid NOT NULL,
            id uuid NOT NULL,
            citing_kind text NOT NULL,
            citing_id uuid NOT NULL,
            cited_kind text NOT NULL,
            cited_id uuid NOT NULL,
            passage jsonb,
            cited_by uuid,
            cited_at timestamptz NOT NULL,
            PRIMARY KEY (initiative_id, id),
            UNIQUE (initiative_id, citing_id, cited_id)
        );
        CREATE INDEX citation_cited ON {schema}.citation (initiative_id, cited_id, id);
    """


def citable_table_v1(schema: str) -> str:
    """What a service that follows the registry knows of what can be cited, as SQL."""
    return f"""
        CREATE TABLE {schema}.citable (
            initiative_id uuid NOT NULL,
            id uuid NOT NULL,
            kind text NOT NULL,
            serves boolean NOT NULL,
            PRIMARY KEY (initiative_id, id)
        );
        COMMENT ON TABLE {schema}.citable IS
            'projection of registry.source.*, registry.statement.*, registry.context_event.*';
    """


def citable_table(schema: str) -> sa.Table:
    """What can be cited, as a service that follows the registry knows it."""
    return sa.Table(
        "citable",
        sa.MetaData(schema=schema),
        sa.Column("initiative_id", sa.Uuid, primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("serves", sa.Boolean, nullable=False),
    )


def citation_table(schema: str) -> sa.Table:
    """What of a service cites what."""
    return sa.Table(
        "citation",
        sa.MetaData(schema=schema),
        sa.Column("initiative_id", sa.Uuid, primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("citing_kind", sa.Text, nullable=False),
        sa.Column("citing_id", sa.Uuid, nullable=False),
        sa.Column("cited_kind", sa.Text, nullable=False),
        sa.Column("cited_id", sa.Uuid, nullable=False),
        sa.Column("passage", JSONB),
        sa.Column("cited_by", sa.Uuid),
        sa.Column("cited_at", sa.DateTime(timezone=True), nullable=False),
    )


class Citations:
    """One service's citations."""

    def __init__(self, schema: str, citing: Mapping[str, sa.Select[Any]]) -> None:
        """`citing`: by its kind, the ids of what can cite, of `:initiative`."""
        self._table = table = citation_table(schema)
        c = table.c
        here = c.initiative_id == _INITIATIVE
        mine = sa.and_(here, c.cited_by == _PERSON)
        self._exists = {kind: self._exist(ids) for kind, ids in citing.items()}
        self._insert = Statement(insert(table).on_conflict_do_nothing().returning(table))
        self._lock = Statement(sa.select(table).where(here, c.id == _THIS).with_for_update())
        self._delete = Statement(sa.delete(table).where(here, c.id == _THIS))
        self._of_person = Statement(sa.select(table).where(mine).order_by(c.id).limit(_LIMIT))
        self._erase = Statement(sa.update(table).where(mine).values(cited_by=sa.null()))
        self._page = cache(self._page_by)

    @staticmethod
    def _exist(ids: sa.Select[Any]) -> Statement:
        found = ids.subquery("found")
        return Statement(sa.select(sa.true()).select_from(found).where(found.c.id == _THIS).limit(1))

    def _page_by(self, filters: tuple[str, ...]) -> Statement:
        c = self._table.c
        hidden = sa.bindparam("hidden", type_=ARRAY(sa.Text))
        return Statement(
            sa.select(self._table)
            .where(
                c.initiative_id == _INITIATIVE,
                c.id > sa.bindparam("after", type_=sa.Uuid),
                sa.not_(c.citing_kind == sa.any_(hidden)),
                *(c[name] == sa.bindparam(name) for name in filters),
            )
            .order_by(c.id)
            .limit(_LIMIT)
        )

    async def can_cite(self, of: tuple[asyncpg.Connection, UUID], kind: str, thing_id: UUID) -> bool:
        """Whether there is something of a kind that can cite."""
        return bool(await self._exists[kind].value(of[0], initiative=of[1], this=thing_id))

    async def insert(
        self, of: tuple[asyncpg.Connection, UUID], values: Mapping[str, Any]
    ) -> asyncpg.Record | None:
        """A new citation; None where the one cites the other already."""
        return await self._insert.first(of[0], initiative_id=of[1], **values)

    async def lock(self, of: tuple[asyncpg.Connection, UUID], citation_id: UUID) -> asyncpg.Record | None:
        """One citation, held until the transaction ends."""
        return await self._lock.first(of[0], initiative=of[1], this=citation_id)

    async def delete(self, of: tuple[asyncpg.Connection, UUID], citation_id: UUID) -> None:
        """A citation is taken back."""
        await self._delete.run(of[0], initiative=of[1], this=citation_id)

    async def page(
        self,
        of: tuple[asyncpg.Connection, UUID],
        after: UUID,
        limit: int,
        filters: Mapping[str, Any],
        hidden: Collection[str] = (),
    ) -> list[asyncpg.Record]:
        """Citations after an id, those that have the values given, of no hidden kind."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await self._page(tuple(sorted(given))).all(
            of[0], initiative=of[1], after=after, limit=limit, hidden=list(hidden), **given
        )

    async def of_person(
        self, of: tuple[asyncpg.Connection, UUID], person_id: UUID, limit: int
    ) -> list[asyncpg.Record]:
        """What a person cited."""
        return await self._of_person.all(of[0], initiative=of[1], person=person_id, limit=limit)

    async def erase(self, connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
        """Forget what a person cited; what rests on what stays."""
        await self._erase.run(connection, initiative=initiative_id, person=person_id)


class Citable:
    """What can be cited, as a service that follows the registry knows it."""

    def __init__(self, schema: str) -> None:
        table = citable_table(schema)
        self._put = Statement(
            insert(table)
            .values(
                initiative_id=_INITIATIVE,
                id=_THIS,
                kind=sa.bindparam("kind", type_=sa.Text),
                serves=sa.bindparam("serves", type_=sa.Boolean),
            )
            .on_conflict_do_update(
                index_elements=["initiative_id", "id"],
                set_={"serves": sa.bindparam("serves", type_=sa.Boolean)},
            )
        )
        here = table.c.initiative_id == _INITIATIVE
        self._empty = Statement(sa.delete(table).where(here))
        self._find = Statement(
            sa.select(table).where(here, table.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))))
        )

    async def find(
        self, connection: asyncpg.Connection, initiative_id: UUID, ids: Collection[UUID]
    ) -> list[asyncpg.Record]:
        """Of some ids, those of what can be cited or could be once."""
        return await self._find.all(connection, initiative=initiative_id, ids=list(ids))

    async def serves(
        self, connection: asyncpg.Connection, initiative_id: UUID, kind: CitedKind, thing_id: UUID
    ) -> bool:
        """Whether something can be cited now."""
        found = await self.find(connection, initiative_id, [thing_id])
        return any(row["kind"] == kind and row["serves"] for row in found)

    async def put(
        self,
        connection: asyncpg.Connection,
        initiative_id: UUID,
        thing_id: UUID,
        kind: CitedKind,
        *,
        serves: bool,
    ) -> None:
        """Something can be cited from now on, or no longer."""
        await self._put.run(connection, initiative=initiative_id, this=thing_id, kind=kind, serves=serves)

    async def empty(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        """Forget everything, before it is built again."""
        await self._empty.run(connection, initiative=initiative_id)
