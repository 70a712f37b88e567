"""The capability links of one service, as rows, with every statement on them.

The table is the service's own, made by `link_tables_v1` in a migration; a service without it has no
operation that takes links. Whoever looks a row up does it by digest: there is no secret to compare in steps.
"""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from shared.database.statements import Statement
from shared.http.auth.links import Purpose
from shared.http.auth.principals import LinkPrincipal

USE_NOTED_EVERY = timedelta(minutes=1)


def links_table(schema: str) -> sa.Table:
    """The links of one service."""
    return sa.Table(
        "capability_link",
        sa.MetaData(schema=schema),
        sa.Column("initiative_id", sa.Uuid, primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True)),
    )


class CapabilityLinks:
    """One service's links. What is asked of them is asked in one initiative."""

    def __init__(self, schema: str) -> None:
        links = links_table(schema)
        now = sa.bindparam("now", type_=sa.DateTime(timezone=True))
        here = links.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid)
        this = sa.and_(here, links.c.id == sa.bindparam("this", type_=sa.Uuid))
        live = links.c.expires_at > now
        of_person = sa.and_(here, links.c.person_id == sa.bindparam("person", type_=sa.Uuid))
        own = sa.and_(of_person, links.c.purpose == sa.bindparam("for_purpose", type_=sa.Text))
        shown = [links.c[name] for name in ("id", "purpose", "created_at", "expires_at", "last_used_at")]
        known = (here, links.c.purpose == sa.bindparam("for_purpose", type_=sa.Text), live)
        self._find = Statement(
            sa.select(links.c.id, links.c.person_id, links.c.last_used_at).where(
                *known, links.c.digest == sa.bindparam("secret_digest", type_=sa.LargeBinary)
            )
        )
        self._note_use = Statement(sa.update(links).where(this).values(last_used_at=now))
        self._is_live = Statement(sa.select(sa.true()).where(this, live))
        # Two made at once would each find room for one more.
        one_at_a_time = sa.cast(sa.bindparam("initiative", type_=sa.Uuid), sa.Text) + sa.cast(
            sa.bindparam("person", type_=sa.Uuid), sa.Text
        )
        self._hold = Statement(
            sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(one_at_a_time, 13)))
        )
        self._count = Statement(sa.select(sa.func.count()).select_from(links).where(of_person, live))
        self._insert = Statement(sa.insert(links).returning(*shown))
        self._get = Statement(
            sa.select(*shown).where(own, live, links.c.id == sa.bindparam("this", type_=sa.Uuid))
        )
        self._page = Statement(
            sa.select(*shown)
            .where(own, live, links.c.id > sa.bindparam("after", type_=sa.Uuid))
            .order_by(links.c.id)
            .limit(sa.bindparam("limit", type_=sa.Integer))
        )
        self._end = Statement(
            sa.delete(links).where(own, live, links.c.id == sa.bindparam("this", type_=sa.Uuid))
        )
        self._end_earlier = Statement(
            sa.delete(links).where(
                of_person, links.c.created_at <= sa.bindparam("until", type_=sa.DateTime(timezone=True))
            )
        )
        self._of_person = Statement(sa.select(*shown).where(of_person).order_by(links.c.id))
        self._erase = Statement(sa.delete(links).where(of_person))
        self._forget = Statement(sa.delete(links).where(links.c.expires_at <= now))

    async def find(
        self,
        connection: asyncpg.Connection,
        initiative_id: UUID,
        purpose: Purpose,
        digest: bytes,
        now: datetime,
    ) -> asyncpg.Record | None:
        """The live link with this digest: its id, whose it is, when it was last used."""
        return await self._find.first(
            connection, initiative=initiative_id, for_purpose=purpose.value, secret_digest=digest, now=now
        )

    async def note_use(
        self, connection: asyncpg.Connection, initiative_id: UUID, link_id: UUID, now: datetime
    ) -> None:
        """Write down that a link was used."""
        await self._note_use.run(connection, initiative=initiative_id, this=link_id, now=now)

    async def is_live(self, connection: asyncpg.Connection, link: LinkPrincipal, now: datetime) -> bool:
        """Whether a link a request came in by has neither expired nor been ended since."""
        found = await self._is_live.value(
            connection, initiative=link.initiative_id, this=link.link_id, now=now
        )
        return bool(found)

    async def hold(self, connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
        """Let nobody else make a link for a person until the transaction ends."""
        await self._hold.run(connection, initiative=initiative_id, person=person_id)

    async def count(
        self, connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID, now: datetime
    ) -> int:
        """How many live links a person has, of all purposes."""
        found = await self._count.value(connection, initiative=initiative_id, person=person_id, now=now)
        return int(found)

    async def insert(
        self,
        connection: asyncpg.Connection,
        link: LinkPrincipal,
        purpose: Purpose,
        digest: bytes,
        *,
        created_at: datetime,
        expires_at: datetime,
    ) -> asyncpg.Record:
        """A new link; answers what may be shown of it."""
        return await self._insert.one(
            connection,
            initiative_id=link.initiative_id,
            id=link.link_id,
            purpose=purpose.value,
            person_id=link.person_id,
            digest=digest,
            created_at=created_at,
            expires_at=expires_at,
            last_used_at=None,
        )

    async def get(
        self, connection: asyncpg.Connection, link: LinkPrincipal, purpose: Purpose, now: datetime
    ) -> asyncpg.Record | None:
        """A live link of a person's own."""
        return await self._get.first(
            connection,
            initiative=link.initiative_id,
            person=link.person_id,
            for_purpose=purpose.value,
            this=link.link_id,
            now=now,
        )

    async def page(
        self,
        connection: asyncpg.Connection,
        initiative_id: UUID,
        person_id: UUID,
        purpose: Purpose,
        *,
        after: UUID,
        limit: int,
        now: datetime,
    ) -> list[asyncpg.Record]:
        """Live links of a person after an id, oldest first."""
        return await self._page.all(
            connection,
            initiative=initiative_id,
            person=person_id,
            for_purpose=purpose.value,
            after=after,
            limit=limit,
            now=now,
        )

    async def end(
        self, connection: asyncpg.Connection, link: LinkPrincipal, purpose: Purpose, now: datetime
    ) -> bool:
        """End a live link of a person's own; says whether there was one."""
        ended = await self._end.run(
            connection,
            initiative=link.initiative_id,
            person=link.person_id,
            for_purpose=purpose.value,
            this=link.link_id,
            now=now,
        )
        return bool(ended)

    async def end_earlier(
        self, connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID, until: datetime
    ) -> None:
        """End what a person had made up to a moment: they left then, and may have returned since."""
        await self._end_earlier.run(connection, initiative=initiative_id, person=person_id, until=until)

    async def of_person(
        self, connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID
    ) -> list[asyncpg.Record]:
        """Every row of a person, expired ones that are still there included."""
        return await self._of_person.all(connection, initiative=initiative_id, person=person_id)

    async def erase(self, connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> int:
        """Delete a person's links."""
        return await self._erase.run(connection, initiative=initiative_id, person=person_id)

    async def forget_expired(self, connection: asyncpg.Connection, now: datetime) -> int:
        """Delete what has expired, in every initiative."""
        return await self._forget.run(connection, now=now)
