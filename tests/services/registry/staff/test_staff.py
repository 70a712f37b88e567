"""The staff: named by founders and facilitators; a role gives what facilitators may do, its end takes it."""

import asyncio

from tests.kit import Field, World

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
ORGANIZATION = {"name": {"he": "ארגון"}, "sector": "other"}


async def test_a_facilitating_role_lets_somebody_facilitate_until_it_ends(world: World, field: Field) -> None:
    person = await world.add_person(field.facilitator, "רכזת")
    assert (await person.post("registry/organizations", ORGANIZATION)).status_code == 403
    staff = await field.founder.created(
        "registry/staff", {"person_id": person.person_id, "role": "project_coordinator"}
    )
    assert (await person.post("registry/organizations", ORGANIZATION)).status_code == 201
    path = f"registry/staff/{staff['id']}"
    assert (await field.founder.call("DELETE", path)).status_code == 428
    assert (await field.founder.delete(path, version=2)).status_code == 412
    assert (await field.founder.delete(path, version=1)).status_code == 204
    assert (await person.post("registry/organizations", ORGANIZATION)).status_code == 403
    assert (await field.founder.delete(path)).status_code == 404


async def test_other_roles_do_not_facilitate(world: World, field: Field) -> None:
    for role in ("data_analyst", "community_engagement", "fundraising"):
        person = await world.add_person(field.facilitator, role)
        await field.founder.created("registry/staff", {"person_id": person.person_id, "role": role})
        assert (await person.post("registry/organizations", ORGANIZATION)).status_code == 403


async def test_partners_and_the_operator_appoint_and_dismiss_nobody(field: Field) -> None:
    (staff,) = (await field.partner.get("registry/staff")).json()["items"]
    assert (staff["person_id"], staff["role"]) == (field.facilitator.person_id, "initiative_manager")
    for other in (field.partner, field.operator):
        body = {"person_id": field.partner.person_id, "role": "initiative_manager"}
        assert (await other.post("registry/staff", body)).status_code == 403
        assert (await other.delete(f"registry/staff/{staff['id']}")).status_code == 403


async def test_only_people_of_the_initiative_are_appointed(world: World, field: Field) -> None:
    elsewhere = await world.found("מהלך אחר")
    for stranger in (NOBODY, elsewhere.partner.person_id):
        refused = await field.founder.post("registry/staff", {"person_id": stranger, "role": "fundraising"})
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown-person")


async def test_a_person_is_appointed_to_a_role_once_and_to_several_roles(field: Field) -> None:
    body = {"person_id": field.partner.person_id, "role": "fundraising"}
    answers = await asyncio.gather(*(field.founder.post("registry/staff", body) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"already-appointed"}
    await field.founder.created("registry/staff", {**body, "role": "data_analyst"})
