"""Every SQL statement of the voices."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.agenda.governing.models import ON_THE_MAP, organizations
from services.agenda.voices.events import VoiceStatus
from services.agenda.voices.models import voices
from shared.database.statements import Statement
from shared.standing import Standing
from shared.standing_facts import facts_table

_facts = facts_table("agenda")
_this = sa.and_(voices.c.initiative_id == sa.bindparam("initiative"), voices.c.id == sa.bindparam("this"))
_INSERT = Statement(sa.insert(voices).returning(voices))
_GET = Statement(sa.select(voices).where(_this))
_LOCK = Statement(sa.select(voices).where(_this).with_for_update())
_UPDATE = Statement(
    sa.update(voices)
    .where(_this)
    .values(text=sa.bindparam("text"), status=sa.bindparam("status"), version=voices.c.version + 1)
    .returning(voices)
)
_SHOW = Statement(
    sa.update(voices)
    .where(_this)
    .values(shown_publicly=sa.bindparam("shown", type_=sa.Boolean), version=voices.c.version + 1)
    .returning(voices)
)
_STANDING = Statement(
    sa.select(sa.func.jsonb_agg(sa.func.to_jsonb(sa.literal_column("standing_fact"))))
    .select_from(_facts)
    .where(
        _facts.c.initiative_id == sa.bindparam("initiative"), _facts.c.subject_id == sa.bindparam("person")
    )
)
_ORGANIZATION = Statement(
    sa.select(organizations.c.id).where(
        organizations.c.initiative_id == sa.bindparam("initiative"),
        organizations.c.id == sa.bindparam("this"),
        ON_THE_MAP,
    )
)
_ERASE_BROUGHT = Statement(
    sa.update(voices)
    .where(
        voices.c.initiative_id == sa.bindparam("initiative"),
        voices.c.brought_by_person_id == sa.bindparam("person"),
    )
    .values(
        text=sa.null(),
        brought_by_person_id=sa.null(),
        status=VoiceStatus.ERASED.value,
        version=voices.c.version + 1,
    )
)
_ERASE_ENTERED = Statement(
    sa.update(voices)
    .where(
        voices.c.initiative_id == sa.bindparam("initiative"), voices.c.entered_by == sa.bindparam("person")
    )
    .values(entered_by=sa.null())
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(voices)
        .where(
            voices.c.initiative_id == sa.bindparam("initiative"),
            voices.c.id > sa.bindparam("after"),
            *(voices.c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(voices.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class VoiceRepository:
    """Rows of voices, and what is known of those who bring them, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new voice."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, voice_id: UUID) -> asyncpg.Record | None:
        """One voice."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=voice_id)

    async def lock(self, voice_id: UUID) -> asyncpg.Record | None:
        """One voice, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=voice_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Voices after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def update(self, row: Mapping[str, Any], **changes: Any) -> asyncpg.Record:
        """Write text or status of a locked voice as its next version."""
        values = {"text": row["text"], "status": row["status"], **changes}
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def show(self, voice_id: UUID, *, shown: bool) -> asyncpg.Record:
        """Show a locked voice to the public, or no longer, as its next version."""
        return await _SHOW.one(self._connection, initiative=self._initiative_id, this=voice_id, shown=shown)

    async def standing(self, person_id: UUID, today: date) -> Standing | None:
        """What holds of a person on a day; None where they take no part."""
        facts = await _STANDING.value(self._connection, initiative=self._initiative_id, person=person_id)
        return Standing.of(person_id, facts or [], today)

    async def has_organization(self, organization_id: UUID) -> bool:
        """Whether an organization is on the map, and was not merged into another."""
        found = await _ORGANIZATION.first(
            self._connection, initiative=self._initiative_id, this=organization_id
        )
        return found is not None

    async def erase(self, person_id: UUID) -> None:
        """Empty the voices a person brought, and forget which ones they entered."""
        await _ERASE_BROUGHT.run(self._connection, initiative=self._initiative_id, person=person_id)
        await _ERASE_ENTERED.run(self._connection, initiative=self._initiative_id, person=person_id)
