"""Ties: organizations report their own, the other side says whether it is so, staff map the field."""

from typing import Any

from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"


def between(one: Actor, other: Actor, **more: Any) -> dict[str, Any]:
    return {
        "from_organization_id": one.organization_id,
        "to_organization_id": other.organization_id,
        "kind": "referral",
        **more,
    }


async def answered(by: Actor, path: str, verb: str, body: Any = None) -> dict[str, Any]:
    response = await by.post(f"{path}/{verb}", body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def refused(by: Actor, body: Any, path: str = "registry/ties") -> tuple[int, str]:
    response = await by.post(path, body)
    return response.status_code, response.json()["code"]


async def test_one_side_reports_a_tie_and_the_other_says_whether_it_is_so(field: Field) -> None:
    partner, founder = field.partner, field.founder
    tie = await partner.created(
        "registry/ties", between(partner, founder, intensity="cooperation", since="2025-01-01")
    )
    assert tie == {
        **tie,
        **between(partner, founder),
        "intensity": "cooperation",
        "direction": "one_way",
        "since": "2025-01-01",
        "until": None,
        "reported_by": partner.organization_id,
        "mapped": False,
        "from_view": "confirmed",
        "to_view": "unanswered",
        "confirmation": "awaited",
        "version": 1,
    }
    path = f"registry/ties/{tie['id']}"
    confirmed = await answered(founder, path, "confirm")
    assert (confirmed["to_view"], confirmed["confirmation"]) == ("confirmed", "confirmed")
    assert await answered(founder, path, "confirm") == confirmed
    # A correction is asked about anew; that it ended is not.
    corrected = (await partner.patch(path, {"intensity": "coordination"}, version=2)).json()
    assert (corrected["intensity"], corrected["confirmation"]) == ("coordination", "awaited")
    denied = await answered(founder, path, "deny")
    assert (denied["confirmation"], denied["from_view"]) == ("denied", "confirmed")
    await answered(founder, path, "confirm")
    ended = await answered(founder, path, "end", {"until": "2025-12-31"})
    assert (ended["until"], ended["confirmation"]) == ("2025-12-31", "confirmed")
    history = (await field.facilitator.get(f"{path}/corrections")).json()["items"]
    assert [(one["intensity"], one["until"]) for one in history] == [
        ("cooperation", None),
        ("coordination", None),
    ]
    assert (await partner.get(path)).json() == ended
    assert (await field.operator.get(path)).json() == ended
    told = await all_events(field.partner, types="registry.tie.*")
    happened = [one["event"]["type"].rpartition(".")[2] for one in told]
    assert happened == ["reported", "answered", "corrected", "answered", "answered", "ended"]
    speakers = [one["event"]["actor"]["organization"] for one in told]
    assert speakers[:2] == [partner.organization_id, founder.organization_id]
    assert "kind" not in told[0]["event"]["data"]


async def test_staff_map_ties_and_the_sides_alone_speak_for_themselves(world: World, field: Field) -> None:
    partner, founder, facilitator = field.partner, field.founder, field.facilitator
    stranger = await facilitator.created(
        "registry/organizations", {"name": {"he": "עמותה אחרת"}, "sector": "nonprofit"}
    )
    other = await world.add_person(facilitator, "נציגה", stranger["id"])
    mapped = await facilitator.created(
        "registry/ties", between(partner, other, reported_by=partner.organization_id)
    )
    assert (mapped["mapped"], mapped["from_view"], mapped["confirmation"]) == (True, "unanswered", "awaited")
    path = f"registry/ties/{mapped['id']}"
    assert await refused(facilitator, None, f"{path}/confirm") == (403, "tie-of-others")
    assert (await answered(other, path, "confirm"))["confirmation"] == "confirmed"
    assert (await answered(partner, path, "deny"))["confirmation"] == "denied"
    # The founder represents neither side, and may map as staff may; the other side corrects nothing.
    assert (await founder.patch(path, {"intensity": "awareness"})).status_code == 200
    assert (await other.patch(path, {"intensity": None})).json()["code"] == "tie-of-others"
    assert (await other.delete(path)).status_code == 403
    own = await partner.created("registry/ties", between(partner, other, kind="information"))
    for verb, body in (("patch", {"intensity": "awareness"}), ("delete", None)):
        kept = await facilitator.call(
            verb.upper(), f"registry/ties/{own['id']}", body, headers={"If-Match": "*"}
        )
        assert kept.json()["code"] == "tie-of-others"
    assert await refused(partner, between(other, founder)) == (403, "tie-of-others")
    assert await refused(partner, between(partner, other, reported_by=stranger["id"])) == (
        403,
        "tie-of-others",
    )
    assert await refused(facilitator, between(partner, other, reported_by=founder.organization_id)) == (
        422,
        "reporter-not-a-side",
    )
    listed = await founder.get(
        "registry/ties", params={"organization_id": stranger["id"], "kind": "referral"}
    )
    assert [one["id"] for one in listed.json()["items"]] == [mapped["id"]]
    assert (await partner.delete(f"registry/ties/{own['id']}", version=1)).status_code == 204
    assert (await partner.get(f"registry/ties/{own['id']}")).status_code == 404


async def test_a_tie_is_told_apart_by_its_kind_its_direction_and_its_days(field: Field) -> None:
    partner, founder, facilitator = field.partner, field.founder, field.facilitator
    there = 409, "tie-there-already"
    await facilitator.created("registry/ties", between(partner, founder, until="2024-12-31"))
    assert await refused(facilitator, between(partner, founder, since="2024-12-31")) == there
    again = await facilitator.created("registry/ties", between(partner, founder, since="2025-01-01"))
    await facilitator.created("registry/ties", between(partner, founder, kind="information"))
    await facilitator.created("registry/ties", between(founder, partner))
    assert await refused(facilitator, between(founder, partner, direction="mutual")) == there
    both = await facilitator.created(
        "registry/ties", between(founder, partner, direction="mutual", kind="space")
    )
    assert await refused(facilitator, between(partner, founder, kind="space")) == there
    within = await facilitator.created("registry/ties", between(partner, partner, kind="information"))
    assert within["confirmation"] == "awaited"
    told = await answered(partner, f"registry/ties/{within['id']}", "confirm")
    assert (told["from_view"], told["to_view"], told["confirmation"]) == ("confirmed",) * 3
    moved = await facilitator.patch(f"registry/ties/{again['id']}", {"since": None})
    assert moved.json()["code"] == "tie-there-already"
    for wrong, code in (
        (between(partner, founder, since="2026-01-02", until="2026-01-01"), "tie-reversed"),
        ({**between(partner, founder), "to_organization_id": NOBODY}, "unknown-tied"),
        (between(partner, founder, kind="Free text"), "validation-failed"),
        (between(partner, founder, intensity="love"), "validation-failed"),
    ):
        assert await refused(facilitator, wrong) == (422, code)
    on = await partner.get("registry/ties", params={"on": "2024-06-01", "kind": "referral"})
    assert again["id"] not in [one["id"] for one in on.json()["items"]]
    assert len(on.json()["items"]) == 2
    awaited = (await partner.get("registry/ties", params={"confirmation": "awaited"})).json()["items"]
    assert within["id"] not in [one["id"] for one in awaited]
    assert both["id"] in [one["id"] for one in awaited]


async def test_whoever_speaks_for_both_sides_does_not_confirm_their_own_report(field: Field) -> None:
    partner, founder = field.partner, field.founder
    body = {"organization_id": founder.organization_id, "represents": True}
    joined = await field.facilitator.post(f"registry/people/{partner.person_id}/affiliations", body)
    assert joined.status_code in (200, 201)
    tie = await partner.created("registry/ties", between(partner, founder))
    assert await refused(partner, None, f"registry/ties/{tie['id']}/confirm") == (409, "tie-needs-two-voices")
    assert (await answered(founder, f"registry/ties/{tie['id']}", "confirm"))["confirmation"] == "confirmed"
