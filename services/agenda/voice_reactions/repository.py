"""Every SQL statement of the reactions to voices."""

from datetime import datetime
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.agenda.voice_reactions.models import reactions
from services.agenda.voices.models import voices
from shared.database.statements import Statement

_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_voice = sa.bindparam("voice", type_=sa.Uuid)
_person = sa.bindparam("person", type_=sa.Uuid)
_of_voice = sa.and_(reactions.c.initiative_id == _initiative, reactions.c.voice_id == _voice)
_STATUS = Statement(
    sa.select(voices.c.status).where(voices.c.initiative_id == _initiative, voices.c.id == _voice)
)
# Held until the reaction is committed: a voice is not withdrawn beside it.
_HOLD = Statement(
    sa.select(voices.c.status)
    .where(voices.c.initiative_id == _initiative, voices.c.id == _voice)
    .with_for_update(read=True)
)
_upsert = insert(reactions)
_PUT = Statement(
    _upsert.on_conflict_do_update(
        index_elements=["initiative_id", "voice_id", "person_id"],
        set_={"reaction": _upsert.excluded.reaction, "reacted_at": _upsert.excluded.reacted_at},
        where=reactions.c.reaction != _upsert.excluded.reaction,
    )
)
_COUNTS = Statement(
    sa.select(reactions.c.reaction, sa.func.count().label("count"))
    .where(_of_voice)
    .group_by(reactions.c.reaction)
)
_OWN = Statement(sa.select(reactions.c.reaction).where(_of_voice, reactions.c.person_id == _person))
_OF_PERSON = Statement(
    sa.select(reactions.c.voice_id, reactions.c.reaction, reactions.c.reacted_at)
    .where(reactions.c.initiative_id == _initiative, reactions.c.person_id == _person)
    .order_by(reactions.c.voice_id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_DROP = Statement(
    sa.delete(reactions).where(reactions.c.initiative_id == _initiative, reactions.c.person_id == _person)
)


class ReactionRepository:
    """Rows of reactions, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def status(self, voice_id: UUID) -> str | None:
        """How a voice stands; None where there is none."""
        return await _STATUS.value(self._connection, initiative=self._initiative_id, voice=voice_id)

    async def hold(self, voice_id: UUID) -> str | None:
        """The same; it stands so until the transaction ends."""
        return await _HOLD.value(self._connection, initiative=self._initiative_id, voice=voice_id)

    async def put(self, voice_id: UUID, person_id: UUID | None, reaction: str, at: datetime) -> bool:
        """A person's reaction from now on; whether it is another than before."""
        written = await _PUT.run(
            self._connection,
            initiative_id=self._initiative_id,
            voice_id=voice_id,
            person_id=person_id,
            reaction=reaction,
            reacted_at=at,
        )
        return written > 0

    async def counts(self, voice_id: UUID) -> dict[str, int]:
        """How many reacted in which way."""
        rows = await _COUNTS.all(self._connection, initiative=self._initiative_id, voice=voice_id)
        return {row["reaction"]: row["count"] for row in rows}

    async def own(self, voice_id: UUID, person_id: UUID | None) -> str | None:
        """How a person reacted to a voice."""
        return await _OWN.value(
            self._connection, initiative=self._initiative_id, voice=voice_id, person=person_id
        )

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """How a person reacted to which voices."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def drop(self, person_id: UUID) -> None:
        """Forget how a person reacted."""
        await _DROP.run(self._connection, initiative=self._initiative_id, person=person_id)
