"""How forums are to be composed, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.groupings.errors import UnknownGroupingValue
from services.registry.seat_targets.errors import SeatTargetExists, TooManySeatTargets
from services.registry.seat_targets.schemas import SeatTarget, SeatTargetCreate
from services.registry.seat_targets.service import SeatTargetCommands, SeatTargets
from services.registry.seats.errors import NetworkHasNoSeats
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/forums/{forum_id}/seat-targets"
reading = APIRouter(prefix=_PREFIX, tags=["forums"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["forums"], route_class=WriteRoute)


async def _targets(forum_id: UUID, reading: ReadingDep) -> SeatTargets:
    return SeatTargets(reading, forum_id)


async def _commands(forum_id: UUID, command: CommandDep) -> SeatTargetCommands:
    return SeatTargetCommands(command, forum_id)


TargetsDep = Annotated[SeatTargets, Depends(_targets)]
CommandsDep = Annotated[SeatTargetCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(
        NetworkHasNoSeats, UnknownGroupingValue, SeatTargetExists, TooManySeatTargets
    ),
)
async def set_seat_target(body: SeatTargetCreate, caller: Member, commands: CommandsDep) -> SeatTarget:
    """Say how many seats of a sector or of a grouping's value a forum is to have at least."""
    return SeatTarget.model_validate(dict(await commands.set(body)))


@reading.get("")
async def list_seat_targets(
    caller: WorkReader, targets: TargetsDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[SeatTarget]:
    """List how a forum is to be composed, oldest first; what is missing is in its coverage."""
    return page(await targets.page(after(cursor), limit + 1), limit)


@writing.delete("/{seat_target_id}", status_code=204)
async def drop_seat_target(
    seat_target_id: UUID, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Want seats of a group no longer."""
    await commands.drop(seat_target_id, if_match)
