"""Ballots over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.ballots.errors import (
    ChoiceOfAnotherMethod,
    NotInElectorate,
    ObjectionNeedsReason,
    ReasonNotTaken,
    ReasonRequired,
)
from services.agenda.ballots.schemas import Ballot, BallotPut
from services.agenda.ballots.service import BallotCommands, Ballots
from services.agenda.decisions.errors import DecisionNotOpen, NoLongerVoter
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/decisions/{decision_id}/ballots"
reading = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=WriteRoute)


async def _ballots(reading: ReadingDep) -> Ballots:
    return Ballots(reading)


async def _commands(command: CommandDep) -> BallotCommands:
    return BallotCommands(command)


BallotsDep = Annotated[Ballots, Depends(_ballots)]
CommandsDep = Annotated[BallotCommands, Depends(_commands)]


@writing.put(
    "/{voter_id}",
    responses=problem_responses(
        NotInElectorate,
        DecisionNotOpen,
        NoLongerVoter,
        ChoiceOfAnotherMethod,
        ReasonNotTaken,
        ReasonRequired,
        ObjectionNeedsReason,
        RefusedByCharter,
    ),
)
async def cast_ballot(
    decision_id: UUID,
    voter_id: UUID,
    body: BallotPut,
    caller: Member,
    if_match: OptionalIfMatch,
    commands: CommandsDep,
) -> Ballot:
    """Cast the ballot of a voter, or change it: one's own, or of an organization one speaks for."""
    return Ballot.model_validate(dict(await commands.cast(decision_id, voter_id, body, if_match)))


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
