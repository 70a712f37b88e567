"""Founding partners begin: forums, and the first three of the backbone's staff, whom they name."""

from services.demo.content.initiative import BACKBONE, COMMITTEE, NETWORK
from services.demo.content.organizations import FOUNDING, MAPPED, Organization
from services.demo.content.people import FIRST_STAFF, FOUNDERS, STAFF_ROLES_AT_FIRST, Person
from services.demo.telling import OPERATOR, Telling


async def tell(telling: Telling) -> None:
    """Tell how the initiative began."""
    for organization in FOUNDING:
        await put_on_the_map(telling, OPERATOR, organization)
    for person in FOUNDERS:
        await add(telling, OPERATOR, person)
    await telling.create("noa", "registry/forums", NETWORK, name="network")
    await telling.create("noa", "registry/forums", COMMITTEE, name="committee")
    backbone = next(organization for organization in MAPPED if organization.key == BACKBONE)
    await put_on_the_map(telling, "noa", backbone)
    for person in FIRST_STAFF:
        await add(telling, "noa", person)
    for key, role in STAFF_ROLES_AT_FIRST:
        await appoint(telling, "noa", key, role)
    telling.say(f"{len(FOUNDING)} founding partners, a network, a steering committee, a first staff of three")


async def put_on_the_map(telling: Telling, who: str, organization: Organization) -> None:
    """Map an organization."""
    body = {
        "name": organization.name,
        "sector": organization.sector,
        "population_groups": list(organization.groups),
        "founding": organization.founding,
    }
    await telling.create(who, "registry/organizations", body, name=organization.key)


async def add(telling: Telling, who: str, person: Person) -> None:
    """Add a person, with the organization they belong to."""
    affiliations = []
    if person.organization is not None:
        affiliations.append(
            {
                "organization_id": telling.ids[person.organization],
                "title": {"he": person.title} if person.title else None,
                "represents": person.speaks == "represents",
                "alternate": person.speaks == "alternate",
                "since": telling.day(person.since),
            }
        )
    body = {
        "name": person.name,
        "language": "ar" if person.ar else "he",
        "part": person.part,
        "affiliations": affiliations,
    }
    await telling.create(who, "registry/people", body, name=person.key)


async def appoint(telling: Telling, who: str, key: str, role: str) -> None:
    """Appoint somebody to a role of the staff."""
    body = {"person_id": telling.ids[key], "role": role}
    await telling.create(who, "registry/staff", body, name=f"{key} as {role}")
