"""Groupings: defined by facilitators and founders, filled by them and by the organizations themselves."""

from typing import Any

from services.registry.groupings.service import MAX_GROUPINGS
from tests.kit import Field
from tests.services.events.workers import all_events

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
HALVES: dict[str, Any] = {
    "name": {"he": "מרכז ופריפריה", "ar": "المركز والأطراف"},
    "values": [{"name": {"he": "מרכז"}}, {"name": {"he": "פריפריה"}}],
}


async def test_a_grouping_is_defined_by_facilitators_and_founders_and_read_by_all(field: Field) -> None:
    for by in (field.facilitator, field.founder):
        grouping = await by.created("registry/groupings", HALVES)
        assert [{"name": value["name"]} for value in grouping["values"]] == HALVES["values"]
        for reader in (field.partner, field.operator):
            assert (await reader.get(f"registry/groupings/{grouping['id']}")).json() == grouping
    assert (await field.partner.post("registry/groupings", HALVES)).status_code == 403
    for wrong in (
        {**HALVES, "values": HALVES["values"][:1]},
        {**HALVES, "name": {}},
        {**HALVES, "values": [*HALVES["values"], {"name": {"he": "א"}, "id": NOBODY}]},
    ):
        assert (await field.facilitator.post("registry/groupings", wrong)).status_code == 422
    assert len((await field.partner.get("registry/groupings")).json()["items"]) == 2
    assert (await field.partner.get(f"registry/groupings/{NOBODY}")).status_code == 404


async def test_values_keep_their_ids_and_stay_while_organizations_stand_at_them(field: Field) -> None:
    grouping = await field.facilitator.created("registry/groupings", HALVES)
    path = f"registry/groupings/{grouping['id']}"
    centre, periphery = (value["id"] for value in grouping["values"])
    placed = f"{path}/organizations/{field.partner.organization_id}"
    assert (await field.facilitator.put(placed, {"value_id": periphery})).status_code == 200

    async def changed(*values: Any) -> Any:
        return await field.facilitator.patch(path, {"values": list(values)})

    there, here, new = (
        {"id": periphery, "name": {"he": "שוליים"}},
        {"id": centre, "name": {"he": "לב"}},
        {"name": {"he": "חו״ל"}},
    )
    assert (await changed(here, new)).json()["code"] == "grouping-value-in-use"
    assert (await changed(there, {"id": NOBODY, "name": {"he": "א"}})).json()[
        "code"
    ] == "unknown-grouping-value"
    twice = (await changed(there, there)).json()
    assert (twice["code"], twice["errors"][0]["code"]) == ("validation-failed", "grouping_value_twice")
    after = (await changed(there, new)).json()
    assert (after["values"][0], after["version"]) == (there, 2)
    assert after["values"][1]["id"] not in (centre, periphery)
    before = len(await all_events(field.partner))
    assert (await changed(*after["values"])).json() == after
    assert len(await all_events(field.partner)) == before
    assert (await field.partner.patch(path, {"name": {"he": "א"}})).status_code == 403
    assert (await field.facilitator.patch(path, {"name": {"he": "א"}}, version=1)).status_code == 412


async def test_an_organization_says_where_it_stands_and_nobody_else_s_does(field: Field) -> None:
    grouping = await field.facilitator.created("registry/groupings", HALVES)
    path = f"registry/groupings/{grouping['id']}/organizations"
    mine, theirs = field.partner.organization_id, field.founder.organization_id
    value = grouping["values"][1]["id"]
    said = await field.partner.put(f"{path}/{mine}", {"value_id": value})
    assert (said.json()["organization_id"], said.json()["value_id"]) == (mine, value)
    assert (await field.partner.put(f"{path}/{theirs}", {"value_id": value})).status_code == 403
    assert (await field.operator.put(f"{path}/{mine}", {"value_id": value})).status_code == 403
    assert (await field.founder.put(f"{path}/{NOBODY}", {"value_id": value})).status_code == 404
    unknown = await field.partner.put(f"{path}/{mine}", {"value_id": NOBODY})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "unknown-grouping-value")

    async def listed(query: str = "") -> list[str]:
        items = (await field.partner.get(f"{path}?{query}")).json()["items"]
        return [item["organization_id"] for item in items]

    await field.founder.put(f"{path}/{theirs}", {"value_id": grouping["values"][0]["id"]})
    assert sorted(await listed()) == sorted([mine, theirs])
    assert await listed(f"value_id={value}") == [mine]
    first = (await field.partner.get(f"{path}?limit=1")).json()
    rest = (await field.partner.get(f"{path}?limit=1&cursor={first['next_cursor']}")).json()
    assert sorted(one["organization_id"] for one in [*first["items"], *rest["items"]]) == sorted(
        [mine, theirs]
    )
    assert rest["next_cursor"] is None

    emptied = {"organization_id": mine, "value_id": None, "grouped_at": None}
    for _ in range(2):
        assert (await field.partner.put(f"{path}/{mine}", {"value_id": None})).json() == emptied
    assert await listed() == [theirs]
    told = await all_events(field.partner, types="registry.organization.grouped")
    assert [one["event"]["data"].get("value_id") for one in told] == [
        value,
        grouping["values"][0]["id"],
        None,
    ]
    assert told[0]["event"]["actor"]["organization"] == mine


async def test_there_is_room_for_so_many_groupings(field: Field) -> None:
    for _ in range(MAX_GROUPINGS):
        await field.facilitator.created("registry/groupings", HALVES)
    refused = await field.facilitator.post("registry/groupings", HALVES)
    assert (refused.status_code, refused.json()["code"]) == (409, "too-many-groupings")
