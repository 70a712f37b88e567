"""A person's data in the registry: all of it, to the person and facilitators, and nobody else's."""

import pytest

from tests.kit import Field, World

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
CONTACT = {"email": "ruth@example.org", "phone": "+972-50-0000000", "language": "ar"}


async def test_everything_the_registry_holds_of_a_person_is_exported(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות לוי", field.partner.organization_id, **CONTACT)
    person = f"registry/people/{ruth.person_id}"
    role = {"person_id": ruth.person_id, "role": "data_analyst"}
    await field.founder.created("registry/staff", role)
    await ruth.patch(person, {"name": {"he": "רות כהן"}})
    await ruth.put(f"{person}/lived-experience", {"declared": False})
    data = (await ruth.get(f"{person}/personal-data")).json()
    assert CONTACT.items() <= data["person"].items()
    assert data["person"]["affiliations"][0]["organization_id"] == field.partner.organization_id
    assert data["lived_experience"] is False
    assert [role["role"] for role in data["staff_roles"]] == ["data_analyst"]
    names = [value["value"] for value in data["logged_values"] if value["field"] == "name"]
    assert names == [{"he": "רות לוי"}, {"he": "רות כהן"}]
    assert data["complete"] is True
    assert (await field.facilitator.get(f"{person}/personal-data")).json() == data


async def test_a_refusal_by_the_charter_is_told_to_the_one_it_refused(world: World, field: Field) -> None:
    voice = {"text": {"he": "קול הצוות"}}
    assert (await field.facilitator.post("agenda/voices", voice)).status_code == 403
    path = f"agenda/people/{field.facilitator.person_id}/personal-data"
    (refusal,) = (await field.facilitator.get(path)).json()["charter_refusals"]
    assert refusal["rule"] in (await field.partner.get("events/events")).text
    assert field.facilitator.person_id not in refusal["rule"]


async def test_nobody_else_is_given_a_persons_data(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    for service in ("registry", "agenda"):
        path = f"{service}/people/{ruth.person_id}/personal-data"
        for other in (field.partner, field.founder, field.operator):
            assert (await other.get(path)).status_code == 403
    unknown = f"registry/people/{NOBODY}/personal-data"
    assert (await field.facilitator.get(unknown)).status_code == 404


async def test_an_export_holds_nothing_of_anybody_else(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    await world.add_person(field.facilitator, "נעמי", email="naomi@example.org")
    data = (await ruth.get(f"registry/people/{ruth.person_id}/personal-data")).text
    assert "naomi@example.org" not in data
    assert "נעמי" not in data


async def test_an_export_says_where_it_does_not_hold_all_of_a_kind(
    world: World, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    person = f"registry/people/{ruth.person_id}"
    for _ in range(2):
        await field.facilitator.created(f"{person}/invitations", {})
    monkeypatch.setattr("services.registry.personal_data.service.MOST", 2)
    whole = (await ruth.get(f"{person}/personal-data")).json()
    assert (len(whole["invitations"]), whole["complete"]) == (2, True)
    monkeypatch.setattr("services.registry.personal_data.service.MOST", 1)
    part = (await ruth.get(f"{person}/personal-data")).json()
    assert part == whole | {"invitations": whole["invitations"][:1], "complete": False}
