"""Voices over HTTP."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.voices.errors import (
    BringerDoesNotRepresent,
    UnknownBringer,
    VoiceClosed,
    VoiceConfirmedAlready,
    VoiceNotYetConfirmed,
)
from services.agenda.voices.events import VoiceStatus
from services.agenda.voices.schemas import PublicShowingPut, Voice, VoiceCreate, VoicePatch
from services.agenda.voices.service import VoiceCommands, Voices
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch, OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/voices"
reading = APIRouter(prefix=_PREFIX, tags=["voices"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["voices"], route_class=WriteRoute)


async def _voices(reading: ReadingDep) -> Voices:
    return Voices(reading)


async def _commands(command: CommandDep) -> VoiceCommands:
    return VoiceCommands(command)


VoicesDep = Annotated[Voices, Depends(_voices)]
CommandsDep = Annotated[VoiceCommands, Depends(_commands)]


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    brought_by = {
        "person_id": row["brought_by_person_id"],
        "organization_id": row["brought_by_organization_id"],
    }
    return {**row, "brought_by": brought_by}


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(UnknownBringer, BringerDoesNotRepresent, RefusedByCharter),
)
async def enter_voice(body: VoiceCreate, caller: Member, commands: CommandsDep) -> Voice:
    """Bring a voice, or enter one for another, who is then to confirm it."""
    return Voice.model_validate(_shown(await commands.bring(body)))


@reading.get("")
async def list_voices(
    caller: WorkReader,
    voices: VoicesDep,
    status: VoiceStatus | None = None,
    organization_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Voice]:
    """List the voices, oldest first; those of a status, or brought by an organization."""
    rows = await voices.page(after(cursor), limit + 1, status=status, organization_id=organization_id)
    return page(rows, limit, shown=_shown)


@reading.get("/{voice_id}")
async def get_voice(voice_id: UUID, caller: WorkReader, voices: VoicesDep) -> Voice:
    """Read a voice."""
    return Voice.model_validate(_shown(await voices.get(voice_id)))


@writing.patch("/{voice_id}", responses=problem_responses(VoiceClosed))
async def reword_voice(
    voice_id: UUID, body: VoicePatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> Voice:
    """Change the words of a voice: its bringer; until it is confirmed, who entered it and facilitators."""
    return Voice.model_validate(_shown(await commands.reword(voice_id, body, if_match)))


@writing.post(
    "/{voice_id}/confirm", responses=problem_responses(VoiceConfirmedAlready, VoiceClosed, RefusedByCharter)
)
async def confirm_voice(
    voice_id: UUID, caller: Member, if_match: OptionalIfMatch, commands: CommandsDep
) -> Voice:
    """Stand by a voice that another entered. `If-Match`: only by the words that were read."""
    return Voice.model_validate(_shown(await commands.confirm(voice_id, if_match)))


@writing.put("/{voice_id}/public-showing", responses=problem_responses(VoiceNotYetConfirmed, VoiceClosed))
async def show_voice_publicly(
    voice_id: UUID, body: PublicShowingPut, caller: Member, commands: CommandsDep
) -> Voice:
    """Let the public see the words of a voice you brought, and react to them, or no longer."""
    return Voice.model_validate(_shown(await commands.show(voice_id, shown=body.shown)))


@writing.post("/{voice_id}/withdraw", responses=problem_responses(VoiceClosed))
async def withdraw_voice(voice_id: UUID, caller: Member, commands: CommandsDep) -> Voice:
    """Take back a voice one has brought."""
    return Voice.model_validate(_shown(await commands.withdraw(voice_id)))
