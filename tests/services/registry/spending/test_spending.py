"""Spending: of what was allocated, never more; outside a grant's terms with a word why; corrected in view."""

import asyncio

from tests.kit import Field, World
from tests.services.events.workers import all_events
from tests.services.registry.funding import allocate, drawn, given, granted, spent

NEED = {"needed": 1_000, "needed_for_backbone": 0, "months": 12}
WHY = {"he": "הערב נדחה בחודש"}
REASON = {"he": "החשבונית הסופית נמוכה יותר"}


async def test_spending_is_within_the_grant_or_says_why_not(field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    await keeper.put("registry/funding-needs/ILS", NEED)
    line, other = await drawn(keeper, 100), await drawn(keeper, 100)
    source = await given(keeper, 100)
    allocated = (await allocate(keeper, source, house.organization_id, 100)).json()
    lines = [{"budget_line_id": line, "amount": 60}, {"budget_line_id": other, "amount": 30}]
    await granted(keeper, source, 100, lines=lines)
    first = await house.created("registry/spending", spent(allocated, 65, budget_line_id=line))
    assert (first["outside"], first["organization_id"]) == ([], house.organization_id)
    too_much = spent(allocated, 6, budget_line_id=line)
    refused = await house.post("registry/spending", too_much)
    assert (refused.status_code, refused.json()["code"]) == (409, "spending-outside-grant")
    late = spent(allocated, 6, budget_line_id=line, spent_on="2025-12-31", explanation=WHY)
    outside = await house.created("registry/spending", late)
    assert outside["outside"] == ["lines", "period"]
    await house.created("registry/spending", spent(allocated, 29, budget_line_id=other))
    refused = await house.post("registry/spending", spent(allocated, 1, explanation=WHY))
    assert (refused.status_code, refused.json()["code"]) == (409, "allocation-spent")
    refused = await keeper.post(f"registry/allocations/{allocated['id']}/withdraw")
    assert refused.json()["code"] == "allocation-spent"
    for wrong, code in (
        ({"spent_on": "2999-01-01"}, "day-to-come"),
        ({"allocation_id": source["id"]}, "unknown-allocation"),
        ({"budget_line_id": source["id"]}, "unknown-budget-line"),
    ):
        correction = {"amount": 1} | wrong
        body = spent(allocated, 1) | correction
        if "budget_line_id" in wrong:
            path = f"registry/spending/{outside['id']}"
            body = {name: body[name] for name in body if name != "allocation_id"} | {"reason": REASON}
            refused = await house.put(path, body)
        else:
            refused = await house.post("registry/spending", body)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    grant = (await house.get(f"registry/grants?source_id={source['id']}")).json()["items"][0]
    assert (grant["spent"], sorted(one["spent"] for one in grant["lines"])) == (100, [29, 71])
    listed = (await keeper.get(f"registry/spending?grant_id={grant['id']}&limit=200")).json()["items"]
    assert [one["amount"] for one in listed] == [65, 6, 29]
    assert (await keeper.get(f"registry/spending?budget_line_id={other}")).json()["items"] == listed[2:]


async def test_a_correction_keeps_what_was_said_before(field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    source = await given(keeper, 100)
    allocated = (await allocate(keeper, source, house.organization_id, 50)).json()
    entry = await house.created("registry/spending", spent(allocated, 40))
    path = f"registry/spending/{entry['id']}"
    body = {name: entry[name] for name in ("spent_on", "category", "text")} | {"reason": REASON}
    assert (await field.founder.put(path, {**body, "amount": 45})).status_code == 200
    stale = await house.put(path, {**body, "amount": 3}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    refused = await house.put(path, {**body, "amount": 51})
    assert refused.json()["code"] == "allocation-spent"
    before = len(await all_events(house))
    same = await house.put(path, {**body, "amount": 45})
    assert (same.json()["version"], len(await all_events(house))) == (2, before)
    gone = await house.post(f"{path}/withdraw", {"reason": {"he": "נרשם פעמיים"}})
    assert (gone.json()["withdrawn"], gone.json()["version"]) == (True, 3)
    for closed in (
        await house.put(path, {**body, "amount": 1}),
        await house.post(f"{path}/withdraw", {"reason": REASON}),
    ):
        assert (closed.status_code, closed.json()["code"]) == (409, "spending-closed")
    history = (await keeper.get(f"{path}/corrections")).json()["items"]
    assert [(one["version"], one["amount"], one["reason"]["he"]) for one in history] == [
        (1, 40, REASON["he"]),
        (2, 45, "נרשם פעמיים"),
    ]
    assert (await keeper.post(f"registry/allocations/{allocated['id']}/withdraw")).status_code == 200
    again = await house.post("registry/spending", spent(allocated, 1))
    assert again.json()["code"] == "unknown-allocation"


async def test_what_money_was_spent_for_is_read_by_those_concerned(world: World, field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    mapped = {"name": {"he": "קרן תקווה"}, "sector": "philanthropy"}
    foundation = (await keeper.created("registry/organizations", mapped))["id"]
    funder = await world.add_person(keeper, "נציגת הקרן", foundation)
    mapped = {"name": {"he": "עמותה אחרת"}, "sector": "nonprofit"}
    elsewhere = (await keeper.created("registry/organizations", mapped))["id"]
    stranger = await world.add_person(keeper, "נציגה אחרת", elsewhere)
    source = await given(keeper, 100, funder_organization_id=foundation)
    allocated = (await allocate(keeper, source, house.organization_id, 50)).json()
    for other in (stranger, funder):
        assert (await other.post("registry/spending", spent(allocated, 1))).status_code == 403
    entry = await house.created("registry/spending", spent(allocated, 10))
    path = f"registry/spending/{entry['id']}"
    correction = {name: entry[name] for name in ("spent_on", "category", "text")}
    await house.put(path, {**correction, "amount": 9, "reason": REASON})
    for reader in (house, keeper, funder, field.founder):
        assert (await reader.get(path)).json()["text"] == entry["text"]
        assert (await reader.get(f"{path}/corrections")).json()["items"][0]["reason"] == REASON
    shown = (await stranger.get(path)).json()
    assert (shown["text"], shown["amount"]) == (None, 9)
    (before,) = (await stranger.get(f"{path}/corrections")).json()["items"]
    assert (before["text"], before["reason"], before["amount"]) == (None, None, 10)
    (listed,) = (await stranger.get("registry/spending")).json()["items"]
    assert listed == shown
    for told in await all_events(stranger, types="registry.spending.*"):
        assert not {"text", "reason"} & told["opened"].keys()
    (told,) = await all_events(funder, types="registry.spending.recorded")
    assert told["opened"]["text"] == entry["text"]


async def test_two_entries_at_once_do_not_spend_an_allocation_twice(field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    source = await given(keeper, 100)
    allocated = (await allocate(keeper, source, house.organization_id, 50)).json()
    answers = await asyncio.gather(
        *(by.post("registry/spending", spent(allocated, 30)) for by in (house, keeper))
    )
    assert sorted(one.status_code for one in answers) == [201, 409]
