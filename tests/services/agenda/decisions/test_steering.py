"""Extending what is open, reminding who has not voted, and bringing up what was to be looked at again."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from services.agenda.worker import DecisionReminders
from shared.database.pool import Database
from tests.governing import Governed, cast, closed, draft, in_hours, make_due, on_day, opened, seat
from tests.kit import Actor, World
from tests.services.events.workers import all_events

WHY = {"he": "שבוע של חגים"}


async def extend(by: Actor, decision_id: str, hours: float) -> Any:
    closes_at = in_hours(hours) if hours < 9_000 else (datetime.now(UTC) + timedelta(days=500)).isoformat()
    return await by.post(f"agenda/decisions/{decision_id}/extend", {"closes_at": closes_at, "reason": WHY})


async def told(governed: Governed, kind: str, decision_id: str) -> list[dict[str, Any]]:
    events = await all_events(governed.chair, types=f"agenda.decision.{kind}")
    data = [one["event"]["data"] for one in events]
    return [one for one in data if one["decision_id"] == decision_id]


async def test_the_chair_extends_and_nobody_makes_it_shorter(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    assert (await extend(governed.chair, decision_id, 100)).json()["code"] == "decision-not-open"
    await opened([governed.chair], decision_id)
    shorter = await extend(governed.chair, decision_id, 71)
    assert (shorter.status_code, shorter.json()["code"]) == (422, "extension-too-short")
    assert (await extend(governed.chair, decision_id, 9_000)).json()["code"] == "extension-too-long"
    longer = (await extend(governed.chair, decision_id, 100)).json()
    (event,) = await told(governed, "extended", decision_id)
    assert event["closes_at"][:16] == longer["closes_at"][:16]
    facilitator = await extend(governed.field.facilitator, decision_id, 200)
    assert facilitator.status_code == 403
    assert facilitator.json()["type"].startswith("urn:shidra:charter:")
    assert (await extend(governed.holder, decision_id, 200)).status_code == 403
    await cast(governed.chair, decision_id, "yes")
    for member in governed.members[1:]:
        await cast(member, decision_id, "yes")
    await closed(governed.chair, decision_id)
    assert (await extend(governed.chair, decision_id, 300)).json()["code"] == "decision-not-open"


async def test_two_members_extend_who_want_the_same_time(governed: Governed) -> None:
    _, second, third = governed.members
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    before = (await governed.chair.get(f"agenda/decisions/{decision_id}")).json()["closes_at"]
    times = [in_hours(100), in_hours(200)]

    async def wanted(by: Actor, closes_at: str) -> Any:
        body = {"closes_at": closes_at, "reason": WHY}
        return await by.post(f"agenda/decisions/{decision_id}/extend", body)

    first = (await wanted(second, times[0])).json()
    (support,) = first["supports"]
    assert (support["reason"], support["until"][:16]) == (WHY, times[0][:16])
    (event,) = await told(governed, "act_supported", decision_id)
    assert (event["act"], event["until"][:16], event["author_id"]) == (
        "extend",
        times[0][:16],
        second.person_id,
    )
    assert (first["closes_at"], [one["act"] for one in first["supports"]]) == (before, ["open", "extend"][1:])
    assert (await wanted(second, times[0])).json()["code"] == "supported-already"
    # The other one wants another time: then neither has two.
    assert (await wanted(third, times[1])).json()["closes_at"] == before
    together = (await wanted(third, times[0])).json()
    assert together["closes_at"] != before
    assert [one for one in together["supports"] if one["act"] == "extend"] == []
    # And once more, from the beginning.
    later = [in_hours(300)] * 2
    assert (await wanted(second, later[0])).json()["closes_at"] == together["closes_at"]
    assert (await wanted(third, later[0])).json()["closes_at"] > together["closes_at"]


@pytest.fixture
def reminders(agenda: Database) -> DecisionReminders:
    return DecisionReminders(agenda)


async def all_reminded(reminders: DecisionReminders) -> None:
    while any(await asyncio.gather(*(reminders.remind_next() for _ in range(3)))):
        pass


async def closes_in(database: asyncpg.Connection, decision_id: str, hours: float) -> None:
    await database.execute(
        "UPDATE agenda.decision SET closes_at = now() + $2::interval, opened_at = now() - interval '10 days' "
        "WHERE id = $1::text::uuid",
        decision_id,
        timedelta(hours=hours),
    )


async def test_who_has_not_voted_is_reminded_once_each_time(
    governed: Governed, reminders: DecisionReminders, database: asyncpg.Connection
) -> None:
    chair, second, third = governed.members
    decision_id = await draft(chair, governed.committee)
    await opened([chair], decision_id)
    await all_reminded(reminders)
    # It is open for three days in all: a reminder three days before would come with the opening.
    assert await told(governed, "voters_reminded", decision_id) == []
    await cast(chair, decision_id, "yes")
    await closes_in(database, decision_id, 70)
    await all_reminded(reminders)
    await all_reminded(reminders)
    (event,) = await told(governed, "voters_reminded", decision_id)
    assert event["kind"] == "three_days"
    assert set(event["voter_ids"]) == {second.person_id, third.person_id}
    await cast(second, decision_id, "no")
    await closes_in(database, decision_id, 20)
    await all_reminded(reminders)
    last = (await told(governed, "voters_reminded", decision_id))[-1]
    assert (last["kind"], last["voter_ids"]) == ("one_day", [third.person_id])


async def test_what_was_adopted_is_brought_up_on_its_day_once(
    governed: Governed, reminders: DecisionReminders, database: asyncpg.Connection
) -> None:
    decided = await governed.decide("own_matter", review_on=on_day(30))
    await all_reminded(reminders)
    assert await told(governed, "review_due", decided["id"]) == []
    await database.execute(
        "UPDATE agenda.decision SET review_on = current_date WHERE id = $1::text::uuid", decided["id"]
    )
    await all_reminded(reminders)
    await all_reminded(reminders)
    (event,) = await told(governed, "review_due", decided["id"])
    assert event["forum_id"] == governed.committee


async def test_what_is_over_is_not_taken_back_before_it_is_closed(
    governed: Governed, database: asyncpg.Connection
) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    for member in governed.members:
        await cast(member, decision_id, "yes")
    await make_due(database, decision_id)
    path = f"agenda/decisions/{decision_id}/withdraw"
    assert (await governed.chair.post(path, {"reason": WHY})).json()["code"] == "decision-not-open"
    assert (await closed(governed.chair, decision_id))["outcome"] == "adopted"


async def test_whoever_became_staff_is_not_reminded_and_steers_nothing(
    governed: Governed, reminders: DecisionReminders, database: asyncpg.Connection
) -> None:
    _, second, third = governed.members
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    founder = governed.field.founder
    await founder.created("registry/staff", {"person_id": governed.chair.person_id, "role": "data_analyst"})
    refused = [
        await extend(governed.chair, decision_id, 100),
        await governed.chair.post(f"agenda/decisions/{decision_id}/withdraw", {"reason": WHY}),
    ]
    for answer in refused:
        assert answer.status_code == 403
        assert answer.json()["type"].startswith("urn:shidra:charter:")
    await closes_in(database, decision_id, 20)
    await all_reminded(reminders)
    (event,) = await told(governed, "voters_reminded", decision_id)
    assert set(event["voter_ids"]) == {second.person_id, third.person_id}


async def test_a_chair_who_was_staff_since_the_opening_is_told_why_they_do_not_steer(
    governed: Governed,
) -> None:
    founder, (_, second, _) = governed.field.founder, governed.members
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    of_staff = {"person_id": second.person_id, "role": "data_analyst"}
    staff = await founder.created("registry/staff", of_staff)
    ended = await founder.delete(f"registry/staff/{staff['id']}")
    assert ended.status_code == 204, ended.text
    refused = await extend(second, decision_id, 100)
    assert refused.status_code == 403
    assert refused.json()["type"] == "urn:shidra:charter:backbone-does-not-decide"


async def test_whether_ballots_say_why_can_be_drafted_anew(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    changed = await governed.chair.patch(f"agenda/decisions/{decision_id}", {"reasons": "required"})
    assert changed.json()["reasons"] == "required"
    assert (await opened([governed.chair], decision_id))["reasons"] == "required"


async def test_observers_neither_vote_nor_open_nor_extend(world: World, governed: Governed) -> None:
    observer = await world.add_person(
        governed.field.facilitator, "משקיפה", governed.members[1].organization_id
    )
    seats = await seat(governed.chair, governed.committee, observer, role="observer")
    await governed.decide("seats", subject={"forum_id": governed.committee, "seat_ids": seats})
    decision_id = await draft(governed.chair, governed.committee)
    assert (await observer.post(f"agenda/decisions/{decision_id}/open")).status_code == 403
    await opened([governed.chair], decision_id)
    ballot = f"agenda/decisions/{decision_id}/ballots/{observer.person_id}"
    assert (await observer.put(ballot, {"choice": "yes"})).json()["code"] == "not-in-electorate"
    assert (await extend(observer, decision_id, 100)).status_code == 403


async def test_an_organization_keeps_its_vote_when_its_representative_is_replaced(
    world: World, governed: Governed
) -> None:
    facilitator, leaving = governed.field.facilitator, governed.members[1]
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    for member in (*governed.members, governed.holder):
        await cast(member, decision_id, "yes", voter_id=member.organization_id)
    following = await world.add_person(facilitator, "נציגה חדשה", leaving.organization_id)
    (affiliation,) = (await facilitator.get(f"registry/people/{leaving.person_id}")).json()["affiliations"]
    path = f"registry/people/{leaving.person_id}/affiliations/{affiliation['id']}/end"
    assert (await facilitator.post(path, {"until": on_day(-1)})).status_code == 200
    await cast(following, decision_id, "no", voter_id=leaving.organization_id)
    await closed(governed.chair, decision_id)
    outcome = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    counted = {one["choice"]: one["ballots"] for one in outcome["choices"]}
    assert (outcome["electorate"], counted["yes"], counted["no"]) == (4, 3, 1)
