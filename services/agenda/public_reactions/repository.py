"""Every SQL statement of the public's reactions; those of links are every service's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.agenda.public_reactions.models import participants, public_reactions
from services.agenda.voices.events import VoiceStatus
from services.agenda.voices.models import voices
from shared.database.statements import Statement
from shared.http.auth.link_rows import CapabilityLinks

LINKS = CapabilityLinks("agenda")

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_LINK = sa.bindparam("link", type_=sa.Uuid)
_of_link = sa.and_(participants.c.initiative_id == _INITIATIVE, participants.c.link_id == _LINK)
_JOIN = Statement(sa.insert(participants))
_FIND = Statement(
    sa.select(participants.c.id).where(
        _of_link, participants.c.digest == sa.bindparam("secret", type_=sa.LargeBinary)
    )
)
# Two joining at once would each find room for one more.
_HOLD_LINK = Statement(
    sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(sa.cast(_LINK, sa.Text), 29)))
)
_JOINED = Statement(
    sa.select(
        sa.func.count().label("altogether"),
        sa.func.count()
        .filter(participants.c.address_digest == sa.bindparam("address", type_=sa.LargeBinary))
        .label("from_here"),
    )
    .select_from(participants)
    .where(_of_link)
)
_SHOWN = sa.and_(
    voices.c.initiative_id == _INITIATIVE,
    voices.c.status == VoiceStatus.CONFIRMED.value,
    voices.c.shown_publicly,
)
_PAGE = Statement(
    sa.select(voices.c.id, voices.c.text)
    .where(_SHOWN, voices.c.id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(voices.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
# Held until the reaction is committed: a voice is not withdrawn beside it.
_HOLD_VOICE = Statement(
    sa.select(voices.c.id)
    .where(_SHOWN, voices.c.id == sa.bindparam("voice", type_=sa.Uuid))
    .with_for_update(read=True)
)
_put = insert(public_reactions)
_PUT = Statement(
    _put.on_conflict_do_update(
        index_elements=["initiative_id", "voice_id", "participant_id"],
        set_={"reaction": _put.excluded.reaction},
        where=public_reactions.c.reaction != _put.excluded.reaction,
    )
)
_COUNTS = Statement(
    sa.select(public_reactions.c.reaction, sa.func.count().label("count"))
    .where(
        public_reactions.c.initiative_id == _INITIATIVE,
        public_reactions.c.voice_id == sa.bindparam("voice", type_=sa.Uuid),
    )
    .group_by(public_reactions.c.reaction)
)
_DISCARD_REACTIONS = Statement(
    sa.delete(public_reactions).where(
        public_reactions.c.initiative_id == _INITIATIVE,
        public_reactions.c.participant_id.in_(sa.select(participants.c.id).where(_of_link)),
    )
)
_DISCARD_PARTICIPANTS = Statement(sa.delete(participants).where(_of_link))
_FORGET_ADDRESSES = Statement(
    sa.update(participants)
    .where(
        participants.c.address_digest.is_not(None),
        participants.c.joined_at < sa.bindparam("before", type_=sa.DateTime(timezone=True)),
    )
    .values(address_digest=sa.null())
)


async def forget_addresses(connection: asyncpg.Connection, before: datetime) -> None:
    """Forget from which networks participants joined before a moment, in every initiative."""
    await _FORGET_ADDRESSES.run(connection, before=before)


class PublicReactionRepository:
    """Rows of the public's reactions, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def joined(self, link_id: UUID, address_digest: bytes) -> tuple[int, int]:
        """How many joined by a link, and how many of them from a network today.

        Nobody else joins by it until the transaction ends.
        """
        await _HOLD_LINK.run(self._connection, link=link_id)
        row = await _JOINED.one(
            self._connection, initiative=self._initiative_id, link=link_id, address=address_digest
        )
        return row["altogether"], row["from_here"]

    async def join(self, values: Mapping[str, Any]) -> None:
        """A new participant."""
        await _JOIN.run(self._connection, initiative_id=self._initiative_id, **values)

    async def participant(self, link_id: UUID, digest: bytes) -> UUID | None:
        """Who joined by a link with a secret."""
        found: UUID | None = await _FIND.value(
            self._connection, initiative=self._initiative_id, link=link_id, secret=digest
        )
        return found

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Voices shown to the public after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)

    async def hold_voice(self, voice_id: UUID) -> bool:
        """Whether a voice is shown to the public; it is until the transaction ends."""
        found = await _HOLD_VOICE.first(self._connection, initiative=self._initiative_id, voice=voice_id)
        return found is not None

    async def put(self, voice_id: UUID, participant_id: UUID, reaction: str) -> bool:
        """A participant's reaction from now on; whether it is another than before."""
        written = await _PUT.run(
            self._connection,
            initiative_id=self._initiative_id,
            voice_id=voice_id,
            participant_id=participant_id,
            reaction=reaction,
        )
        return written > 0

    async def counts(self, voice_id: UUID) -> dict[str, int]:
        """How many of the public reacted in which way."""
        rows = await _COUNTS.all(self._connection, initiative=self._initiative_id, voice=voice_id)
        return {row["reaction"]: row["count"] for row in rows}

    async def discard(self, link_id: UUID) -> int:
        """Delete what was said by a link, and who joined by it; answers how many these were."""
        await _DISCARD_REACTIONS.run(self._connection, initiative=self._initiative_id, link=link_id)
        return await _DISCARD_PARTICIPANTS.run(self._connection, initiative=self._initiative_id, link=link_id)
