"""Meetings: who calls them, how a time is found, what is on the agenda, who came, what was written down."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from services.registry.worker import SilentMinutes
from tests.governing import Governed, draft, govern, in_hours
from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events

TITLE = {"he": "ועדת ההיגוי, מפגש שלישי", "ar": "اللجنة التوجيهية، اللقاء الثالث"}
TEN = "2027-01-01T10:00:00Z"
TEXT = {"he": "נדון דו״ח הפניות. סוכם להיפגש עם המוקד העירוני."}


async def called(by: Actor, forum_id: str, **more: Any) -> dict[str, Any]:
    body = {"forum_id": forum_id, "title": TITLE, "starts_at": in_hours(48)} | more
    return await by.created("registry/meetings", {key: value for key, value in body.items() if value})


async def held(governed: Governed, **statuses: str) -> dict[str, Any]:
    """A meeting of an hour ago, with the chair present."""
    meeting = await called(governed.chair, governed.committee, starts_at=in_hours(-1))
    entries = [{"person_id": governed.chair.person_id, "status": "present"}]
    recorded = await governed.chair.post(
        f"registry/meetings/{meeting['id']}/attendance", {"entries": entries}
    )
    assert recorded.status_code == 204, recorded.text
    return meeting


async def test_the_chair_and_facilitators_call_meetings(governed: Governed) -> None:
    chair, member, facilitator = governed.chair, governed.members[1], governed.field.facilitator
    meeting = await called(chair, governed.committee, place={"he": "חיפה"}, duration_minutes=60)
    assert (meeting["status"], meeting["duration_minutes"], meeting["agenda_items"]) == ("scheduled", 60, [])
    await called(facilitator, governed.committee)
    refused = await member.post(
        "registry/meetings", {"forum_id": governed.committee, "title": TITLE, "starts_at": in_hours(1)}
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "not-conducting")
    elsewhere = {"forum_id": governed.field.id, "title": TITLE, "starts_at": in_hours(1)}
    assert (await chair.post("registry/meetings", elsewhere)).json()["code"] == "unknown-meeting-forum"
    assert (await governed.holder.get(f"registry/meetings/{meeting['id']}")).json() == meeting
    listed = await member.get(
        f"registry/meetings?forum_id={governed.committee}&since={_z(24)}&until={_z(72)}"
    )
    assert len(listed.json()["items"]) == 2
    assert (await member.get(f"registry/meetings?until={_z(24)}")).json()["items"] == []


async def test_in_an_action_circle_any_member_calls(world: World, field: Field) -> None:
    body = {
        "kind": "action_circle",
        "name": {"he": "מעגל"},
        "method": {"name": "majority"},
        "quorum": {"share": {"numerator": 1, "denominator": 2}},
        "notice_hours": 0,
    }
    circle = (await field.partner.created("registry/forums", body))["id"]
    path = f"registry/forums/{circle}/members"
    seat = await field.partner.created(
        path, {"person_id": field.partner.person_id, "organization_id": field.partner.organization_id}
    )
    assert (await field.partner.post(f"{path}/{seat['id']}/accept")).status_code == 200
    await called(field.partner, circle)
    refused = await field.founder.post(
        "registry/meetings", {"forum_id": circle, "title": TITLE, "starts_at": in_hours(1)}
    )
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "time_or_times"),
        (
            {"starts_at": "2027-01-01T10:00:00Z", "offered_times": ["2027-01-01T10:00:00Z"] * 2},
            "time_or_times",
        ),
        ({"offered_times": ["2027-01-01T10:00:00Z"] * 2}, "time_or_times"),
        ({"starts_at": "2027-01-01T10:00:00Z", "time_zone": "Asia/Nowhere"}, "unknown_time_zone"),
    ],
)
async def test_what_says_no_time_is_refused(field: Field, more: dict[str, Any], code: str) -> None:
    body = {"forum_id": field.id, "title": TITLE, **more}
    refused = await field.facilitator.post("registry/meetings", body)
    assert refused.status_code == 422
    assert [error["code"] for error in refused.json()["errors"]] == [code]


async def test_members_say_which_time_suits_them_and_the_chair_sets_it(governed: Governed) -> None:
    chair, member, outsider = governed.chair, governed.members[1], governed.holder
    times = [in_hours(72), in_hours(48)]
    meeting = await called(chair, governed.committee, starts_at=None, offered_times=times)
    assert (meeting["status"], meeting["starts_at"]) == ("choosing_time", None)
    first, second = meeting["offered_times"]
    assert first["starts_at"] < second["starts_at"]
    path = f"registry/meetings/{meeting['id']}"
    for answer in ("yes", "if_needed"):
        said = await member.put(f"{path}/offered-times/{first['id']}/answer", {"answer": answer})
        assert said.status_code == 200, said.text
    answers = said.json()["offered_times"][0]["answers"]
    assert answers == [{"person_id": member.person_id, "answer": "if_needed"}]
    no = await outsider.put(f"{path}/offered-times/{first['id']}/answer", {"answer": "yes"})
    assert (no.status_code, no.json()["code"]) == (403, "not-of-forum")
    assert (
        await member.put(f"{path}/offered-times/{member.person_id}/answer", {"answer": "no"})
    ).status_code == 404
    chosen = await chair.put(f"{path}/time", {"starts_at": first["starts_at"]})
    assert (chosen.json()["status"], chosen.json()["starts_at"]) == ("scheduled", first["starts_at"])
    late = await member.put(f"{path}/offered-times/{first['id']}/answer", {"answer": "yes"})
    assert (late.status_code, late.json()["code"]) == (409, "meeting-not-open")
    assert (await member.put(f"{path}/time", {"starts_at": in_hours(5)})).status_code == 403


async def test_members_fill_the_agenda_with_what_to_read_and_to_decide(governed: Governed) -> None:
    chair, member, other = governed.members
    meeting = await called(chair, governed.committee)
    path = f"registry/meetings/{meeting['id']}"
    source = await member.created("registry/sources", {"kind": "study", "title": {"he": "מחקר"}})
    decision = await draft(chair, governed.committee)
    item = {
        "title": {"he": "מה למדנו"},
        "purpose": "decide",
        "minutes": 20,
        "source_ids": [source["id"]],
        "decision_id": decision,
    }
    with_one = await member.created(f"{path}/agenda-items", item)
    assert with_one["agenda_items"] == [
        {**item, "id": with_one["agenda_items"][0]["id"], "proposed_by": member.person_id}
    ]
    with_two = await other.created(f"{path}/agenda-items", {"title": {"he": "עדכונים"}, "purpose": "inform"})
    first, second = (one["id"] for one in with_two["agenda_items"])
    ordered = await chair.put(f"{path}/agenda-order", {"item_ids": [second, first]})
    assert [one["id"] for one in ordered.json()["agenda_items"]] == [second, first]
    missing = await chair.put(f"{path}/agenda-order", {"item_ids": [second]})
    assert missing.json()["code"] == "agenda-order-incomplete"
    for wrong in ({"source_ids": [member.person_id]}, {"decision_id": member.person_id}):
        refused = await member.post(f"{path}/agenda-items", {"title": {"he": "?"}, **wrong})
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown-agenda-reference")
    network_decision = await draft(chair, governed.network)
    refused = await member.patch(f"{path}/agenda-items/{first}", {"decision_id": network_decision})
    assert refused.json()["code"] == "unknown-agenda-reference"
    assert (await other.patch(f"{path}/agenda-items/{first}", {"minutes": 5})).status_code == 403
    assert (await member.patch(f"{path}/agenda-items/{first}", {"minutes": 5}, version=1)).status_code == 412
    changed = await member.patch(f"{path}/agenda-items/{first}", {"minutes": None, "decision_id": None})
    assert [one["minutes"] for one in changed.json()["agenda_items"]] == [None, None]
    assert (await governed.holder.post(f"{path}/agenda-items", {"title": {"he": "?"}})).status_code == 403
    assert (await chair.delete(f"{path}/agenda-items/{first}")).status_code == 204
    left = (await chair.get(path)).json()["agenda_items"]
    assert [one["id"] for one in left] == [second]
    with_last = await member.created(f"{path}/agenda-items", {"title": {"he": "לסיום"}})
    assert [one["title"]["he"] for one in with_last["agenda_items"]] == ["עדכונים", "לסיום"]


async def test_a_template_begins_an_agenda_and_a_series_comes_again(governed: Governed) -> None:
    chair, member = governed.members[:2]
    templates = f"registry/forums/{governed.committee}/agenda-templates"
    body = {
        "name": {"he": "מפגש רגיל"},
        "agenda_items": [{"title": {"he": "סבב"}}, {"title": {"he": "החלטות"}}],
    }
    template = await chair.created(templates, body)
    assert (await member.post(templates, body)).json()["code"] == "not-conducting"
    assert (await member.get(templates)).json()["items"] == [template]
    meeting = await called(
        chair, governed.committee, template_id=template["id"], agenda_items=[{"title": {"he": "ועוד"}}]
    )
    assert [item["title"]["he"] for item in meeting["agenda_items"]] == ["סבב", "החלטות", "ועוד"]
    series = {
        "forum_id": governed.committee,
        "title": TITLE,
        "frequency": "weekly",
        "starts_on": (datetime.now(UTC) - timedelta(days=8)).date().isoformat(),
        "at": "17:30",
        "meetings": 4,
        "template_id": template["id"],
    }
    assert (await member.post("registry/meeting-series", series)).status_code == 403
    begun = await chair.created("registry/meeting-series", series)
    assert (await member.get(f"registry/meeting-series/{begun['id']}")).json() == begun
    listed = (await member.get(f"registry/meetings?series_id={begun['id']}")).json()["items"]
    assert [len(one["agenda_items"]) for one in listed] == [2] * 4
    ended = await chair.post(f"registry/meeting-series/{begun['id']}/end", {"reason": {"he": "די"}})
    assert ended.json()["ended_at"] is not None
    listed = (await member.get(f"registry/meetings?series_id={begun['id']}")).json()["items"]
    assert [one["status"] for one in listed] == ["scheduled"] * 2 + ["cancelled"] * 2
    again = await chair.post(f"registry/meeting-series/{begun['id']}/end", {})
    assert again.json()["code"] == "series-ended"
    assert (await chair.delete(f"{templates}/{template['id']}")).status_code == 204
    gone = {"forum_id": governed.committee, "title": TITLE, "starts_at": in_hours(1)}
    refused = await chair.post("registry/meetings", {**gone, "template_id": template["id"]})
    assert refused.json()["code"] == "unknown-agenda-reference"


async def test_a_meeting_is_described_moved_and_cancelled_before_it_begins(governed: Governed) -> None:
    chair, member = governed.members[:2]
    meeting = await called(chair, governed.committee)
    path = f"registry/meetings/{meeting['id']}"
    assert (await chair.patch(path, {"place": {"he": "לוד"}}, version=7)).status_code == 412
    assert (await member.patch(path, {"place": {"he": "לוד"}})).status_code == 403
    moved = await chair.patch(path, {"place": {"he": "לוד"}, "online_url": "https://example.org/m"})
    assert (moved.json()["place"], moved.json()["version"]) == ({"he": "לוד"}, 2)
    assert (await chair.patch(path, {"place": {"he": "לוד"}})).json()["version"] == 2
    cancelled = await chair.post(f"{path}/cancel", {"reason": {"he": "מצב החירום"}})
    assert cancelled.json()["status"] == "cancelled"
    for refused in (
        await chair.patch(path, {"place": None}),
        await chair.post(f"{path}/cancel", {}),
        await chair.put(f"{path}/time", {"starts_at": in_hours(9)}),
        await member.post(f"{path}/agenda-items", {"title": {"he": "?"}}),
        await chair.post(f"{path}/attendance", {"entries": []}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "meeting-not-open")


async def test_attendance_is_announced_recorded_corrected_and_seen_over_time(
    world: World, field: Field
) -> None:
    governed = await govern(world, field)
    chair, member, other = governed.members
    coming = await called(chair, governed.committee)
    path = f"registry/meetings/{coming['id']}/attendance"
    said = await member.put(f"{path}/{member.person_id}/answer", {"answer": "online"})
    assert said.json() == {
        "person_id": member.person_id,
        "answer": "online",
        "status": None,
        "version": 1,
    }
    assert (await chair.put(f"{path}/{member.person_id}/answer", {"answer": "coming"})).status_code == 403
    early = await chair.post(path, {"entries": []})
    assert early.json()["code"] == "meeting-not-open"
    meeting = await held(governed)
    path = f"registry/meetings/{meeting['id']}/attendance"
    found = {one["person_id"]: one["status"] for one in (await member.get(path)).json()["items"]}
    assert found == {chair.person_id: "present", member.person_id: "absent", other.person_id: "absent"}
    assert (await other.put(f"{path}/{member.person_id}", {"status": "online"})).status_code == 403
    corrected = await member.put(f"{path}/{member.person_id}", {"status": "online"})
    assert corrected.json()["status"] == "online"
    # A guest is recorded by who runs the meeting, not by themself.
    guest = governed.holder
    assert (await guest.put(f"{path}/{guest.person_id}", {"status": "present"})).status_code == 403
    assert (await chair.put(f"{path}/{guest.person_id}", {"status": "present"})).status_code == 200
    unknown = await chair.put(f"{path}/{governed.committee}", {"status": "present"})
    assert unknown.json()["code"] == "unknown-attendee"
    over_time = (await member.get(f"registry/forums/{governed.committee}/participation")).json()
    counts = {"present": 2, "online": 1, "excused": 0, "absent": 1}
    assert [{name: one[name] for name in counts} for one in over_time["meetings"]] == [counts]
    assert {one["person_id"]: one["online"] for one in over_time["people"]}[member.person_id] == 1
    seen_by_others = (await governed.holder.get(f"registry/forums/{governed.committee}/participation")).json()
    assert (len(seen_by_others["meetings"]), seen_by_others["people"]) == (1, [])


async def test_minutes_are_drafted_corrected_and_approved_by_those_who_were_there(governed: Governed) -> None:
    chair, member, other = governed.members
    meeting = await held(governed)
    path = f"registry/meetings/{meeting['id']}"
    assert (await member.get(f"{path}/minutes")).json()["code"] == "no-minutes"
    assert (await chair.put(f"{path}/attendance/{member.person_id}", {"status": "online"})).status_code == 200
    assert (await other.put(f"{path}/minutes", {"text": TEXT})).json()["code"] == "not-conducting"
    written = (await member.put(f"{path}/minutes", {"text": TEXT})).json()
    assert (written["status"], written["revision"], written["text"]) == ("draft", 1, TEXT)
    # A draft is the forum's own.
    assert (await governed.holder.get(f"{path}/minutes")).json()["code"] == "no-minutes"
    asked = await member.post(f"{path}/minutes/corrections", {"text": {"he": "?"}})
    assert asked.json()["code"] == "minutes-not-in-state"
    for wrong in ({"approval": "silence"}, {"approval": "present", "silence_days": 3}):
        assert (await chair.post(f"{path}/minutes/submit", wrong)).status_code == 422
    submitted = await chair.post(f"{path}/minutes/submit", {"approval": "present"})
    assert submitted.json()["status"] == "submitted"
    correction = await other.created(f"{path}/minutes/corrections", {"text": {"he": "סוף ינואר"}})
    assert (await chair.post(f"{path}/minutes/consents")).json()["open_corrections"] == 1
    assert (await other.post(f"{path}/minutes/consents")).json()["code"] == "was-not-there"
    assert (await member.post(f"{path}/minutes/consents")).json()["status"] == "submitted"
    answering = f"{path}/minutes/corrections/{correction['id']}/answer"
    assert (await other.post(answering, {"status": "taken"})).status_code == 403
    assert (await chair.post(answering, {"status": "declined"})).status_code == 422
    assert (await chair.post(answering, {"status": "withdrawn"})).status_code == 403
    assert (await chair.post(answering, {"status": "taken"})).json()["status"] == "taken"
    assert (await member.get(f"{path}/minutes")).json()["status"] == "draft"
    better = {"he": "נדון דו״ח הפניות. סוכם להיפגש עד סוף ינואר."}
    assert (await chair.put(f"{path}/minutes", {"text": better})).json()["revision"] == 2
    await chair.post(f"{path}/minutes/submit", {"approval": "present"})
    # Agreement to the first revision is none to the second.
    assert (await chair.post(f"{path}/minutes/consents")).json()["consents"] == 1
    approved = (await member.post(f"{path}/minutes/consents")).json()
    assert (approved["status"], approved["consents"]) == ("approved", 2)
    source = (await governed.holder.get(f"registry/sources/{approved['source_id']}")).json()
    assert (source["kind"], source["title"]) == ("minutes", TITLE)
    assert (await governed.holder.get(f"{path}/minutes")).json()["text"] == better
    revisions = (await governed.holder.get(f"{path}/minutes/revisions")).json()["items"]
    assert [one["text"] for one in revisions] == [TEXT, better]
    for late in (
        await chair.put(f"{path}/minutes", {"text": TEXT}),
        await member.put(f"{path}/attendance/{member.person_id}", {"status": "absent"}),
    ):
        assert (late.status_code, late.json()["code"]) == (409, "minutes-approved")


async def test_minutes_are_approved_by_silence_once_unless_somebody_speaks(
    governed: Governed, database: asyncpg.Connection, silent: SilentMinutes
) -> None:
    chair, member = governed.members[:2]
    meeting = await held(governed)
    path = f"registry/meetings/{meeting['id']}/minutes"
    await chair.put(path, {"text": TEXT})
    await chair.post(f"{path}/submit", {"approval": "silence", "silence_days": 7})
    over = (
        "UPDATE registry.minutes SET silent_until = now() - interval '1 second' "
        "WHERE meeting_id = $1::text::uuid"
    )
    await silent.approve_next()
    assert (await member.get(path)).json()["status"] == "submitted"
    correction = await member.created(f"{path}/corrections", {"text": {"he": "רגע"}})
    await database.execute(over, meeting["id"])
    await silent.approve_next()
    assert (await member.get(path)).json()["status"] == "submitted"
    withdrawn = await member.post(f"{path}/corrections/{correction['id']}/answer", {"status": "withdrawn"})
    assert withdrawn.status_code == 200, withdrawn.text
    await asyncio.gather(*(silent.approve_next() for _ in range(3)))
    assert (await member.get(path)).json()["status"] == "approved"
    approvals = [
        one["event"]
        for one in await all_events(member, types="registry.minutes.approved")
        if one["event"]["data"]["meeting_id"] == meeting["id"]
    ]
    assert [one["actor"]["kind"] for one in approvals] == ["service"]


async def test_what_was_promised_in_a_meeting_is_its_follow_up(governed: Governed) -> None:
    chair, member = governed.members[:2]
    meeting = await held(governed)
    promise = {
        "by": {"organization_id": member.organization_id},
        "to": {"organization_id": chair.organization_id},
        "text": {"he": "נשלח את הנתונים"},
        "meeting_id": meeting["id"],
    }
    made = await member.created("registry/commitments", promise)
    listed = await chair.get(f"registry/commitments?meeting_id={meeting['id']}")
    assert listed.json()["items"] == [made]
    refused = await member.post("registry/commitments", {**promise, "meeting_id": member.person_id})
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown-meeting")


async def test_an_erased_person_is_in_no_meeting_any_more(world: World, field: Field) -> None:
    governed = await govern(world, field)
    chair, member = governed.members[:2]
    offering = await called(
        chair, governed.committee, starts_at=None, offered_times=[in_hours(1), in_hours(2)]
    )
    time_id = offering["offered_times"][0]["id"]
    offered = f"registry/meetings/{offering['id']}"
    await member.put(f"{offered}/offered-times/{time_id}/answer", {"answer": "yes"})
    await member.created(f"{offered}/agenda-items", {"title": {"he": "נושא"}})
    meeting = await held(governed)
    path = f"registry/meetings/{meeting['id']}/minutes"
    await chair.put(path, {"text": TEXT})
    await chair.post(f"{path}/submit", {"approval": "silence", "silence_days": 7})
    await member.created(f"{path}/corrections", {"text": {"he": "מילים שלי"}})
    held_of = (await member.get(f"registry/people/{member.person_id}/personal-data")).json()
    assert [one["status"] for one in held_of["attendance"]] == ["absent"]
    assert [one["text"] for one in held_of["minutes_corrections"]] == [{"he": "מילים שלי"}]
    await erase(world, member, in_service="registry")
    assert (await chair.get(f"registry/meetings/{offering['id']}")).json()["offered_times"][0][
        "answers"
    ] == []
    left = (await chair.get(f"{path}/corrections")).json()["items"]
    assert [(one["text"], one["author_id"]) for one in left] == [(None, None)]
    attendance = (await chair.get(f"registry/meetings/{meeting['id']}/attendance")).json()["items"]
    assert member.person_id not in {one["person_id"] for one in attendance}


def _z(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
