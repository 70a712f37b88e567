"""People over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.history.asking import UNKNOWN_THEN, WhenDep
from services.registry.people.errors import (
    AuditorsByFounders,
    FounderNeedsFoundingOrganization,
    PersonHasLeft,
    UnknownOrganization,
)
from services.registry.people.schemas import (
    AffiliationCreate,
    AffiliationEnd,
    Person,
    PersonCreate,
    PersonPatch,
)
from services.registry.people.service import People, PersonCommands
from shared.http.auth.capabilities import (
    FacilitatorFounderOrOperator,
    FacilitatorFounderOrRepresentative,
    Member,
)
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/people"
reading = APIRouter(prefix=_PREFIX, tags=["people"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["people"], route_class=WriteRoute)


async def _people(reading: ReadingDep) -> People:
    return People(reading)


async def _commands(command: CommandDep) -> PersonCommands:
    return PersonCommands(command)


PeopleDep = Annotated[People, Depends(_people)]
CommandsDep = Annotated[PersonCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(FounderNeedsFoundingOrganization, AuditorsByFounders, UnknownOrganization),
)
async def add_person(
    body: PersonCreate, caller: FacilitatorFounderOrOperator, commands: CommandsDep
) -> Person:
    """Add a person who takes part, with the organizations they belong to."""
    return Person.model_validate(await commands.join(body))


@reading.get("", responses=problem_responses(*UNKNOWN_THEN))
async def list_people(
    caller: Member,
    people: PeopleDep,
    when: WhenDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Person]:
    """List the people who take part, or did, and whom they belong to. Contact data is for facilitators.

    As of another time, names are those of today, and contact data is not shown.
    """
    return page(await people.page(after(cursor), limit + 1, when), limit)


@reading.get("/{person_id}", responses=problem_responses(*UNKNOWN_THEN))
async def get_person(person_id: UUID, caller: Member, people: PeopleDep, when: WhenDep) -> Person:
    """Read a person, as they are or were. Contact data is shown to the person and facilitators."""
    return Person.model_validate(await people.get(person_id, when))


@writing.patch("/{person_id}")
async def change_person(
    person_id: UUID, body: PersonPatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> Person:
    """Change what is recorded of a person: facilitators, and the person."""
    return Person.model_validate(await commands.describe(person_id, body, if_match))


@writing.post("/{person_id}/affiliations", responses=problem_responses(UnknownOrganization, PersonHasLeft))
async def add_affiliation(
    person_id: UUID,
    body: AffiliationCreate,
    caller: FacilitatorFounderOrRepresentative,
    commands: CommandsDep,
) -> Person:
    """Add an organization a person belongs to. Its representatives name its others, and its alternates."""
    return Person.model_validate(await commands.affiliate(person_id, body))


@writing.post("/{person_id}/affiliations/{affiliation_id}/end")
async def end_affiliation(
    person_id: UUID,
    affiliation_id: UUID,
    body: AffiliationEnd,
    caller: FacilitatorFounderOrRepresentative,
    commands: CommandsDep,
) -> Person:
    """Set the last day a person belongs to an organization: its representatives, too."""
    return Person.model_validate(await commands.end_affiliation(person_id, affiliation_id, body))
