"""Reactions to voices over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.voice_reactions.errors import VoiceNotConfirmed
from services.agenda.voice_reactions.schemas import ReactionPut, VoiceReactions
from services.agenda.voice_reactions.service import ReactionCommands, Reactions
from services.agenda.voices.errors import VoiceClosed
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/voices/{voice_id}/reactions"
reading = APIRouter(prefix=_PREFIX, tags=["voices"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["voices"], route_class=WriteRoute)


async def _reactions(reading: ReadingDep) -> Reactions:
    return Reactions(reading)


async def _commands(command: CommandDep) -> ReactionCommands:
    return ReactionCommands(command)


@writing.put("", responses=problem_responses(VoiceNotConfirmed, VoiceClosed, RefusedByCharter))
async def react_to_voice(
    voice_id: UUID,
    body: ReactionPut,
    caller: Member,
    commands: Annotated[ReactionCommands, Depends(_commands)],
) -> VoiceReactions:
    """Agree, disagree or pass; the last reaction counts. Nobody else sees who reacted how."""
    return VoiceReactions.model_validate(await commands.react(voice_id, body))


@reading.get("")
async def get_voice_reactions(
    voice_id: UUID, caller: WorkReader, reactions: Annotated[Reactions, Depends(_reactions)]
) -> VoiceReactions:
    """Read how many reacted in which way to a voice, and how the caller did."""
    return VoiceReactions.model_validate(await reactions.of(voice_id))
