"""The backbone's staff over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.staff.errors import AlreadyAppointed, UnknownPerson
from services.registry.staff.schemas import Staff, StaffCreate
from services.registry.staff.service import StaffCommands, StaffMembers
from shared.http.auth.capabilities import FacilitatorFounderOrHolder, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/staff"
reading = APIRouter(prefix=_PREFIX, tags=["staff"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["staff"], route_class=WriteRoute)


async def _staff(reading: ReadingDep) -> StaffMembers:
    return StaffMembers(reading)


async def _commands(command: CommandDep) -> StaffCommands:
    return StaffCommands(command)


StaffDep = Annotated[StaffMembers, Depends(_staff)]
CommandsDep = Annotated[StaffCommands, Depends(_commands)]


@writing.post(
    "", status_code=201, responses=problem_responses(UnknownPerson, AlreadyAppointed, RefusedByCharter)
)
async def appoint_staff(
    body: StaffCreate, caller: FacilitatorFounderOrHolder, commands: CommandsDep
) -> Staff:
    """Appoint a person to a role: founding partners do until a mandate is in force, the backbone under it."""
    return Staff.model_validate(dict(await commands.appoint(body)))


@reading.get("")
async def list_staff(
    caller: Member, staff: StaffDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[Staff]:
    """List the backbone's staff."""
    return page(await staff.page(after(cursor), limit + 1), limit)


@writing.delete("/{staff_id}", status_code=204)
async def end_staff(
    staff_id: UUID, caller: FacilitatorFounderOrHolder, if_match: IfMatch, commands: CommandsDep
) -> None:
    """End a person's role in the backbone's staff."""
    await commands.end(staff_id, if_match)
