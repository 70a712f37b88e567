"""Requests: what is asked of somebody by all services, gone when answered or no longer possible."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from services.registry.requests.kinds import ANSWERING, RequestKind
from tests.governing import CONSENT, Governed, cast, draft, govern, in_hours, on_day, opened, partner, seat
from tests.kit import Actor, World
from tests.services.erasing import erase

ROOT = Path(__file__).parents[4]
TEXT = {"he": "נשלח את נתוני הפניות של השנה האחרונה."}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


async def asked(of: Actor, query: str = "") -> list[dict[str, Any]]:
    """What is asked of somebody."""
    response = await of.get(f"registry/me/requests{query}")
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = response.json()["items"]
    return items


async def kinds(of: Actor, subject: str = "", query: str = "") -> list[str]:
    """The kinds of what is asked of somebody about a subject."""
    return [one["kind"] for one in await asked(of, query) if subject in one["subject"]]


async def withdrawn(by: list[Actor], decision: str) -> None:
    """Take a decision back, with as many as it takes."""
    for actor in by:
        response = await actor.post(f"agenda/decisions/{decision}/withdraw", {"reason": TEXT})
    assert response.json()["outcome"] == "withdrawn", response.text


async def follow(request: dict[str, Any], by: Actor, body: Any = None) -> int:
    """Answer a request by the operation it names."""
    answer = request["answer"]
    return (await by.call(answer["method"], answer["path"], body, headers={"If-Match": "*"})).status_code


@pytest.mark.parametrize("kind", RequestKind)
def test_every_kind_is_answered_by_an_operation_that_exists(kind: RequestKind) -> None:
    answering = ANSWERING[kind]
    document = json.loads((ROOT / f"docs/openapi/{answering.service}.json").read_text("utf-8"))
    prefix = f"/{answering.service}/v1/initiatives/{{initiative_id}}/"
    found = [
        (path, method.upper())
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if operation["operationId"] == answering.operation
    ]
    assert len(found) == 1
    path, method = found[0]
    assert method == answering.method
    shape = ["{}" if "{" in part else part for part in path.removeprefix(prefix).split("/")]
    assert shape == ["{}" if "{" in part else part for part in answering.path.split("/")]


async def test_a_vote_is_asked_for_until_it_is_cast_or_the_decision_ends(governed: Governed) -> None:
    decision = await draft(governed.chair, governed.committee)
    member, other = governed.members[1:]
    assert await kinds(member, decision) == []
    await opened([governed.chair], decision)
    request = next(one for one in await asked(member, "?kind=vote") if decision in one["subject"])
    assert (request["state"], request["organization_id"], request["service"]) == ("open", None, "agenda")
    assert request["answer"]["operation"] == "cast_ballot"
    assert await follow(request, member, {"choice": "yes"}) == 200
    assert await kinds(member, decision) == []
    assert await kinds(member, decision, "?state=done") == ["vote"]
    recusal = await other.post(
        f"agenda/decisions/{decision}/recusals", {"voter_id": other.person_id, "reason": TEXT}
    )
    assert recusal.status_code < 300, recusal.text
    assert await kinds(other, decision) == []
    assert await kinds(governed.chair, decision) == ["vote"]
    assert await kinds(governed.holder, decision) == []
    # What is recorded for somebody who was not there is theirs once they say so.
    ballot = f"agenda/decisions/{decision}/ballots/{member.person_id}"
    spoken = {"choice": "no", "subject_to_approval": True}
    assert (await member.put(ballot, spoken)).status_code == 200
    assert sorted(await kinds(member, decision)) == ["confirm_ballot", "vote"]
    [request] = await asked(member, "?kind=confirm_ballot")
    assert await follow(request, member) == 200
    assert await kinds(member, decision) == []
    await withdrawn([governed.chair], decision)
    assert await kinds(governed.chair, decision) == []
    assert await kinds(governed.chair, decision, "?state=lapsed") == ["vote"]


async def test_an_organizations_vote_is_asked_of_whoever_represents_it_at_the_moment(
    world: World, governed: Governed
) -> None:
    founder = governed.field.founder
    member = await partner(world, governed.field, "עיריית חיפה", "public")
    decision = await draft(founder, governed.network)
    await opened([founder, governed.field.partner], decision)
    [request] = [one for one in await asked(member) if decision in one["subject"]]
    assert request["organization_id"] == member.organization_id
    # Whom staff name in the middle of it votes only once nobody speaks for it who did before.
    successor = await world.add_person(governed.field.facilitator, "המחליפה", member.organization_id)
    assert await kinds(successor, decision) == []
    affiliation = (await member.get(f"registry/people/{member.person_id}")).json()["affiliations"][0]["id"]
    path = f"registry/people/{member.person_id}/affiliations/{affiliation}/end"
    ended = await governed.field.facilitator.post(path, {"until": on_day(-1)})
    assert ended.status_code < 300, ended.text
    assert await kinds(member, decision) == []
    [request] = [one for one in await asked(successor) if decision in one["subject"]]
    assert await follow(request, successor, {"choice": "no"}) == 200
    assert await kinds(successor, decision) == []
    staffed = await world.add_person(founder, "רכזת", founder.organization_id)
    assert await kinds(staffed, decision) == ["vote"]
    role = {"person_id": staffed.person_id, "role": "data_analyst"}
    await founder.created("registry/staff", role)
    assert await kinds(staffed, decision) == []  # staff vote for nobody
    await withdrawn([founder, governed.field.partner], decision)
    assert await kinds(governed.field.partner, decision) == []


async def test_seats_voices_and_activities_are_asked_about_until_they_are_settled(
    world: World, governed: Governed
) -> None:
    founder, facilitator = governed.field.founder, governed.field.facilitator
    person = await world.add_person(facilitator, "חברת קהילה")
    path = f"registry/forums/{governed.committee}/members"
    proposal = await founder.created(path, {"person_id": person.person_id})
    [request] = await asked(person)
    assert (request["kind"], request["subject"]) == ("accept_seat", f"forums/{governed.committee}")
    assert await follow(request, person) == 200
    assert await asked(person) == []
    await person.post(f"{path}/{proposal['id']}/decline")
    assert await kinds(person, query="?state=done") == ["accept_seat"]
    again = await founder.created(path, {"person_id": person.person_id})
    await founder.post(f"{path}/{again['id']}/withdraw")
    assert await kinds(person, query="?state=lapsed") == ["accept_seat"]

    bringer = {"brought_by": {"person_id": person.person_id}, "text": TEXT}
    voice = await facilitator.created("agenda/voices", bringer)
    [request] = await asked(person)
    assert (request["kind"], request["subject"]) == ("confirm_voice", f"voices/{voice['id']}")
    assert await follow(request, person) == 200
    assert await asked(person) == []

    lead = governed.members[1]
    activity = {"title": {"he": "קו חירום"}, "lead_organization_id": lead.organization_id}
    recorded = await facilitator.created("agenda/activities", activity)
    [request] = [one for one in await asked(lead) if one["kind"] == "confirm_activity"]
    assert request["subject"] == f"activities/{recorded['id']}"
    assert await follow(request, lead) == 200
    assert await kinds(lead, recorded["id"]) == []


async def test_a_meeting_asks_for_times_attendance_and_minutes(
    governed: Governed, database: asyncpg.Connection
) -> None:
    chair, member = governed.members[:2]
    title = {"he": "מפגש"}
    offered = [in_hours(24), in_hours(48)]
    body = {"forum_id": governed.committee, "title": title, "offered_times": offered}
    meeting = await chair.created("registry/meetings", body)
    for _ in offered:
        [request] = [one for one in await asked(member) if meeting["id"] in one["subject"]]
        assert request["kind"] == "choose_time"
        assert await follow(request, member, {"answer": "yes"}) < 300
    assert await kinds(member, meeting["id"]) == []
    await chair.put(f"registry/meetings/{meeting['id']}/time", {"starts_at": offered[1]})
    assert await kinds(chair, meeting["id"]) == ["attend"]
    [request] = [one for one in await asked(member) if meeting["id"] in one["subject"]]
    assert request["kind"] == "attend"
    assert request["due_at"] is not None
    assert await kinds(member, meeting["id"], f"?due_before={_z(47)}") == []
    assert await kinds(member, meeting["id"], f"?due_before={_z(49)}") == ["attend"]
    assert await follow(request, member, {"answer": "online"}) < 300
    assert await kinds(member, meeting["id"]) == []
    assert await kinds(governed.holder, meeting["id"]) == []
    await database.execute(
        "UPDATE registry.meeting SET starts_at = now() - interval '1 hour' WHERE id = $1::text::uuid",
        meeting["id"],
    )
    assert await kinds(chair, meeting["id"]) == []  # it still goes on
    assert await kinds(chair, meeting["id"], "?state=lapsed") == ["attend"]
    await database.execute(
        "UPDATE registry.meeting SET starts_at = now() - interval '1 day' WHERE id = $1::text::uuid",
        meeting["id"],
    )
    [request] = [one for one in await asked(chair) if meeting["id"] in one["subject"]]
    assert request["kind"] == "write_minutes"
    assert await kinds(member, meeting["id"]) == []  # does not run the forum's meetings

    path = f"registry/meetings/{meeting['id']}"
    entries = [{"person_id": one.person_id, "status": "present"} for one in (chair, member)]
    assert (await chair.post(f"{path}/attendance", {"entries": entries})).status_code == 204
    assert await follow(request, chair, {"text": TEXT}) == 200
    assert await kinds(member, meeting["id"]) == []
    assert await kinds(chair, meeting["id"]) == ["write_minutes"]  # nobody else has seen them
    await chair.post(f"{path}/minutes/submit", {"approval": "present"})
    assert "write_minutes" in await kinds(chair, meeting["id"], "?state=done")
    [request] = [one for one in await asked(member) if meeting["id"] in one["subject"]]
    assert request["kind"] == "approve_minutes"
    assert await kinds(governed.members[2], meeting["id"]) == []  # was not there
    # Whoever asks for a correction has answered; it is for who runs the meeting to answer that.
    correction = await member.created(f"{path}/minutes/corrections", {"text": TEXT})
    assert await kinds(member, meeting["id"]) == []
    [answering] = [one for one in await asked(chair) if one["kind"] == "answer_correction"]
    assert answering["subject"] == f"meetings/{meeting['id']}"
    assert correction["id"] in answering["answer"]["path"]
    assert await follow(answering, chair, {"status": "declined", "answer": TEXT}) == 200
    assert "answer_correction" not in await kinds(chair, meeting["id"])
    [request] = [one for one in await asked(member) if meeting["id"] in one["subject"]]
    assert request["kind"] == "approve_minutes"
    assert await follow(request, member) == 200
    assert await kinds(chair, meeting["id"]) == ["approve_minutes"]
    await chair.post(f"{path}/minutes/consents")
    assert await kinds(chair, meeting["id"]) == []


async def test_an_objection_asks_for_an_answer_and_the_answer_whether_it_settles_it(
    governed: Governed,
) -> None:
    chair, member, other = governed.members
    decision = await draft(chair, governed.committee, method=CONSENT)
    await opened([chair], decision)
    await cast(member, decision, "object", reason=TEXT)
    assert await kinds(other, decision) == ["vote"]
    [request] = [one for one in await asked(chair) if one["kind"] == "answer_objection"]
    assert request["subject"] == f"decisions/{decision}"
    assert await follow(request, chair, {"text": TEXT}) == 201
    assert await kinds(chair, decision) == ["vote"]
    assert await kinds(chair, decision, "?state=done") == ["answer_objection"]
    [request] = [one for one in await asked(member) if decision in one["subject"]]
    assert (request["kind"], request["organization_id"]) == ("accept_answer", None)
    [objection] = (await member.get(f"agenda/decisions/{decision}/objections")).json()["items"]
    answered = {"answer_id": objection["answers"][0]["id"], "choice": "consent"}
    assert await follow(request, member, answered) == 200
    assert await kinds(member, decision) == []
    # One that is answered by another ballot asks for nothing either.
    await cast(member, decision, "object", reason=TEXT)
    assert "answer_objection" in await kinds(chair, decision)
    await cast(member, decision, "consent")
    assert await kinds(chair, decision) == ["vote"]
    # What a second member is to bring about is asked of the others, until the question is asked otherwise.
    await cast(other, decision, "object", reason=TEXT)
    [objection] = [
        one
        for one in (await other.get(f"agenda/decisions/{decision}/objections")).json()["items"]
        if one["status"] == "stands"
    ]
    amended = {"question": {"he": "האם כך?"}, "reason": TEXT, "objection_ids": [objection["id"]]}
    await other.created(f"agenda/decisions/{decision}/amendments", amended)
    assert await kinds(other, decision) == []
    [request] = [one for one in await asked(member) if decision in one["subject"]]
    assert request["kind"] == "support_amendment"
    assert request["due_at"] < in_hours(72 - 23)
    assert await follow(request, member) == 200
    assert await kinds(chair, decision) == ["vote"]
    assert await kinds(member, decision) == await kinds(other, decision) == ["vote"]
    await withdrawn([chair], decision)
    assert await kinds(member, decision) == []


async def test_whoever_votes_for_another_is_asked_to(governed: Governed) -> None:
    chair, member, other = governed.members
    decision = await draft(chair, governed.committee)
    await opened([chair], decision)
    named = {"voter_id": member.person_id, "holder_id": other.person_id}
    given = await member.created("agenda/proxies", {**named, "decision_id": decision})
    assert sorted(await kinds(other, decision)) == ["vote", "vote_as_proxy"]
    await other.post(f"agenda/proxies/{given['id']}/decline")
    assert await kinds(other, decision) == ["vote"]
    period = {"forum_id": governed.committee, "until": on_day(7)}
    given = await member.created("agenda/proxies", {**named, **period})
    [request] = [one for one in await asked(other) if one["kind"] == "vote_as_proxy"]
    assert await follow(request, other, {"choice": "yes"}) == 200
    assert await kinds(other, decision) == ["vote"]
    assert await kinds(member, decision) == []
    await member.post(f"agenda/proxies/{given['id']}/revoke")
    await withdrawn([chair], decision)


async def test_an_alternate_is_asked_where_whoever_represents_is_away(
    world: World, governed: Governed
) -> None:
    chair, member = governed.members[:2]
    facilitator = governed.field.facilitator
    alternate = await world.add_person(facilitator, "ממלאת מקום")
    belongs = {"organization_id": member.organization_id, "alternate": True}
    path = f"registry/people/{alternate.person_id}/affiliations"
    assert (await member.post(path, belongs)).is_success
    title = {"he": "מפגש"}
    meeting = await chair.created(
        "registry/meetings",
        {"forum_id": governed.committee, "title": title, "starts_at": in_hours(24)},
    )
    answer = f"registry/meetings/{meeting['id']}/attendance/{{}}/answer"
    assert await kinds(alternate, meeting["id"]) == []
    await member.put(answer.format(member.person_id), {"answer": "excused"})
    [request] = [one for one in await asked(alternate) if meeting["id"] in one["subject"]]
    assert request["kind"] == "attend"
    assert await follow(request, alternate, {"answer": "coming"}) == 200
    assert await kinds(alternate, meeting["id"], "?state=done") == ["attend"]
    assert meeting["id"] in (await alternate.get("registry/me/calendar.ics")).text
    strange = await governed.holder.put(answer.format(governed.holder.person_id), {"answer": "coming"})
    assert strange.json()["code"] == "not-of-forum"
    # Votes of the organization: once the end is near, or where nobody represents it.
    far = await draft(governed.field.founder, governed.network, closes_at=in_hours(24 * 5))
    near = await draft(governed.field.founder, governed.network, closes_at=in_hours(24 * 2))
    for decision in (far, near):
        await opened([governed.field.founder, governed.field.partner], decision)
    assert await kinds(member, far) == await kinds(member, near) == ["vote"]
    assert (await kinds(alternate, far), await kinds(alternate, near)) == ([], ["vote"])
    of_alternate = (await load(facilitator, "person"))[alternate.person_id]
    assert (of_alternate["open"], of_alternate["for_organizations"]) == (1, 1)
    [request] = [one for one in await asked(alternate) if near in one["subject"]]
    assert request["organization_id"] == member.organization_id
    assert await follow(request, alternate, {"choice": "yes"}) == 200
    assert await kinds(member, near) == await kinds(alternate, near) == []
    for decision in (far, near):
        await withdrawn([governed.field.founder, governed.field.partner], decision)


async def test_a_position_is_asked_for_again_when_the_definition_is_another(governed: Governed) -> None:
    from tests.services.metrics.indicators.test_indicators import drafted

    partner_ = governed.members[1]
    indicator = await drafted(partner_, code="women_safe")
    path = f"metrics/indicators/{indicator['id']}"
    where = f"{path}/positions/{partner_.organization_id}"
    assert (await partner_.put(where, {"position": "concern", "reason": TEXT})).is_success
    assert await kinds(partner_, indicator["id"]) == []
    changed = await partner_.call("PATCH", path, {"definition": TEXT}, headers={"If-Match": "*"})
    assert changed.status_code == 200, changed.text
    [request] = [one for one in await asked(partner_) if indicator["id"] in one["subject"]]
    assert (request["kind"], request["organization_id"]) == ("renew_position", partner_.organization_id)
    assert await follow(request, partner_, {"position": "support"}) == 200
    assert await kinds(partner_, indicator["id"]) == []


async def test_commitments_are_asked_about_when_their_day_is_near(governed: Governed) -> None:
    by, to = governed.members[1:]
    sides = {"by": {"organization_id": by.organization_id}, "to": {"person_id": to.person_id}}
    far = await by.created("registry/commitments", {**sides, "text": TEXT, "due_on": on_day(30)})
    near = await by.created("registry/commitments", {**sides, "text": TEXT, "due_on": on_day(3)})
    assert await kinds(by, far["id"]) == []
    [request] = [one for one in await asked(by) if near["id"] in one["subject"]]
    assert (request["kind"], request["occasion"]) == ("view_commitment", "by")
    assert request["answer"]["path"].endswith(f"/commitments/{near['id']}/views/by")
    assert await follow(request, by, {"outcome": "kept"}) == 200
    assert await kinds(by, near["id"]) == []
    assert await kinds(to, near["id"]) == ["view_commitment"]
    proposal = {"due_on": on_day(20), "reason": TEXT}
    await to.created(f"registry/commitments/{near['id']}/renegotiations", proposal)
    assert await kinds(to, near["id"]) == ["view_commitment"]
    [request] = [one for one in await asked(by) if near["id"] in one["subject"]]
    assert request["kind"] == "agree_day"
    assert await follow(request, by) == 200
    assert await kinds(by, near["id"]) == await kinds(to, near["id"]) == []  # not due for long


async def test_a_tie_that_another_reported_is_asked_about(governed: Governed) -> None:
    one, other = governed.members[1:]
    ends = {"from_organization_id": one.organization_id, "to_organization_id": other.organization_id}
    tie = await one.created("registry/ties", {**ends, "kind": "referral", "direction": "one_way"})
    assert await kinds(one, tie["id"]) == []
    [request] = [asked_ for asked_ in await asked(other) if tie["id"] in asked_["subject"]]
    assert (request["kind"], request["organization_id"]) == ("confirm_tie", other.organization_id)
    assert await follow(request, other) == 200
    assert await kinds(other, tie["id"]) == []
    assert await kinds(other, tie["id"], "?state=done") == ["confirm_tie"]


async def test_reports_that_are_due_are_asked_for_until_they_come(
    world: World, governed: Governed, database: asyncpg.Connection
) -> None:
    from tests.services.metrics.deciding import share
    from tests.services.metrics.indicators.test_indicators import drafted
    from tests.services.metrics.observations.test_observations import SUM

    reporter = governed.members[1]
    indicator = await drafted(reporter, **SUM)
    year = datetime.now(UTC).year - 2
    figure = {"indicator": "women_helped", "organization_id": reporter.organization_id, "value": "12"}
    await reporter.created("metrics/observations", {**figure, "period": str(year)})
    await reporter.post(f"metrics/indicators/{indicator['id']}/propose")
    await share(world, governed.field.id, indicator["id"])
    assert (await reporter.get("metrics/indicators")).status_code == 200  # has followed
    await _say_reports(world)
    [request] = [one for one in await asked(reporter) if indicator["id"] in one["subject"]]
    assert (request["kind"], request["occasion"]) == ("report_figures", str(year + 1))
    assert request["organization_id"] == reporter.organization_id
    assert await follow(request, reporter, {**figure, "period": str(year + 1)}) == 201
    assert await kinds(reporter, indicator["id"]) == []
    assert await kinds(reporter, indicator["id"], "?state=done") == ["report_figures"]


async def _say_reports(world: World) -> None:
    from services.metrics.worker import ReportsDue
    from shared.database.address import Address
    from shared.database.pool import Database

    dsn = Address.of(world.settings).service_dsn(world.settings, "metrics")
    pool = await Database.connect(dsn, world.settings, size=2)
    try:
        await ReportsDue(pool).say_all()
    finally:
        await pool.close()


async def test_nobody_sees_or_counts_what_is_confidential_to_others(governed: Governed) -> None:
    party, founder, other = governed.members[1], governed.field.founder, governed.members[2]
    facilitator = governed.field.facilitator
    parties = [{"organization_id": party.organization_id}, {"person_id": founder.person_id}]
    before = {of: await load(facilitator, of) for of in ("person", "organization")}
    entry = await party.created(
        "registry/interactions",
        {"type": "conflict", "parties": parties, "tone": -2, "confidential": True, "notes": TEXT},
    )
    mediation = await party.created(
        "registry/mediations",
        {"parties": parties, "mediator_id": facilitator.person_id, "matter": TEXT},
    )
    for subject, kind in ((entry["id"], "answer_interaction"), (mediation["id"], "accept_mediation")):
        assert await kinds(founder, subject) == [kind]
        for reader in (other, governed.holder, facilitator):
            for state in ("open", "done", "lapsed"):
                listed = (await reader.get(f"registry/me/requests?state={state}")).json()["items"]
                assert [one["kind"] for one in listed if subject in one["subject"]] == (
                    ["mediate"] if (reader, state, kind) == (facilitator, "open", "accept_mediation") else []
                )
    assert await kinds(party, entry["id"]) == []  # recorded it
    assert {of: await load(facilitator, of) for of in ("person", "organization")} == before
    assert (await founder.post(f"registry/interactions/{entry['id']}/answers", {"text": TEXT})).is_success
    assert await kinds(founder, entry["id"]) == []
    accepted = [await one.post(f"registry/mediations/{mediation['id']}/accept") for one in (party, founder)]
    assert all(one.is_success for one in accepted)
    assert await kinds(founder, mediation["id"]) == []


async def load(by: Actor, of: str) -> dict[str, dict[str, Any]]:
    """How much is asked of whom, by id."""
    response = await by.get(f"registry/request-load?of={of}&limit=200")
    assert response.status_code == 200, response.text
    return {one["id"]: one for one in response.json()["items"]}


async def test_facilitators_see_how_much_is_asked_of_whom_and_nobody_else(
    world: World, governed: Governed
) -> None:
    facilitator, founder = governed.field.facilitator, governed.field.founder
    person = await world.add_person(facilitator, "חברת ועדה")
    assert person.person_id not in await load(facilitator, "person")
    proposed = {"person_id": person.person_id}
    await founder.created(f"registry/forums/{governed.committee}/members", proposed)
    decision = await draft(founder, governed.network)
    await opened([founder, governed.field.partner], decision)
    of_person = (await load(facilitator, "person"))[person.person_id]
    assert (of_person["open"], of_person["for_organizations"], of_person["overdue"]) == (1, 0, 0)
    assert of_person["by_kind"] == [{"kind": "accept_seat", "open": 1}]
    member = governed.members[1]
    of_organization = (await load(facilitator, "organization"))[member.organization_id]
    assert {"kind": "vote", "open": 1} in of_organization["by_kind"]
    of_member = (await load(facilitator, "person"))[member.person_id]
    assert of_member["for_organizations"] >= of_organization["open"] > 0
    first = (await facilitator.get("registry/request-load?of=person&limit=1")).json()
    second = await facilitator.get(f"registry/request-load?of=person&limit=1&cursor={first['next_cursor']}")
    assert second.json()["items"][0]["id"] > first["items"][0]["id"]
    for stranger in (founder, member, governed.holder):
        assert (await stranger.get("registry/request-load")).status_code == 403
    await withdrawn([founder, governed.field.partner], decision)


async def test_the_list_is_in_pages_with_what_is_due_first(world: World, governed: Governed) -> None:
    chair = governed.chair
    title = {"he": "מפגש"}
    person = await world.add_person(governed.field.facilitator, "חדשה")
    seats = await seat(chair, governed.committee, person)
    await governed.decide("seats", subject={"forum_id": governed.committee, "seat_ids": seats})
    meetings = [
        await chair.created(
            "registry/meetings",
            {"forum_id": governed.committee, "title": title, "starts_at": in_hours(hours)},
        )
        for hours in (72, 24, 48)
    ]
    voice = {"brought_by": {"person_id": person.person_id}, "text": TEXT}
    await governed.field.facilitator.created("agenda/voices", voice)
    seen, cursor = [], ""
    while True:
        page = (await person.get(f"registry/me/requests?limit=2{cursor}")).json()
        seen += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    whole = await asked(person)
    assert [one["id"] for one in seen] == [one["id"] for one in whole]
    assert len({one["id"] for one in seen}) == len(seen)
    own = [one["subject"] for one in seen if any(meeting["id"] in one["subject"] for meeting in meetings)]
    assert own == [f"meetings/{meetings[index]['id']}" for index in (1, 2, 0)]
    assert seen[-1]["kind"] == "confirm_voice"
    refused = await person.get("registry/me/requests?cursor=abcd")
    assert refused.json()["code"] == "invalid-cursor"
    assert (await governed.field.operator.get("registry/me/requests")).status_code == 403
    # A seat that is given up asks for nothing any more.
    await person.post(f"registry/forums/{governed.committee}/members/{seats[0]}/give-up")
    assert await kinds(person, query="?kind=attend") == []


async def test_of_an_erased_person_nothing_is_kept(
    world: World, governed: Governed, database: asyncpg.Connection
) -> None:
    person = await world.add_person(governed.field.facilitator, "מי שתימחק")
    voice = {"brought_by": {"person_id": person.person_id}, "text": TEXT}
    await governed.field.facilitator.created("agenda/voices", voice)
    assert await kinds(person) == ["confirm_voice"]
    data = (await person.get(f"registry/people/{person.person_id}/personal-data")).json()
    assert [one["kind"] for one in data["requests"]] == ["confirm_voice"]
    await erase(world, person, in_service="registry")
    found = await database.fetchval(
        "SELECT count(*) FROM registry.asked_of WHERE addressee_id = $1::text::uuid", person.person_id
    )
    assert found == 0
    assert person.person_id not in await load(governed.field.facilitator, "person")


def _z(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
