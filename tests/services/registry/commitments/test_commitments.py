"""Commitments: each side says how it went, the status follows where they agree, nobody speaks for both."""

import asyncio
from typing import Any

import pytest

from services.registry.commitments.events import CommitmentOutcome, CommitmentStatus
from services.registry.commitments.service import status_of
from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
DATA = {"he": "נשלח את נתוני הפניות של השנה האחרונה.", "ar": "سنرسل بيانات التوجهات للسنة الأخيرة."}
LATE = {"he": "רכזת הנתונים בחופשה."}


def house(actor: Actor) -> dict[str, str]:
    return {"organization_id": actor.organization_id}


def person(actor: Actor) -> dict[str, str]:
    return {"person_id": actor.person_id}


async def promised(field: Field, **more: Any) -> dict[str, Any]:
    """The partner's organization promises the founder's something."""
    body = {"by": house(field.partner), "to": house(field.founder), "text": DATA, "due_on": "2026-12-15"}
    return await field.partner.created("registry/commitments", body | more)


async def said(actor: Actor, commitment: dict[str, Any], side: str, outcome: str) -> Any:
    path = f"registry/commitments/{commitment['id']}/views/{side}"
    return await actor.put(path, {"outcome": outcome})


@pytest.mark.parametrize(
    ("by", "to", "renegotiated", "status"),
    [
        (None, None, False, "open"),
        ("kept", None, False, "open"),
        (None, "not_kept", False, "open"),
        ("kept", "not_kept", False, "open"),
        ("kept", "not_kept", True, "renegotiated"),
        (None, None, True, "renegotiated"),
        ("kept", "kept", False, "kept"),
        ("not_kept", "not_kept", True, "not_kept"),
    ],
)
def test_the_status_follows_where_both_sides_say_the_same(
    by: str | None, to: str | None, renegotiated: bool, status: str
) -> None:
    outcomes = [None if one is None else CommitmentOutcome(one) for one in (by, to)]
    assert status_of(*outcomes, renegotiated=renegotiated) is CommitmentStatus(status)


async def test_a_commitment_is_recorded_by_either_side_or_the_staff(world: World, field: Field) -> None:
    other = await world.add_person(field.facilitator, "אחרת")
    body = {"by": house(field.partner), "to": house(field.founder), "text": DATA}
    for recorder in (field.partner, field.founder, field.facilitator):
        made = await recorder.created("registry/commitments", body)
        assert (made["status"], made["views"], made["due_on"]) == ("open", [], None)
        assert made["by"] == {"person_id": None, "organization_id": field.partner.organization_id}
        assert (await other.get(f"registry/commitments/{made['id']}")).json() == made
    refused = await other.post("registry/commitments", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-a-side")
    assert (await field.operator.post("registry/commitments", body)).status_code == 403


async def test_the_backbones_own_promises_are_commitments_like_others(field: Field) -> None:
    body = {"by": person(field.facilitator), "to": house(field.partner), "text": DATA}
    made = await field.facilitator.created("registry/commitments", body)
    assert (await said(field.facilitator, made, "by", "kept")).json()["status"] == "open"
    assert (await said(field.partner, made, "to", "not_kept")).json()["status"] == "open"
    both = (await said(field.facilitator, made, "by", "not_kept")).json()
    assert both["status"] == "not_kept"
    listed = await field.founder.get(f"registry/commitments?by_person_id={field.facilitator.person_id}")
    assert listed.json()["items"] == [both]


async def test_where_the_sides_differ_both_views_are_shown(field: Field) -> None:
    made = await promised(field)
    await said(field.partner, made, "by", "kept")
    differing = (await said(field.founder, made, "to", "not_kept")).json()
    assert differing["status"] == "open"
    assert {view["side"]: view["outcome"] for view in differing["views"]} == {"by": "kept", "to": "not_kept"}
    assert {view["author_id"] for view in differing["views"]} == {
        field.partner.person_id,
        field.founder.person_id,
    }
    agreed = (await said(field.founder, made, "to", "kept")).json()
    assert (agreed["status"], agreed["version"]) == ("kept", 4)
    again = (await said(field.founder, made, "to", "not_kept")).json()
    assert again["status"] == "open"
    seen = [
        one["event"]["data"] for one in await all_events(field.partner, types="registry.commitment.viewed")
    ]
    assert [(one["side"], one["outcome"], one["status"]) for one in seen] == [
        ("by", "kept", "open"),
        ("to", "not_kept", "open"),
        ("to", "kept", "kept"),
        ("to", "not_kept", "open"),
    ]


async def test_nobody_speaks_for_a_side_that_is_not_theirs_nor_for_both(world: World, field: Field) -> None:
    made = await promised(field)
    for stranger, side in (
        (field.founder, "by"),
        (field.partner, "to"),
        (field.facilitator, "by"),
        (field.facilitator, "to"),
    ):
        assert (await said(stranger, made, side, "kept")).status_code == 403
    both = await world.add_person(field.facilitator, "של שניהם", field.partner.organization_id)
    affiliation = {**house(field.founder), "represents": True}
    assert (
        await field.facilitator.post(f"registry/people/{both.person_id}/affiliations", affiliation)
    ).status_code == 200
    assert (await said(both, made, "by", "kept")).status_code == 200
    refused = await said(both, made, "to", "kept")
    assert (refused.status_code, refused.json()["code"]) == (409, "one-voice-for-both-sides")
    day = {"due_on": "2027-02-01", "reason": LATE}
    asked = await both.created(f"registry/commitments/{made['id']}/renegotiations", day)
    accepted = await both.post(f"registry/commitments/{made['id']}/renegotiations/{asked['id']}/accept")
    assert (accepted.status_code, accepted.json()["code"]) == (409, "one-voice-for-both-sides")
    assert (await said(field.founder, made, "to", "kept")).json()["status"] == "kept"


async def test_another_day_takes_the_other_sides_agreement_and_keeps_its_history(field: Field) -> None:
    made = await promised(field)
    path = f"registry/commitments/{made['id']}"
    await said(field.founder, made, "to", "not_kept")
    first, second = [
        await field.partner.created(f"{path}/renegotiations", {"due_on": day, "reason": LATE})
        for day in ("2027-01-15", "2027-02-15")
    ]
    assert (await field.founder.get(path)).json()["due_on"] == "2026-12-15"
    for wrong in (field.partner, field.facilitator):
        assert (await wrong.post(f"{path}/renegotiations/{first['id']}/accept")).status_code == 403
    agreed = (await field.founder.post(f"{path}/renegotiations/{first['id']}/accept")).json()
    assert (agreed["due_on"], agreed["status"], agreed["views"]) == ("2027-01-15", "renegotiated", [])
    for closed in (first, second):
        refused = await field.founder.post(f"{path}/renegotiations/{closed['id']}/accept")
        assert (refused.status_code, refused.json()["code"]) == (409, "renegotiation-closed")
    history = (await field.partner.get(f"{path}/renegotiations")).json()["items"]
    assert [(one["from_due_on"], one["due_on"], one["accepted_at"] is None) for one in history] == [
        ("2026-12-15", "2027-01-15", False),
        ("2026-12-15", "2027-02-15", True),
    ]
    await said(field.partner, made, "by", "kept")
    assert (await field.partner.get(path)).json()["status"] == "renegotiated"
    assert (await said(field.founder, made, "to", "kept")).json()["status"] == "kept"
    assert (await field.founder.post(f"{path}/renegotiations/{NOBODY}/accept")).status_code == 404


async def test_sides_are_somebody_of_the_initiative_and_two(field: Field) -> None:
    body = {"by": house(field.partner), "to": house(field.founder), "text": DATA}
    for side in ("by", "to"):
        for stranger in ({"person_id": NOBODY}, {"organization_id": NOBODY}):
            refused = await field.partner.post("registry/commitments", body | {side: stranger})
            assert (refused.status_code, refused.json()["code"]) == (422, "unknown-party")
    same = await field.partner.post("registry/commitments", body | {"to": house(field.partner)})
    assert (same.status_code, same.json()["errors"][0]["code"]) == (422, "sides_same")


async def test_a_commitment_gives_no_confidential_interaction_away(world: World, field: Field) -> None:
    other = await world.add_person(field.facilitator, "אחרת")
    ids = {}
    for confidential in (False, True):
        entry = await field.partner.created(
            "registry/interactions",
            {"type": "mediation", "parties": [house(field.partner)], "confidential": confidential},
        )
        ids[confidential] = entry["id"]
    made = await promised(field, interaction_id=ids[False])
    assert made["interaction_id"] == ids[False]
    body = {"by": house(field.partner), "to": person(other), "text": DATA, "interaction_id": ids[True]}
    known = await field.partner.post("registry/commitments", body)
    assert (known.status_code, known.json()["code"]) == (422, "interaction-is-confidential")
    hidden = await other.post("registry/commitments", body)
    nowhere = await other.post("registry/commitments", body | {"interaction_id": NOBODY})
    assert {**hidden.json(), "request_id": ""} == {**nowhere.json(), "request_id": ""}
    assert hidden.json()["code"] == "unknown-interaction"


async def test_a_commitment_is_taken_off_by_who_recorded_it_or_was_promised_it(field: Field) -> None:
    made = await field.facilitator.created(
        "registry/commitments", {"by": house(field.partner), "to": house(field.founder), "text": DATA}
    )
    path = f"registry/commitments/{made['id']}"
    assert (await field.partner.post(f"{path}/withdraw")).status_code == 403
    assert (await field.founder.post(f"{path}/withdraw")).json()["withdrawn"] is True
    day = {"due_on": "2027-02-01", "reason": LATE}
    for closed in (
        await said(field.partner, made, "by", "kept"),
        await field.partner.post(f"{path}/renegotiations", day),
        await field.facilitator.post(f"{path}/withdraw"),
    ):
        assert (closed.status_code, closed.json()["code"]) == (409, "commitment-closed")


async def test_both_sides_at_once_end_with_one_status(field: Field) -> None:
    made = await promised(field)
    answers = await asyncio.gather(
        said(field.partner, made, "by", "kept"), said(field.founder, made, "to", "kept")
    )
    assert [answer.status_code for answer in answers] == [200, 200]
    shown = (await field.facilitator.get(f"registry/commitments/{made['id']}")).json()
    assert (shown["status"], len(shown["views"]), shown["version"]) == ("kept", 2, 3)


async def test_what_an_erased_person_promised_and_said_goes_with_them(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות", field.founder.organization_id)
    hers = await ruth.created(
        "registry/commitments", {"by": person(ruth), "to": house(field.partner), "text": DATA}
    )
    made = await promised(field)
    path = f"registry/commitments/{made['id']}"
    await ruth.put(f"{path}/views/to", {"outcome": "not_kept", "note": LATE})
    await ruth.created(f"{path}/renegotiations", {"due_on": "2027-02-01", "reason": LATE})
    data = (await ruth.get(f"registry/people/{ruth.person_id}/personal-data")).json()
    assert [one["id"] for one in data["commitments"]] == [hers["id"]]
    await erase(world, ruth, in_service="registry")
    shown = (await field.partner.get(f"registry/commitments/{hers['id']}")).json()
    assert (shown["text"], shown["by"]["person_id"], shown["recorded_by"]) == (None, None, None)
    view = (await field.partner.get(path)).json()["views"][0]
    assert (view["outcome"], view["note"], view["author_id"]) == ("not_kept", None, None)
    (asked,) = (await field.partner.get(f"{path}/renegotiations")).json()["items"]
    assert (asked["reason"], asked["author_id"]) == (None, None)
    opened = await all_events(field.partner, types="registry.commitment.*")
    assert [one["opened"] for one in opened] == [{}, {"text": DATA}, {}, {}]


async def test_what_the_backbone_promised_is_listed_apart(field: Field) -> None:
    to = {"person_id": field.partner.person_id}
    made = []
    for by in (field.facilitator, field.founder):
        body = {"by": {"person_id": by.person_id}, "to": to, "text": {"he": "נשלח סיכום"}}
        made.append((await by.created("registry/commitments", body))["id"])
    for own, expected in ((True, made[0]), (False, made[1])):
        listed = await field.partner.get("registry/commitments", params={"of_backbone": own})
        assert [one["id"] for one in listed.json()["items"]] == [expected]
