"""The rules of reacting to voices: by whoever takes part and is not on the staff, and seen by nobody else."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.public_reactions.repository import PublicReactionRepository
from services.agenda.voice_reactions.errors import VoiceNotConfirmed
from services.agenda.voice_reactions.events import VoiceReacted
from services.agenda.voice_reactions.repository import ReactionRepository
from services.agenda.voice_reactions.schemas import Reaction, ReactionPut
from services.agenda.voices.errors import VoiceClosed
from services.agenda.voices.events import VoiceStatus
from shared.charter import react_to_voice
from shared.commands import Command, Reading
from shared.http.problems import NotFound

FEWEST_COUNTED = 5
"""Reactions below which counts are not shown (domain.md, section 8, has the same bound for answers)."""


class Reactions:
    """Reading reactions to voices."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ReactionRepository(reading.connection, reading.initiative_id)
        self._public = PublicReactionRepository(reading.connection, reading.initiative_id)
        self._person_id = reading.caller.person_id

    async def of(self, voice_id: UUID) -> dict[str, Any]:
        """Reactions to a voice: how many, and the caller's own; raises NotFound."""
        if await self._repository.status(voice_id) is None:
            raise NotFound
        return await _reactions(self._repository, self._public, voice_id, self._person_id)


class ReactionCommands:
    """Reacting to voices."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ReactionRepository(command.connection, command.initiative_id)
        self._public = PublicReactionRepository(command.connection, command.initiative_id)

    async def react(self, voice_id: UUID, body: ReactionPut) -> dict[str, Any]:
        """React to a voice, or otherwise than before: the last reaction counts.

        Raises NotFound, CharterRefusal, VoiceClosed and VoiceNotConfirmed.
        """
        status = await self._repository.hold(voice_id)
        if status is None:
            raise NotFound
        react_to_voice(staff=self._command.caller.is_staff)
        if status == VoiceStatus.UNCONFIRMED:
            raise VoiceNotConfirmed
        if status != VoiceStatus.CONFIRMED:
            raise VoiceClosed
        person_id = self._command.caller.person_id
        if await self._repository.put(voice_id, person_id, body.reaction.value, self._command.now):
            self._command.record(VoiceReacted(voice_id=voice_id), named=False)
        return await _reactions(self._repository, self._public, voice_id, person_id)


async def _reactions(
    repository: ReactionRepository,
    public: PublicReactionRepository,
    voice_id: UUID,
    person_id: UUID | None,
) -> dict[str, Any]:
    return {
        "voice_id": voice_id,
        "own": await repository.own(voice_id, person_id),
        **_counted(await repository.counts(voice_id)),
        "public": _counted(await public.counts(voice_id)),
    }


def _counted(found: Mapping[str, int]) -> dict[str, Any]:
    total = sum(found.values())
    counts = {reaction.value: found.get(reaction.value, 0) for reaction in Reaction}
    return {"total": total, "counts": counts if total >= FEWEST_COUNTED else None}


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Forget how a person reacted; they are counted no more."""
    await ReactionRepository(connection, initiative_id).drop(person_id)
