"""A person's data in the agenda: the voices they brought, and which they entered."""

from tests.kit import Field, World

TEXT = {"he": "אין מענה בערבית בלילה"}


async def test_a_persons_voices_are_exported_in_the_order_they_came(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות", field.partner.organization_id)
    first = await ruth.created("agenda/voices", {"text": TEXT})
    second = await ruth.created("agenda/voices", {"text": {"he": "עוד קול"}})
    others = await field.partner.created("agenda/voices", {"text": {"he": "קול של אחרת"}})
    data = (await ruth.get(f"agenda/people/{ruth.person_id}/personal-data")).json()
    assert [voice["id"] for voice in data["voices"]] == [first["id"], second["id"]]
    assert data["entered_voice_ids"] == [first["id"], second["id"]]
    assert [value["value"] for value in data["logged_values"]] == [TEXT, {"he": "עוד קול"}]
    assert others["id"] not in str(data)


async def test_the_voices_of_somebody_who_left_are_exported_by_facilitators(
    world: World, field: Field
) -> None:
    ruth = await world.add_person(field.facilitator, "רות", field.partner.organization_id)
    await ruth.created("agenda/voices", {"text": TEXT})
    await ruth.post(f"registry/people/{ruth.person_id}/departure", {})
    path = f"agenda/people/{ruth.person_id}/personal-data"
    assert (await ruth.get(path)).status_code == 404
    data = (await field.facilitator.get(path)).json()
    assert [voice["text"] for voice in data["voices"]] == [TEXT]
