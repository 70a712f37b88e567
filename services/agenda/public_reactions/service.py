"""The rules of the public's reactions: who shows what, who joins, and what keeps one from being many.

Nothing is known of whoever reacts but a secret. So nothing keeps a patient person from joining from several
networks; the public is therefore counted apart from those who take part, and what came by a link can be
discarded whole.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.public_reactions.errors import TooManyParticipants, UnknownParticipant
from services.agenda.public_reactions.events import (
    ReactionLinkMade,
    ReactionLinkRevoked,
    ReactionsByLinkDiscarded,
    VoiceReactedPublicly,
)
from services.agenda.public_reactions.repository import LINKS, PublicReactionRepository
from services.agenda.public_reactions.schemas import PublicReactionPut, ReactionLinkCreate
from shared.commands import Command, Reading
from shared.http.auth.links import Purpose
from shared.http.auth.own_links import LinkTerms, OwnLinks
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

TERMS = LinkTerms(Purpose.REACTIONS, usual=timedelta(days=14), longest=timedelta(days=90))
MOST_FROM_ONE_NETWORK = 30
"""Participants a day by a link: a class or a family can react, a script gets no further."""
MOST_BY_A_LINK = 10_000
ADDRESSES_KEPT = timedelta(days=1)


def reaction_links(reading: Reading) -> OwnLinks:
    """The caller's own links by which the public reacts."""
    return OwnLinks(reading, LINKS, TERMS)


class ReactionLinkCommands:
    """Making and ending links, and discarding what came by one."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._links = reaction_links(command)
        self._repository = PublicReactionRepository(command.connection, command.initiative_id)

    async def make(self, body: ReactionLinkCreate) -> dict[str, Any]:
        """A link with its secret; raises LinkEndNotAllowed and TooManyLinks."""
        made, secret = await self._links.make(body.expires_at)
        self._command.record(ReactionLinkMade(link_id=made["id"]))
        return {**made, "secret": secret}

    async def revoke(self, link_id: UUID, precondition: Precondition) -> None:
        """End a link; what was said by it stays. Raises NotFound and PreconditionFailed."""
        await self._links.revoke(link_id, precondition)
        self._command.record(ReactionLinkRevoked(link_id=link_id))

    async def discard(self, link_id: UUID) -> None:
        """Take what was said by a link, of anybody's, out of the counts; raises NotFound."""
        participants = await self._repository.discard(link_id)
        if not participants:
            raise NotFound
        self._command.record(ReactionsByLinkDiscarded(link_id=link_id, participants=participants))


class PublicVoices:
    """Reading the voices shown to the public."""

    def __init__(self, reading: Reading) -> None:
        self._repository = PublicReactionRepository(reading.connection, reading.initiative_id)

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Their words, after an id."""
        return await self._repository.page(after, limit)


class PublicReactionCommands:
    """Joining and reacting, by a link."""

    def __init__(self, command: Command, link_id: UUID) -> None:
        self._command = command
        self._link_id = link_id
        self._repository = PublicReactionRepository(command.connection, command.initiative_id)

    async def join(self, address_digest: bytes) -> dict[str, Any]:
        """Become a participant; raises TooManyParticipants."""
        altogether, from_here = await self._repository.joined(self._link_id, address_digest)
        if altogether >= MOST_BY_A_LINK or from_here >= MOST_FROM_ONE_NETWORK:
            raise TooManyParticipants(headers={"Retry-After": "3600"})
        participant_id, secret = uuid7(), secrets.token_urlsafe(32)
        await self._repository.join(
            {
                "id": participant_id,
                "link_id": self._link_id,
                "digest": _digest(secret),
                "address_digest": address_digest,
                "joined_at": self._command.now,
            }
        )
        return {"id": participant_id, "secret": secret}

    async def react(self, voice_id: UUID, body: PublicReactionPut) -> dict[str, Any]:
        """React to a voice shown to the public; raises NotFound and UnknownParticipant."""
        participant_id = await self._repository.participant(self._link_id, _digest(body.participant))
        if participant_id is None:
            raise UnknownParticipant
        if not await self._repository.hold_voice(voice_id):
            raise NotFound
        if await self._repository.put(voice_id, participant_id, body.reaction.value):
            self._command.record(VoiceReactedPublicly(voice_id=voice_id, link_id=self._link_id), named=False)
        return {"voice_id": voice_id, "reaction": body.reaction}


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Delete the links a person made; what the public said by them is nobody's and stays."""
    await LINKS.erase(connection, initiative_id, person_id)
