"""Support for taking part: how many it was for, what paid for it, and nobody's name."""

from tests.kit import Field, World
from tests.services.events.workers import all_events
from tests.services.registry.funding import allocate, given, spent

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
HELD = {"held_on": "2026-01-10", "title": {"he": "ערב הקשבה"}, "involvement": "involve", "took_part": 30}


async def test_support_is_numbers_tied_to_what_paid_for_it(world: World, field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    engaged = (await keeper.created("registry/engagement-activities", HELD))["id"]
    source = await given(keeper, 100)
    allocated = (await allocate(keeper, source, house.organization_id, 100)).json()
    paid = await house.created("registry/spending", spent(allocated, 60, category="participation_support"))
    path, body = "registry/participation-support", {"support": "childcare", "given_on": "2026-01-10"}
    body |= {"engagement_id": engaged}
    for wrong, code in (
        ({"engagement_id": NOBODY}, "unknown-occasion"),
        ({"engagement_id": None, "meeting_id": NOBODY}, "unknown-occasion"),
        ({"spending_id": NOBODY}, "unknown-spending"),
        ({"organization_id": NOBODY}, "unknown-host"),
        ({"given_on": "2999-01-01"}, "held-in-future"),
        ({"meeting_id": NOBODY}, "validation-failed"),
        ({"engagement_id": None}, "validation-failed"),
        ({"number": 0}, "validation-failed"),
        ({"text": {"he": "דנה"}}, "validation-failed"),
    ):
        refused = await keeper.post(path, {**body, "number": 9, **wrong})
        assert (refused.status_code, refused.json()["code"]) == (422, code), wrong
    assert (await house.post(path, {**body, "number": 9})).status_code == 403
    own = {"organization_id": house.organization_id, "spending_id": paid["id"]}
    first = await house.created(path, {**body, "number": 9, **own})
    assert (first["amount"], first["currency"], first["version"]) == (60, "ILS", 1)
    tied = await keeper.post(path, {**body, "number": 1, "spending_id": paid["id"]})
    assert tied.json()["code"] == "unknown-spending"
    free = await keeper.created(path, {**body, "number": 4})
    travel = await keeper.created(path, {**body, "support": "travel", "number": 2})
    assert free["amount"] is None
    sums = (await house.get("registry/support-given?since=2026-01-01&until=2026-01-31")).json()
    cost = [{"currency": "ILS", "amount": 60}]
    assert sums["by_support"] == [
        {"support": "childcare", "times": 2, "number": 13, "costs": cost},
        {"support": "travel", "times": 1, "number": 2, "costs": []},
    ]
    assert (await house.get("registry/support-given?since=2026-02-01")).json() == {"by_support": []}
    assert (await field.founder.post(f"{path}/{travel['id']}/withdraw")).status_code == 403
    gone = (await keeper.post(f"{path}/{travel['id']}/withdraw")).json()
    assert (gone["withdrawn"], gone["version"]) == (True, 2)
    again = await keeper.post(f"{path}/{travel['id']}/withdraw")
    assert (again.status_code, again.json()["code"]) == (409, "support-closed")
    listed = (await house.get(f"{path}?engagement_id={engaged}")).json()["items"]
    assert [one["number"] for one in listed] == [9, 4, 2]
    assert (await house.get(f"{path}/{first['id']}")).json() == listed[0]
    await house.post(f"registry/spending/{paid['id']}/withdraw", {"reason": {"he": "הוחזר"}})
    kept = (await house.get("registry/support-given")).json()["by_support"]
    assert kept == [{"support": "childcare", "times": 2, "number": 13, "costs": []}]
    told = await all_events(house, types="registry.participation_support.*")
    assert [sorted(one["event"].get("sealed", {})) for one in told] == [[]] * 4
    assert told[0]["event"]["data"]["number"] == 9
