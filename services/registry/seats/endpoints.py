"""The members of forums over HTTP: their seats."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.history.asking import UNKNOWN_THEN, WhenDep
from services.registry.people.errors import UnknownOrganization
from services.registry.seats.errors import (
    CannotSit,
    CircleOfPartners,
    NetworkHasNoSeats,
    SeatedAlready,
    SeatNotOpen,
    SeatWithoutTerm,
    TermTooShort,
)
from services.registry.seats.events import SeatStatus
from services.registry.seats.schemas import ForumMember, ForumMemberCreate, SeatRenewal
from services.registry.seats.service import SeatCommands, Seats
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/forums/{forum_id}/members"
reading = APIRouter(prefix=_PREFIX, tags=["forums"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["forums"], route_class=WriteRoute)


async def _seats(reading: ReadingDep) -> Seats:
    return Seats(reading)


async def _commands(command: CommandDep) -> SeatCommands:
    return SeatCommands(command)


SeatsDep = Annotated[Seats, Depends(_seats)]
CommandsDep = Annotated[SeatCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(
        *(NetworkHasNoSeats, CannotSit, UnknownOrganization, SeatedAlready, CircleOfPartners),
        *(TermTooShort, RefusedByCharter),
    ),
)
async def propose_forum_member(
    forum_id: UUID, body: ForumMemberCreate, caller: Member, commands: CommandsDep
) -> ForumMember:
    """Propose somebody for a seat, who is to accept; then the forum decides."""
    return ForumMember.model_validate(dict(await commands.propose(forum_id, body)))


@reading.get("", responses=problem_responses(*UNKNOWN_THEN))
async def list_forum_members(
    forum_id: UUID,
    caller: Member,
    seats: SeatsDep,
    when: WhenDep,
    status: SeatStatus | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[ForumMember]:
    """List a forum's seats, oldest first; those at a stage. As of a day: as they were at its end, by UTC."""
    return page(await seats.page(forum_id, after(cursor), limit + 1, status=status, when=when), limit)


@writing.post(
    "/{member_id}/accept",
    responses=problem_responses(
        NetworkHasNoSeats, SeatNotOpen, CannotSit, UnknownOrganization, RefusedByCharter
    ),
)
async def accept_seat(forum_id: UUID, member_id: UUID, caller: Member, commands: CommandsDep) -> ForumMember:
    """Be ready to take the seat one was proposed for; in an action circle, take it."""
    return ForumMember.model_validate(dict(await commands.accept(forum_id, member_id)))


@writing.post("/{member_id}/decline", responses=problem_responses(SeatNotOpen))
async def decline_seat(forum_id: UUID, member_id: UUID, caller: Member, commands: CommandsDep) -> ForumMember:
    """Decline the seat one was proposed for."""
    return ForumMember.model_validate(dict(await commands.decline(forum_id, member_id)))


@writing.post("/{member_id}/give-up", responses=problem_responses(SeatNotOpen))
async def give_up_seat(forum_id: UUID, member_id: UUID, caller: Member, commands: CommandsDep) -> ForumMember:
    """Give up the seat one holds."""
    return ForumMember.model_validate(dict(await commands.give_up(forum_id, member_id)))


@writing.post(
    "/{member_id}/ask-renewal", responses=problem_responses(SeatNotOpen, SeatWithoutTerm, TermTooShort)
)
async def ask_seat_renewal(
    forum_id: UUID, member_id: UUID, body: SeatRenewal, caller: Member, commands: CommandsDep
) -> ForumMember:
    """Say that one would stay in the seat one holds for another term, which the forum then decides on."""
    return ForumMember.model_validate(dict(await commands.ask_renewal(forum_id, member_id, body)))


@writing.post("/{member_id}/withdraw", responses=problem_responses(SeatNotOpen))
async def withdraw_seat_proposal(
    forum_id: UUID, member_id: UUID, caller: Member, commands: CommandsDep
) -> ForumMember:
    """Take back a proposal for a seat: whoever made it, and facilitators."""
    return ForumMember.model_validate(dict(await commands.withdraw(forum_id, member_id)))
