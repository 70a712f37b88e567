"""Ballots over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.ballots.confirming import ConfirmingCommands
from services.agenda.ballots.errors import (
    BallotCounts,
    BallotsNotSeen,
    ChoiceOfAnotherMethod,
    NotInElectorate,
    ObjectionNeedsReason,
    QuestionAmended,
    ReasonNotTaken,
    ReasonRequired,
    VoterHasVoted,
)
from services.agenda.ballots.schemas import Ballot, BallotPut, BallotSaid
from services.agenda.ballots.service import BallotCommands, Ballots
from services.agenda.decisions.errors import DecisionNotOpen, NoLongerVoter
from services.agenda.proxies.errors import TooManyProxies
from shared.http.auth.capabilities import Member
from shared.http.batched_route import BatchedWriteRoute
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch, OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/decisions/{decision_id}/ballots"
reading = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=ReadRoute)
casting = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=BatchedWriteRoute)
writing = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=WriteRoute)


async def _ballots(reading: ReadingDep) -> Ballots:
    return Ballots(reading)


async def _commands(command: CommandDep) -> BallotCommands:
    return BallotCommands(command)


BallotsDep = Annotated[Ballots, Depends(_ballots)]
CommandsDep = Annotated[BallotCommands, Depends(_commands)]


async def _confirming(command: CommandDep) -> ConfirmingCommands:
    return ConfirmingCommands(command)


ConfirmingDep = Annotated[ConfirmingCommands, Depends(_confirming)]
_ENTERING = (NotInElectorate, DecisionNotOpen, NoLongerVoter)
_SAYING = (
    QuestionAmended,
    ChoiceOfAnotherMethod,
    ReasonNotTaken,
    ReasonRequired,
    ObjectionNeedsReason,
)
CASTING = (*_ENTERING, *_SAYING, TooManyProxies, VoterHasVoted, RefusedByCharter)
"""What casting a ballot can answer."""


@casting.put(
    "/{voter_id}",
    responses=problem_responses(*CASTING),
)
async def cast_ballot(
    decision_id: UUID,
    voter_id: UUID,
    body: BallotPut,
    caller: Member,
    if_match: OptionalIfMatch,
    commands: CommandsDep,
) -> Ballot:
    """Cast the ballot of a voter, or change it: one's own, of an organization one speaks for, or by proxy."""
    return Ballot.model_validate(dict(await commands.cast(decision_id, voter_id, body, if_match)))


@writing.post(
    "/{voter_id}/record", responses=problem_responses(*_ENTERING, *_SAYING, BallotsNotSeen, VoterHasVoted)
)
async def record_absent_ballot(
    decision_id: UUID, voter_id: UUID, body: BallotSaid, caller: Member, commands: ConfirmingDep
) -> Ballot:
    """Write down what an absent voter said: the forum's chair, and facilitators. It counts once confirmed."""
    return Ballot.model_validate(dict(await commands.record_absent(decision_id, voter_id, body)))


@writing.post("/{voter_id}/confirm", responses=problem_responses(*_ENTERING, BallotCounts, RefusedByCharter))
async def confirm_ballot(
    decision_id: UUID, voter_id: UUID, caller: Member, if_match: IfMatch, commands: ConfirmingDep
) -> Ballot:
    """Let a ballot count that awaits it, or is to be renewed: the voter, or whoever speaks for it."""
    return Ballot.model_validate(dict(await commands.confirm(decision_id, voter_id, if_match)))


@writing.post("/{voter_id}/reject", responses=problem_responses(*_ENTERING, BallotCounts, RefusedByCharter))
async def reject_ballot(
    decision_id: UUID, voter_id: UUID, caller: Member, if_match: IfMatch, commands: ConfirmingDep
) -> Ballot:
    """Say that a ballot that awaits confirmation is not the voter's, or was not approved."""
    return Ballot.model_validate(dict(await commands.reject(decision_id, voter_id, if_match)))


@reading.get("")
async def list_ballots(
    decision_id: UUID,
    caller: Member,
    ballots: BallotsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Ballot]:
    """List the ballots of a decision: who voted, and what they say where members may see that."""
    return page(await ballots.page(decision_id, after(cursor), limit + 1), limit)
