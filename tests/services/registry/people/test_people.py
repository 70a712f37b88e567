"""People: who adds them, who sees how to reach them, whom they speak for and until when."""

from typing import Any

import asyncpg

from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import leaves

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
CONTACT = {"email": "ruth@example.org", "phone": "+972-50-0000000", "language": "ar"}


async def seen(by: Actor, person: Actor) -> dict[str, Any]:
    body: dict[str, Any] = (await by.get(f"registry/people/{person.person_id}")).json()
    return body


async def test_contact_data_is_seen_by_the_person_and_facilitators(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות לוי", field.partner.organization_id, **CONTACT)
    for insider in (ruth, field.facilitator):
        assert CONTACT.items() <= (await seen(insider, ruth)).items()
    for other in (field.partner, field.founder):
        shown = await seen(other, ruth)
        assert shown["name"] == {"he": "רות לוי"}
        assert {name: shown[name] for name in CONTACT} == dict.fromkeys(CONTACT)
    listed = (await field.partner.get("registry/people")).text
    assert not any(value in listed for value in ("ruth@example.org", "+972-50-0000000"))
    assert "ruth@example.org" in (await field.facilitator.get("registry/people")).text
    assert (await field.operator.get(f"registry/people/{ruth.person_id}")).status_code == 403
    assert (await field.operator.get("registry/people")).status_code == 403


async def test_staff_who_do_not_facilitate_see_no_contact_data(world: World, field: Field) -> None:
    analyst = await world.add_person(field.facilitator, "נתונאית")
    await field.founder.created("registry/staff", {"person_id": analyst.person_id, "role": "data_analyst"})
    ruth = await world.add_person(field.facilitator, "רות", **CONTACT)
    assert (await seen(analyst, ruth))["email"] is None


async def test_whoever_adds_a_person_without_facilitating_is_not_shown_what_they_may_not_see(
    field: Field,
) -> None:
    added = await field.founder.created("registry/people", {"name": {"he": "רות"}, **CONTACT})
    assert (added["email"], added["phone"], added["language"]) == (None, None, None)


async def test_what_the_log_says_of_a_person_is_sealed(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    ruth = await world.add_person(field.facilitator, "רות לוי", **CONTACT)
    await field.facilitator.patch(f"registry/people/{ruth.person_id}", {"name": {"ar": "روت"}})
    lines = await database.fetch(
        "SELECT line FROM log.entry WHERE initiative_id = $1::text::uuid AND subject = $2",
        field.id,
        f"people/{ruth.person_id}",
    )
    assert len(lines) == 2
    text = b"".join(row["line"] for row in lines).decode()
    assert not any(value in text for value in ("רות", "روت", "ruth@example.org", "+972"))


async def test_people_change_what_is_recorded_of_themselves_and_facilitators_of_everybody(
    world: World, field: Field
) -> None:
    ruth = await world.add_person(field.facilitator, "רות", **CONTACT)
    path = f"registry/people/{ruth.person_id}"
    own = await ruth.patch(path, {"name": {"he": "רות לוי", "ar": "روت ليفي"}, "phone": None}, version=1)
    assert (own.status_code, own.json()["phone"], own.json()["email"]) == (200, None, CONTACT["email"])
    assert (await field.facilitator.patch(path, {"language": "he"}, version=2)).json()["version"] == 3
    for other in (field.partner, field.founder):
        assert (await other.patch(path, {"name": {"he": "אחרת"}})).status_code == 403
    assert (await ruth.patch(path, {"phone": None}, version=1)).status_code == 412
    assert (await ruth.call("PATCH", path, {"phone": None})).status_code == 428
    assert (await ruth.patch(path, {"email": "not an address"})).status_code == 422


async def test_what_changes_nothing_of_a_person_is_no_version_and_no_event(
    world: World, field: Field
) -> None:
    ruth = await world.add_person(field.facilitator, "רות", field.partner.organization_id, **CONTACT)
    path = f"registry/people/{ruth.person_id}"
    person = (await ruth.get(path)).json()
    before = await leaves(field.partner)
    for same in ({}, {"name": {"he": "רות"}}, {"name": {"he": "רות"}, **CONTACT}):
        answer = await ruth.patch(path, same, version=1)
        assert (answer.status_code, answer.json()) == (200, person)
    assert await leaves(field.partner) == before
    assert (await field.partner.patch(path, {})).status_code == 403


async def test_the_operator_adds_only_those_who_speak_for_a_founding_partner(field: Field) -> None:
    for organization, represents in (
        (None, None),
        (field.partner.organization_id, True),
        (field.founder.organization_id, False),
    ):
        affiliations = [{"organization_id": organization, "represents": represents}] if organization else []
        refused = await field.operator.post(
            "registry/people", {"name": {"he": "אדם"}, "affiliations": affiliations}
        )
        assert (refused.status_code, refused.json()["code"]) == (403, "founder-needs-founding-organization")
    assert (await field.partner.post("registry/people", {"name": {"he": "אדם"}})).status_code == 403


async def test_an_affiliation_is_with_an_organization_of_the_initiative(world: World, field: Field) -> None:
    elsewhere = await world.found("מהלך אחר")
    for stranger in (NOBODY, elsewhere.partner.organization_id):
        affiliation = {"organization_id": stranger}
        refused = await field.facilitator.post(
            "registry/people", {"name": {"he": "אדם"}, "affiliations": [affiliation]}
        )
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown-organization")
        path = f"registry/people/{field.partner.person_id}/affiliations"
        assert (await field.facilitator.post(path, affiliation)).json()["code"] == "unknown-organization"


async def test_an_affiliation_does_not_end_before_it_begins(field: Field) -> None:
    backwards = {
        "organization_id": field.partner.organization_id,
        "since": "2026-02-01",
        "until": "2026-01-31",
    }
    refused = await field.facilitator.post(
        "registry/people", {"name": {"he": "אדם"}, "affiliations": [backwards]}
    )
    assert [error["code"] for error in refused.json()["errors"]] == ["until_before_since"]


async def test_speaking_for_a_founder_begins_and_ends_with_the_affiliation(
    world: World, field: Field
) -> None:
    person = await world.add_person(field.facilitator, "נציג חדש")
    organization = {"name": {"he": "ארגון"}, "sector": "other"}
    path = f"registry/people/{person.person_id}/affiliations"
    assert (await person.post("registry/organizations", organization)).status_code == 403
    founding = {"organization_id": field.founder.organization_id, "represents": True}
    future = await field.facilitator.post(path, {**founding, "since": "2999-01-01"})
    assert future.status_code == 200
    assert (await person.post("registry/organizations", organization)).status_code == 403
    begun = await field.facilitator.post(path, {**founding, "since": "2020-01-01"})
    assert (await person.post("registry/organizations", organization)).status_code == 201
    (current,) = [item for item in begun.json()["affiliations"] if item["since"] == "2020-01-01"]
    ended = await field.facilitator.post(f"{path}/{current['id']}/end", {"until": "2020-12-31"})
    assert "2020-12-31" in [item["until"] for item in ended.json()["affiliations"]]
    assert (await person.post("registry/organizations", organization)).status_code == 403
    assert (await field.facilitator.post(f"{path}/{NOBODY}/end", {"until": "2020-12-31"})).status_code == 404


async def test_an_erased_person_is_gone_from_the_registry(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    ruth = await world.add_person(field.facilitator, "רות", field.partner.organization_id, **CONTACT)
    await field.founder.created(
        "registry/staff", {"person_id": ruth.person_id, "role": "partnerships_manager"}
    )
    assert (await ruth.get("registry/people")).status_code == 200
    await erase(world, ruth, in_service="registry")
    assert (await field.facilitator.get(f"registry/people/{ruth.person_id}")).status_code == 404
    assert ruth.person_id not in (await field.facilitator.get("registry/staff")).text
    assert (await ruth.get("registry/people")).status_code == 404
    opened = "SELECT count(*) FROM log.opening WHERE $1::text::uuid = ANY (persons)"
    assert await database.fetchval(opened, ruth.person_id) == 0
