"""Grants: what a pledge becomes, in instalments that come, move or fail to, and reports that are due."""

from datetime import UTC, datetime

import pytest

from tests.governing import on_day
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events
from tests.services.registry.funding import TERMS, allocate, drawn, given, granted, stands

WORDS = {"he": "דיווח אחת לחצי שנה", "ar": "تقرير كل نصف سنة"}
REASON = {"he": "תקציב הקרן אושר באיחור"}
NEED = {"needed": 1_000, "needed_for_backbone": 100, "months": 10}


@pytest.fixture
async def funder(world: World, field: Field) -> Actor:
    """Somebody who speaks for a foundation that is on the map."""
    organization = await field.facilitator.created(
        "registry/organizations", {"name": {"he": "קרן תקווה"}, "sector": "philanthropy"}
    )
    return await world.add_person(field.facilitator, "נציגת הקרן", organization["id"])


async def test_a_pledge_becomes_a_grant_whose_terms_the_source_follows(field: Field, funder: Actor) -> None:
    keeper, house = field.facilitator, field.partner
    pledge = await given(
        keeper,
        500,
        state="pledged",
        funder_organization_id=funder.organization_id,
        terms_confidential=True,
    )
    body = {"source_id": pledge["id"], "amount": 400, **TERMS, "conditions": WORDS}
    assert (await house.post("registry/grants", body)).status_code == 403
    for wrong in (
        {"ends_on": "2025-01-01"},
        {"amount": 0},
        {"lines": [{"budget_line_id": pledge["id"], "amount": 401}]},
        {"lines": [{"budget_line_id": pledge["id"], "amount": 1}] * 2},
    ):
        assert (await keeper.post("registry/grants", body | wrong)).status_code == 422
    line = {"budget_line_id": pledge["id"], "amount": 1}
    refused = await keeper.post("registry/grants", {**body, "lines": [line]})
    assert refused.json()["code"] == "unknown-budget-line"
    unknown = await keeper.post("registry/grants", {**body, "source_id": house.organization_id})
    assert unknown.json()["code"] == "unknown-funding-source"
    grant = await funder.created("registry/grants", body)
    assert (grant["pledged_amount"], grant["amount"], grant["received"]) == (500, 400, 0)
    assert (await keeper.post("registry/grants", body)).json()["code"] == "grant-agreed-already"
    source = (await keeper.get(f"registry/funding-sources/{pledge['id']}")).json()
    assert (source["state"], source["amount"], source["grant_id"]) == ("granted", 400, grant["id"])
    for change in ({"amount": 1}, {"state": "received"}):
        refused = await keeper.patch(f"registry/funding-sources/{pledge['id']}", change)
        assert refused.json()["code"] == "governed-by-grant"
    refused = await keeper.post(f"registry/funding-sources/{pledge['id']}/withdraw")
    assert refused.json()["code"] == "governed-by-grant"
    path = f"registry/grants/{grant['id']}"
    for reader in (keeper, funder):
        assert (await reader.get(path)).json()["conditions"] == WORDS
    for other in (house, field.founder):
        assert (await other.get(path)).json() == {**grant, "conditions": None}
        assert (await other.get("registry/grants")).json()["items"][0]["conditions"] is None
        (told,) = await all_events(other, types="registry.grant.agreed")
        assert "conditions" not in told["opened"]
    terms = {key: value for key, value in body.items() if key != "source_id"}
    assert (await field.founder.put(path, terms)).status_code == 403
    assert (await funder.get("registry/me/grants")).json()["items"] == [grant]
    assert (await house.get("registry/me/grants")).status_code == 403


async def test_amending_a_grant_moves_its_source_within_what_is_allocated(field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    await keeper.put("registry/funding-needs/ILS", NEED)
    line = await drawn(keeper, 300)
    source = await given(keeper, 400)
    grant = await granted(keeper, source, 400)
    path = f"registry/grants/{grant['id']}"
    allocated = (await allocate(keeper, source, house.organization_id, 300)).json()
    terms = {"amount": 400, **TERMS}
    assert (await keeper.put(path, terms)).json() == grant
    refused = await keeper.put(path, terms | {"amount": 299})
    assert (refused.status_code, refused.json()["code"]) == (409, "allocated-already")
    await keeper.created(f"{path}/instalments", {"amount": 350, "due_on": on_day(9)})
    refused = await keeper.put(path, terms | {"amount": 349})
    assert refused.json()["code"] == "instalments-exceed-grant"
    lines = [{"budget_line_id": line, "amount": 200}]
    stale = await keeper.put(path, {**terms, "amount": 380}, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    amended = (await keeper.put(path, {**terms, "amount": 380, "lines": lines})).json()
    assert amended["lines"] == [{**lines[0], "spent": 0}]
    assert (await keeper.get(f"registry/funding-sources/{source['id']}")).json()["amount"] == 380
    await keeper.post(f"registry/budget-lines/{line}/retire")
    kept = await keeper.put(path, {**terms, "amount": 390, "lines": lines})
    assert kept.json()["amount"] == 390
    other = await granted(keeper, await given(keeper, 9), 9)
    refused = await keeper.put(f"registry/grants/{other['id']}", {**TERMS, "amount": 200, "lines": lines})
    assert refused.json()["code"] == "budget-line-closed"
    (told,) = (await all_events(house, types="registry.grant.amended"))[-1:]
    assert told["event"]["data"]["line_amounts"] == [200]
    assert allocated["amount"] == 300


async def test_instalments_come_move_and_fail_to_and_never_exceed_their_grant(field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    await keeper.put("registry/funding-needs/ILS", NEED)
    source = await given(keeper, 100, state="pledged")
    grant = await granted(keeper, source, 100)
    path = f"registry/grants/{grant['id']}/instalments"
    assert (await house.post(path, {"amount": 1, "due_on": on_day(1)})).status_code == 403
    first = await keeper.created(path, {"amount": 60, "due_on": on_day(-3), "condition": WORDS})
    second = await keeper.created(path, {"amount": 40, "due_on": on_day(20)})
    refused = await keeper.post(path, {"amount": 1, "due_on": on_day(1)})
    assert refused.json()["code"] == "instalments-exceed-grant"
    assert (await keeper.post(f"{path}/{second['id']}/miss")).json()["code"] == "not-yet-due"
    missed = (await keeper.post(f"{path}/{first['id']}/miss")).json()
    assert missed["status"] == "missed"
    assert (await keeper.post(f"{path}/{first['id']}/miss")).json()["code"] == "instalment-settled"
    third = await keeper.created(path, {"amount": 10, "due_on": on_day(30)})
    move = {"due_on": on_day(5), "reason": REASON}
    refused = await keeper.post(f"{path}/{first['id']}/move", move)
    assert refused.json()["code"] == "instalments-exceed-grant"
    moved = (await keeper.post(f"{path}/{first['id']}/move", {**move, "amount": 50})).json()
    assert (moved["status"], moved["amount"], moved["due_on"]) == ("due", 50, on_day(5))
    assert [(one["from_on"], one["amount"], one["reason"]) for one in moved["moves"]] == [
        (on_day(-3), 60, REASON)
    ]
    future = await keeper.post(f"{path}/{first['id']}/receive", {"received_on": on_day(1)})
    assert (future.status_code, future.json()["code"]) == (422, "day-to-come")
    today = datetime.now(UTC).date().isoformat()
    for received in (first, second, third):
        answer = await keeper.post(f"{path}/{received['id']}/receive", {"received_on": today})
        assert answer.json()["status"] == "received"
        stood = await stands(field)
        expected = {first["id"]: 50, second["id"]: 90, third["id"]: 100}[received["id"]]
        assert (stood["raised"], stood["received"]) == (100, expected)
    assert (await keeper.get(f"registry/funding-sources/{source['id']}")).json()["state"] == "received"
    again = await keeper.post(f"{path}/{first['id']}/receive", {"received_on": today})
    assert again.json()["code"] == "instalment-settled"
    assert (await keeper.post(f"{path}/{third['id']}/miss")).json()["received_on"] is None
    assert (await stands(field))["received"] == 90
    assert (await keeper.get(f"registry/funding-sources/{source['id']}")).json()["state"] == "granted"
    listed = (await house.get(path)).json()["items"]
    assert [one["status"] for one in listed] == ["received", "received", "missed"]
    assert (await house.get(f"{path}/{first['id']}")).json() == listed[0]
    shown = (await house.get(f"registry/grants/{grant['id']}")).json()
    assert (shown["received"], shown["due"]) == (90, 0)


async def test_months_are_funded_by_what_is_allocated_and_by_what_has_come(field: Field) -> None:
    keeper = field.facilitator
    await keeper.put("registry/funding-needs/ILS", NEED)
    source = await given(keeper, 90, earmarked_for_backbone=True)
    grant = await granted(keeper, source, 90)
    path = f"registry/grants/{grant['id']}/instalments"
    one = await keeper.created(path, {"amount": 30, "due_on": on_day(-1)})
    await keeper.post(f"{path}/{one['id']}/receive", {"received_on": on_day(-1)})
    mapped = {"name": {"he": "גוף שאיש אינו מדבר בשמו"}, "sector": "nonprofit"}
    nobodys = (await keeper.created("registry/organizations", mapped))["id"]
    await allocate(keeper, source, nobodys, 50)
    stood = await stands(field)
    assert (stood["allocated_to_backbone"], stood["received_for_backbone"]) == (50, 16)
    assert stood["months_funded"] == {"numerator": 5, "denominator": 1}
    assert stood["months_funded_by_received"] == {"numerator": 8, "denominator": 5}


async def test_who_raises_funds_is_asked_for_what_is_due_until_it_is_done(world: World, field: Field) -> None:
    keeper = field.facilitator
    source = await given(keeper, 100)
    grant = await granted(keeper, source, 100)
    path = f"registry/grants/{grant['id']}"
    late = await keeper.created(f"{path}/instalments", {"amount": 10, "due_on": on_day(-1)})
    await keeper.created(f"{path}/instalments", {"amount": 10, "due_on": on_day(2)})
    period = {"covers_from": "2026-01-01", "covers_until": "2026-06-30"}
    wrong = {"due_on": on_day(5), "covers_from": "2026-06-30", "covers_until": "2026-01-01"}
    assert (await keeper.post(f"{path}/reporting-dates", wrong)).status_code == 422
    soon = await keeper.created(f"{path}/reporting-dates", {**period, "due_on": on_day(5)})
    dropped = await keeper.created(f"{path}/reporting-dates", {**period, "due_on": on_day(6)})
    await keeper.created(f"{path}/reporting-dates", {**period, "due_on": on_day(90)})

    async def asked(of: Actor, state: str = "open") -> list[tuple[str, str]]:
        items = (await of.get(f"registry/me/requests?state={state}")).json()["items"]
        grants = ("note_instalment", "deliver_grant_report")
        return [(one["kind"], one["answer"]["path"].split("/")[-2]) for one in items if one["kind"] in grants]

    everything = [
        ("note_instalment", late["id"]),
        ("deliver_grant_report", soon["id"]),
        ("deliver_grant_report", dropped["id"]),
    ]
    assert await asked(keeper) == everything
    fundraiser = await world.add_person(keeper, "מגייסת")
    role = {"person_id": fundraiser.person_id, "role": "fundraising"}
    await field.founder.created("registry/staff", role)
    assert (await asked(keeper), await asked(fundraiser)) == ([], everything)
    today = on_day(0)
    await fundraiser.post(f"{path}/instalments/{late['id']}/receive", {"received_on": today})
    delivered = await fundraiser.post(f"{path}/reporting-dates/{soon['id']}/deliver", {"delivered_on": today})
    assert delivered.json()["status"] == "delivered"
    again = await fundraiser.post(f"{path}/reporting-dates/{soon['id']}/deliver", {"delivered_on": today})
    assert again.json()["code"] == "report-settled"
    ahead = await keeper.post(f"{path}/reporting-dates/{dropped['id']}/deliver", {"delivered_on": on_day(1)})
    assert ahead.json()["code"] == "day-to-come"
    assert (await keeper.post(f"{path}/reporting-dates/{dropped['id']}/drop")).status_code == 200
    assert await asked(fundraiser) == []
    assert await asked(fundraiser, "done") == everything[:2]
    assert await asked(fundraiser, "lapsed") == everything[2:]
    listed = (await field.partner.get(f"{path}/reporting-dates")).json()["items"]
    assert [one["status"] for one in listed] == ["delivered", "dropped", "due"]


async def test_of_a_closed_grant_nothing_more_is_due(field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    grant = await granted(keeper, await given(keeper, 100), 100)
    path = f"registry/grants/{grant['id']}"
    due = await keeper.created(f"{path}/instalments", {"amount": 10, "due_on": on_day(-1)})
    assert (await house.post(f"{path}/close", {"reason": REASON})).status_code == 403
    closed = (await keeper.post(f"{path}/close", {"reason": REASON})).json()
    assert (closed["closed_on"], closed["closing_reason"]) == (on_day(0), REASON)
    period = {"covers_from": "2026-01-01", "covers_until": "2026-06-30", "due_on": on_day(5)}
    for over in (
        await keeper.post(f"{path}/close", {"reason": REASON}),
        await keeper.put(path, {"amount": 100, **TERMS}),
        await keeper.post(f"{path}/instalments", {"amount": 1, "due_on": on_day(1)}),
        await keeper.post(f"{path}/instalments/{due['id']}/receive", {"received_on": on_day(0)}),
        await keeper.post(f"{path}/reporting-dates", period),
    ):
        assert (over.status_code, over.json()["code"]) == (409, "grant-closed")
    for state, number in (("open", 0), ("lapsed", 1)):
        items = (await keeper.get(f"registry/me/requests?state={state}&kind=note_instalment")).json()["items"]
        assert len(items) == number
