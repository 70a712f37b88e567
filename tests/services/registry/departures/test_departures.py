"""Leaving ends whatever somebody could do, everywhere and at once; what they did keeps their name."""

from datetime import UTC, datetime

import asyncpg
import pytest

from tests.kit import Actor, Field, World

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
CONTACT = {"email": "ruth@example.org", "phone": "+972-50-0000000", "language": "ar"}


@pytest.fixture
async def ruth(world: World, field: Field) -> Actor:
    """A representative who is staff, too."""
    ruth = await world.add_person(field.facilitator, "רות לוי", field.partner.organization_id, **CONTACT)
    role = {"person_id": ruth.person_id, "role": "partnerships_manager"}
    await field.founder.created("registry/staff", role)
    return ruth


async def test_whoever_leaves_has_no_standing_in_any_service_from_then_on(field: Field, ruth: Actor) -> None:
    reads = ("registry/people", "agenda/voices", "metrics/indicators", "events/events")
    assert [(await ruth.get(path)).status_code for path in reads] == [200] * 4
    left = await ruth.post(f"registry/people/{ruth.person_id}/departure", {"reason": {"he": "תפקיד אחר"}})
    assert left.status_code == 200
    assert left.json()["left_at"] is not None
    assert [(await ruth.get(path)).status_code for path in reads] == [404] * 4


async def test_affiliations_end_that_day_and_roles_at_once(field: Field, ruth: Actor) -> None:
    left = await field.facilitator.post(f"registry/people/{ruth.person_id}/departure", {})
    today = datetime.now(UTC).date().isoformat()
    assert [item["until"] for item in left.json()["affiliations"]] == [today]
    assert ruth.person_id not in (await field.facilitator.get("registry/staff")).text
    types = {"types": ["registry.affiliation.ended", "registry.staff.ended", "registry.person.left"]}
    events = (await field.partner.get("events/events", params=types)).json()["items"]
    assert [item["event"]["type"] for item in events] == types["types"]
    assert {item["event"]["data"]["person_id"] for item in events} == {ruth.person_id}


async def test_an_affiliation_that_had_ended_keeps_its_last_day(field: Field, ruth: Actor) -> None:
    path = f"registry/people/{ruth.person_id}"
    (affiliation,) = (await field.facilitator.get(path)).json()["affiliations"]
    await field.facilitator.post(f"{path}/affiliations/{affiliation['id']}/end", {"until": "2020-12-31"})
    left = await field.facilitator.post(f"{path}/departure", {})
    assert [item["until"] for item in left.json()["affiliations"]] == ["2020-12-31"]


async def test_the_name_stays_and_contact_data_is_for_facilitators(field: Field, ruth: Actor) -> None:
    path = f"registry/people/{ruth.person_id}"
    await ruth.post(f"{path}/departure", {})
    shown = (await field.partner.get(path)).json()
    assert (shown["name"], shown["email"], shown["phone"]) == ({"he": "רות לוי"}, None, None)
    assert (await field.facilitator.get(path)).json()["email"] == CONTACT["email"]


async def test_the_reason_is_for_facilitators(field: Field, ruth: Actor) -> None:
    reason = {"he": "סיבה אישית"}
    await field.facilitator.post(f"registry/people/{ruth.person_id}/departure", {"reason": reason})
    wanted = {"types": "registry.person.left"}
    assert "סיבה אישית" in (await field.facilitator.get("events/events", params=wanted)).text
    assert "סיבה אישית" not in (await field.partner.get("events/events", params=wanted)).text


async def test_nobody_but_the_person_and_facilitators_ends_their_part(field: Field, ruth: Actor) -> None:
    path = f"registry/people/{ruth.person_id}/departure"
    for other in (field.partner, field.founder, field.operator):
        assert (await other.post(path, {})).status_code == 403
    assert (await field.facilitator.post(f"registry/people/{NOBODY}/departure", {})).status_code == 404


async def test_nobody_leaves_twice_or_is_given_anything_to_do_after(field: Field, ruth: Actor) -> None:
    person = f"registry/people/{ruth.person_id}"
    await ruth.post(f"{person}/departure", {})
    again = await field.facilitator.post(f"{person}/departure", {})
    assert (again.status_code, again.json()["code"]) == (409, "person-has-left")
    affiliation = {"organization_id": field.partner.organization_id, "represents": True}
    refused = await field.facilitator.post(f"{person}/affiliations", affiliation)
    assert (refused.status_code, refused.json()["code"]) == (409, "person-has-left")
    role = {"person_id": ruth.person_id, "role": "data_analyst"}
    assert (await field.founder.post("registry/staff", role)).json()["code"] == "unknown-person"


async def test_whoever_returns_takes_part_again_without_what_they_were_before(
    field: Field, ruth: Actor
) -> None:
    person = f"registry/people/{ruth.person_id}"
    early = await field.facilitator.post(f"{person}/return")
    assert (early.status_code, early.json()["code"]) == (409, "person-takes-part")
    await ruth.post(f"{person}/departure", {})
    assert (await field.partner.post(f"{person}/return")).status_code == 403
    returned = await field.facilitator.post(f"{person}/return")
    assert (returned.status_code, returned.json()["left_at"]) == (200, None)
    for path in ("registry/people", "agenda/voices", "metrics/indicators", "events/events"):
        assert (await ruth.get(path)).status_code == 200
    assert (await ruth.post("registry/people", {"name": {"he": "אדם"}})).status_code == 403


async def test_whoever_left_is_no_longer_invited(field: Field, ruth: Actor) -> None:
    person = f"registry/people/{ruth.person_id}"
    await field.facilitator.created(f"{person}/invitations", None)
    await ruth.post(f"{person}/departure", {})
    data = (await field.facilitator.get(f"{person}/personal-data")).json()
    assert [invitation["status"] for invitation in data["invitations"]] == ["revoked"]
    assert data["accounts"] == []


async def test_accounts_of_whoever_left_act_for_nobody(
    field: Field, ruth: Actor, database: asyncpg.Connection
) -> None:
    await database.execute(
        "INSERT INTO registry.account (initiative_id, id, everywhere_id, person_id, bound_at)"
        " VALUES ($1::text::uuid, gen_random_uuid(), gen_random_uuid(), $2::text::uuid, now())",
        field.id,
        ruth.person_id,
    )
    person = f"registry/people/{ruth.person_id}"
    assert len((await ruth.get(f"{person}/personal-data")).json()["accounts"]) == 1
    await ruth.post(f"{person}/departure", {})
    assert (await field.facilitator.get(f"{person}/personal-data")).json()["accounts"] == []
    unbound = {"types": "registry.account.unbound"}
    assert len((await field.partner.get("events/events", params=unbound)).json()["items"]) == 1
