"""Leaving an initiative and coming back, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.departures.errors import PersonTakesPart
from services.registry.departures.schemas import DepartureCreate
from services.registry.departures.service import Departures
from services.registry.people.errors import AuditorsByFounders, PersonHasLeft
from services.registry.people.schemas import Person
from shared.http.auth.capabilities import FacilitatorOrFounder, Member
from shared.http.dependencies import CommandDep
from shared.http.problem_documents import problem_responses
from shared.http.routes import WriteRoute

writing = APIRouter(
    prefix="/initiatives/{initiative_id}/people/{person_id}", tags=["people"], route_class=WriteRoute
)


async def _departures(command: CommandDep) -> Departures:
    return Departures(command)


DeparturesDep = Annotated[Departures, Depends(_departures)]


@writing.post("/departure", responses=problem_responses(AuditorsByFounders, PersonHasLeft))
async def leave_initiative(
    person_id: UUID, body: DepartureCreate, caller: Member, departures: DeparturesDep
) -> Person:
    """End a person's part in the initiative: the person, or a facilitator; a founder ends an auditor's.

    Affiliations end that day; staff roles, accounts and open invitations at once. What was declared of lived
    experience is deleted.
    """
    return Person.model_validate(await departures.leave(person_id, body))


@writing.post("/return", responses=problem_responses(AuditorsByFounders, PersonTakesPart))
async def return_to_initiative(
    person_id: UUID, caller: FacilitatorOrFounder, departures: DeparturesDep
) -> Person:
    """Let a person who left take part again. Affiliations, roles and invitations are given anew."""
    return Person.model_validate(await departures.come_back(person_id))
