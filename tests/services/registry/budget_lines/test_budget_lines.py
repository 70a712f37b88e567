"""Budget lines: what is needed line by line, never more than what was said to be needed in all."""

from tests.kit import Field
from tests.services.events.workers import all_events
from tests.services.registry.funding import allocate, drawn, given, granted, spent

NEED = {"needed": 1_000, "needed_for_backbone": 100, "months": 12}


async def test_lines_come_to_no_more_than_what_is_needed(field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    body = {"currency": "ILS", "name": {"he": "קו חירום"}, "needed": 1}
    assert (await keeper.post("registry/budget-lines", body)).json()["code"] == "budget-exceeds-need"
    await keeper.put("registry/funding-needs/ILS", NEED)
    assert (await house.post("registry/budget-lines", body)).status_code == 403
    line = await drawn(keeper, 800)
    own = await drawn(keeper, 100, for_backbone=True)
    for more in ({"needed": 101}, {"needed": 1, "for_backbone": True}):
        refused = await keeper.post("registry/budget-lines", {**body, **more})
        assert (refused.status_code, refused.json()["code"]) == (409, "budget-exceeds-need")
    dollars = await keeper.post("registry/budget-lines", {**body, "currency": "USD"})
    assert dollars.json()["code"] == "budget-exceeds-need"
    for less in ({"needed": 899}, {"needed_for_backbone": 99}):
        refused = await keeper.put("registry/funding-needs/ILS", NEED | less)
        assert refused.json()["code"] == "budget-exceeds-need"
    path = f"registry/budget-lines/{line}"
    assert (await keeper.patch(path, {"needed": 901})).json()["code"] == "budget-exceeds-need"
    assert (await keeper.patch(path, {"needed": 900}, version=1)).json()["needed"] == 900
    assert (await keeper.patch(path, {"needed": 1}, version=1)).status_code == 412
    before = len(await all_events(house))
    assert (await keeper.patch(path, {"needed": 900})).json()["version"] == 2
    assert len(await all_events(house)) == before
    assert (await keeper.post(f"registry/budget-lines/{own}/retire")).json()["retired"] is True
    assert (await keeper.post(f"registry/budget-lines/{own}/retire")).json()["code"] == "budget-line-closed"
    assert (await keeper.put("registry/funding-needs/ILS", {**NEED, "needed": 900})).status_code == 200


async def test_a_line_is_shown_beside_what_was_granted_for_it_and_spent_on_it(field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    await keeper.put("registry/funding-needs/ILS", NEED)
    line = await drawn(keeper, 500)
    source = await given(keeper, 400)
    await granted(keeper, source, 400, lines=[{"budget_line_id": line, "amount": 300}])
    allocated = (await allocate(keeper, source, house.organization_id, 200)).json()
    await house.created("registry/spending", spent(allocated, 50, budget_line_id=line))
    undone = await house.created("registry/spending", spent(allocated, 20, budget_line_id=line))
    await house.post(f"registry/spending/{undone['id']}/withdraw", {"reason": {"he": "נרשם פעמיים"}})
    (shown,) = (await house.get("registry/budget-lines?currency=ILS")).json()["items"]
    assert (shown["needed"], shown["granted"], shown["spent"]) == (500, 300, 50)
    assert (await house.get(f"registry/budget-lines/{line}")).json() == shown
    assert (await house.get("registry/budget-lines?currency=USD")).json()["items"] == []
