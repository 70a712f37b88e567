"""Shows of hands over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.ballots.errors import (
    BallotsNotSeen,
    ChoiceOfAnotherMethod,
    NotInElectorate,
    ObjectionNeedsReason,
    QuestionAmended,
    ReasonRequired,
    VoterHasVoted,
)
from services.agenda.decisions.errors import DecisionNotOpen, NoLongerVoter
from services.agenda.shows_of_hands.errors import HandOfAnother, NotMeetingOfForum
from services.agenda.shows_of_hands.schemas import ShowOfHands, ShowOfHandsCreate
from services.agenda.shows_of_hands.service import ShowsOfHands
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import WriteRoute

writing = APIRouter(
    prefix="/initiatives/{initiative_id}/decisions/{decision_id}",
    tags=["decisions"],
    route_class=WriteRoute,
)


async def _shows(command: CommandDep) -> ShowsOfHands:
    return ShowsOfHands(command)


ShowsDep = Annotated[ShowsOfHands, Depends(_shows)]


@writing.post(
    "/show-of-hands",
    status_code=201,
    responses=problem_responses(
        NotMeetingOfForum,
        BallotsNotSeen,
        DecisionNotOpen,
        NotInElectorate,
        NoLongerVoter,
        HandOfAnother,
        VoterHasVoted,
        QuestionAmended,
        ChoiceOfAnotherMethod,
        ReasonRequired,
        ObjectionNeedsReason,
        RefusedByCharter,
    ),
)
async def record_show_of_hands(
    decision_id: UUID, body: ShowOfHandsCreate, caller: Member, shows: ShowsDep
) -> ShowOfHands:
    """Write down how a meeting voted: the forum's chair, and facilitators. Voters can correct it."""
    return ShowOfHands.model_validate(await shows.record(decision_id, body))
