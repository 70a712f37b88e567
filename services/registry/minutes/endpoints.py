"""Minutes over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.attendance.errors import MinutesApproved
from services.registry.meetings.errors import MeetingNotOpen, NotConducting, NotOfForum
from services.registry.minutes.errors import MinutesNotInState, NobodyWasThere, NoMinutes, WasNotThere
from services.registry.minutes.schemas import (
    Correction,
    CorrectionAnswer,
    CorrectionCreate,
    Minutes,
    MinutesPut,
    MinutesRevision,
    MinutesSubmit,
)
from services.registry.minutes.service import MinutesCommands, MinutesOfMeetings
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/meetings/{meeting_id}/minutes"
reading = APIRouter(prefix=_PREFIX, tags=["meetings"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["meetings"], route_class=WriteRoute)


async def _minutes(reading: ReadingDep) -> MinutesOfMeetings:
    return MinutesOfMeetings(reading)


async def _commands(command: CommandDep) -> MinutesCommands:
    return MinutesCommands(command)


MinutesDep = Annotated[MinutesOfMeetings, Depends(_minutes)]
CommandsDep = Annotated[MinutesCommands, Depends(_commands)]


@reading.get("", responses=problem_responses(NoMinutes))
async def get_minutes(meeting_id: UUID, caller: Member, minutes: MinutesDep) -> Minutes:
    """Read the minutes: once approved everybody, before that the forum's members and facilitators."""
    return Minutes.model_validate(dict(await minutes.get(meeting_id)))


@writing.put("", responses=problem_responses(NotConducting, MeetingNotOpen, MinutesApproved))
async def write_minutes(
    meeting_id: UUID, body: MinutesPut, caller: Member, if_match: OptionalIfMatch, commands: CommandsDep
) -> Minutes:
    """Write the minutes, as a draft: who was there, and who runs the meeting. Each text is a revision."""
    return Minutes.model_validate(dict(await commands.write(meeting_id, body, if_match)))


@writing.post(
    "/submit", responses=problem_responses(NotConducting, NoMinutes, MinutesNotInState, NobodyWasThere)
)
async def submit_minutes(
    meeting_id: UUID, body: MinutesSubmit, caller: Member, commands: CommandsDep
) -> Minutes:
    """Put the draft before those who were there, to be approved by silence or by more than half of them."""
    return Minutes.model_validate(dict(await commands.submit(meeting_id, body)))


@writing.post("/consents", responses=problem_responses(WasNotThere, NoMinutes, MinutesNotInState))
async def consent_to_minutes(meeting_id: UUID, caller: Member, commands: CommandsDep) -> Minutes:
    """Agree to what was submitted, as somebody who was there."""
    return Minutes.model_validate(dict(await commands.consent(meeting_id)))


@reading.get("/revisions", responses=problem_responses(NoMinutes))
async def list_minutes_revisions(
    meeting_id: UUID,
    caller: Member,
    minutes: MinutesDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[MinutesRevision]:
    """List what the minutes said at each revision, oldest first."""
    return page(await minutes.revisions(meeting_id, after(cursor), limit + 1), limit)


@writing.post(
    "/corrections", status_code=201, responses=problem_responses(NotOfForum, NoMinutes, MinutesNotInState)
)
async def ask_correction(
    meeting_id: UUID, body: CorrectionCreate, caller: Member, commands: CommandsDep
) -> Correction:
    """Ask for a correction of what was submitted; nothing is approved before it is answered."""
    return Correction.model_validate(dict(await commands.ask(meeting_id, body)))


@reading.get("/corrections", responses=problem_responses(NoMinutes))
async def list_corrections(
    meeting_id: UUID,
    caller: Member,
    minutes: MinutesDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Correction]:
    """List the corrections that were asked for, and what became of them."""
    return page(await minutes.corrections(meeting_id, after(cursor), limit + 1), limit)


@writing.post(
    "/corrections/{correction_id}/answer", responses=problem_responses(NotConducting, MinutesNotInState)
)
async def answer_correction(
    meeting_id: UUID, correction_id: UUID, body: CorrectionAnswer, caller: Member, commands: CommandsDep
) -> Correction:
    """Take a correction, decline it with a reason, or withdraw your own."""
    return Correction.model_validate(dict(await commands.answer(meeting_id, correction_id, body)))
