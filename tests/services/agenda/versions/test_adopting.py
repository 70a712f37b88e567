"""An agenda and a plan adopted by decisions: exactly what was there when they were opened."""

import pytest

from tests.governing import Governed, cast, closed, draft, govern, opened
from tests.kit import Field, World
from tests.services.agenda.activities.test_activities import ACTIVITIES, led_by

SECTIONS = "agenda/agenda/sections"


@pytest.fixture
async def governed(world: World, field: Field) -> Governed:
    return await govern(world, field)


async def test_a_decision_adopts_the_wordings_it_was_opened_on(governed: Governed) -> None:
    text = {"he": "מענה בכל שעה"}
    goal = await governed.chair.created(SECTIONS, {"kind": "goals", "title": {"he": "מענה"}, "text": text})
    decision_id = await draft(governed.chair, governed.committee, "agenda")
    await opened([governed.chair], decision_id)
    # What is written while the vote is open is not what was voted on.
    await governed.chair.patch(f"{SECTIONS}/{goal['id']}", {"text": {"he": "אחרת לגמרי"}})
    await governed.chair.created(SECTIONS, {"kind": "vision", "title": {"he": "חזון"}, "text": text})
    for member in governed.members:
        await cast(member, decision_id, "yes")
    assert (await closed(governed.chair, decision_id))["outcome"] == "adopted"
    adopted = (await governed.chair.get("agenda/agenda")).json()["adopted"]
    assert (adopted["decision_id"], adopted["revision_ids"]) == (decision_id, [goal["revision_id"]])
    assert [one["text"] for one in adopted["sections"]] == [text]


async def test_without_a_text_there_is_nothing_to_adopt(governed: Governed) -> None:
    for kind in ("agenda", "principles"):
        decision_id = await draft(governed.chair, governed.committee, kind)
        refused = await governed.chair.post(f"agenda/decisions/{decision_id}/open")
        assert refused.json()["code"] == "subject-not-ready"


async def test_a_decision_plans_only_what_leads_have_confirmed(governed: Governed) -> None:
    body = {"kind": "goals", "title": {"he": "מענה"}, "text": {"he": "מענה בכל שעה"}}
    await governed.chair.created(SECTIONS, body)
    assert (await governed.decide("agenda"))["outcome"] == "adopted"
    lead = governed.members[1]
    confirmed = (await lead.created(ACTIVITIES, led_by(lead)))["id"]
    entered = (await governed.field.facilitator.created(ACTIVITIES, led_by(lead)))["id"]
    subject = {"activity_ids": [confirmed, entered]}
    decision_id = await draft(governed.chair, governed.committee, "plan", subject=subject)
    refused = await governed.chair.post(f"agenda/decisions/{decision_id}/open")
    assert refused.json()["code"] == "subject-not-ready"
    decision = await governed.decide("plan", subject={"activity_ids": [confirmed]})
    assert decision["outcome"] == "adopted"
    (planned,) = (await governed.chair.get("agenda/plan")).json()["activities"]
    assert (planned["id"], planned["planned_by"], planned["decision_id"]) == (
        confirmed,
        "decision",
        decision["id"],
    )
