"""Ballots of those who are not there: recorded for them, given subject to approval, confirmed or not."""

from pathlib import Path
from typing import Any

import pytest

from services.agenda.worker import DecisionReminders
from services.cli import main
from tests.governing import Governed, cast, closed, draft, make_due, opened
from tests.kit import Actor, World
from tests.services.events.workers import all_events

WHY = {"he": "כך נמסר בטלפון"}


async def opened_in(governed: Governed, forum_id: str, **more: Any) -> str:
    decision_id = await draft(governed.chair, forum_id, **more)
    await opened(governed.members[: 2 if forum_id == governed.network else 1], decision_id)
    return decision_id


async def act(
    by: Actor, decision_id: str, voter_id: str, verb: str, body: Any = None, version: Any = None
) -> Any:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    path = f"agenda/decisions/{decision_id}/ballots/{voter_id}/{verb}"
    return await by.post(path, body, headers=headers)


async def statuses(governed: Governed, decision_id: str) -> dict[str, str]:
    listed = (await governed.chair.get(f"agenda/decisions/{decision_id}/ballots")).json()["items"]
    return {one["voter_id"]: one["status"] for one in listed}


async def outcome_of(governed: Governed, decision_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    return found


async def test_a_ballot_recorded_for_somebody_absent_counts_once_they_confirm_it(governed: Governed) -> None:
    chair, second, third = governed.members
    decision_id = await opened_in(governed, governed.committee)
    said = {"choice": "no", "reason": WHY}
    # A recorder decides nothing; whoever is neither chair nor facilitator does not record either.
    assert (await act(second, decision_id, third.person_id, "record", said)).status_code == 403
    assert (await act(chair, decision_id, third.person_id, "record", {"choice": "yes"})).status_code == 200
    by_staff = await act(governed.field.facilitator, decision_id, third.person_id, "record", said)
    ballot = by_staff.json()
    assert (ballot["status"], ballot["choice"], ballot["cast_by"]) == ("awaits_voter", "no", None)
    assert (ballot["recorded_by"], ballot["version"]) == (governed.field.facilitator.person_id, 2)
    outside = await act(chair, decision_id, governed.holder.person_id, "record", said)
    assert outside.json()["code"] == "not-in-electorate"
    # It counts for nothing, so not everybody has voted.
    await cast(chair, decision_id, "yes")
    await cast(second, decision_id, "yes")
    assert (await chair.post(f"agenda/decisions/{decision_id}/close")).json()["code"] == "not-everybody-voted"
    # Nobody confirms for another, and the voter confirms what they have seen.
    assert (await act(chair, decision_id, third.person_id, "confirm", version=2)).status_code == 403
    assert (await act(third, decision_id, third.person_id, "confirm")).status_code == 428
    assert (await act(third, decision_id, third.person_id, "confirm", version=1)).status_code == 412
    confirmed = (await act(third, decision_id, third.person_id, "confirm", version=2)).json()
    assert (confirmed["status"], confirmed["cast_by"], confirmed["choice"]) == (
        "counts",
        third.person_id,
        "no",
    )
    assert confirmed["recorded_by"] == governed.field.facilitator.person_id
    again = await act(third, decision_id, third.person_id, "confirm", version=3)
    assert (again.status_code, again.json()["code"]) == (409, "ballot-counts")
    # What a voter gave or confirmed, no record replaces.
    for voter in (second, third):
        replaced = await act(chair, decision_id, voter.person_id, "record", {"choice": "yes"})
        assert (replaced.status_code, replaced.json()["code"]) == (409, "voter-has-voted")
    await closed(chair, decision_id)
    outcome = await outcome_of(governed, decision_id)
    assert (outcome["cast"], outcome["unconfirmed"]) == (3, 0)
    assert {one["choice"]: one["ballots"] for one in outcome["choices"]} == {"yes": 2, "no": 1, "abstain": 0}
    assert "not confirmed" not in outcome["words"]
    late = await act(third, decision_id, third.person_id, "confirm", version=3)
    assert late.json()["code"] == "decision-not-open"


async def test_what_is_not_confirmed_counts_for_nothing_and_the_outcome_says_how_many(
    governed: Governed,
    agenda: Any,
    due: Any,
    database: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    chair, second, third = governed.members
    decision_id = await opened_in(governed, governed.committee)
    await cast(chair, decision_id, "yes")
    # The last word counts: subject to approval, what was said before does no more.
    await cast(second, decision_id, "yes")
    await cast(second, decision_id, "no", subject_to_approval=True)
    assert (await act(chair, decision_id, third.person_id, "record", {"choice": "yes"})).status_code == 200
    assert await statuses(governed, decision_id) == {
        chair.person_id: "counts",
        second.person_id: "awaits_approval",
        third.person_id: "awaits_voter",
    }
    # Their voters have not voted, and are reminded as such.
    await database.execute(
        "UPDATE agenda.decision SET closes_at = now() + interval '20 hours',"
        " opened_at = now() - interval '10 days' WHERE id = $1::text::uuid",
        decision_id,
    )
    while await DecisionReminders(agenda).remind_next():
        pass
    (reminded,) = await all_events(chair, types="agenda.decision.voters_reminded")
    assert set(reminded["event"]["data"]["voter_ids"]) == {second.person_id, third.person_id}
    await make_due(database, decision_id)
    while await due.close_next():
        pass
    outcome = await outcome_of(governed, decision_id)
    assert (outcome["outcome"], outcome["cast"], outcome["unconfirmed"]) == ("no_quorum", 1, 2)
    assert "not confirmed, and so did not count: 2." in outcome["words"]
    event = (await all_events(chair, types="agenda.decision.closed"))[-1]["event"]
    assert event["data"]["unconfirmed"] == 2
    export = tmp_path / "log.ndjson"
    export.write_bytes((await chair.get("events/export")).content)
    assert main(["verify", "outcome", str(export), decision_id]) == 0
    assert "1 of 3 voted, 2 were needed: no quorum" in capsys.readouterr().out


async def test_an_organizations_ballot_subject_to_approval_is_confirmed_by_whoever_speaks_for_it(
    world: World, governed: Governed
) -> None:
    chair, partner, _ = governed.members
    voter_id = partner.organization_id
    colleague = await world.add_person(governed.field.facilitator, "מנהלת", voter_id)
    decision_id = await opened_in(governed, governed.network)
    await cast(partner, decision_id, "yes", voter_id=voter_id, subject_to_approval=True)
    rejected = await act(colleague, decision_id, voter_id, "reject", version=1)
    assert (rejected.json()["status"], rejected.json()["choice"]) == ("rejected", None)
    assert await statuses(governed, decision_id) == {voter_id: "rejected"}
    assert (await act(colleague, decision_id, voter_id, "confirm", version=2)).status_code == 404
    await cast(partner, decision_id, "yes", voter_id=voter_id, subject_to_approval=True)
    assert (await act(chair, decision_id, voter_id, "confirm", version=3)).status_code == 403
    # Staff cast no ballot, and confirm none: not even of their own organization.
    founder, staff = governed.field.founder, await world.add_person(chair, "רכזת", voter_id)
    await founder.created("registry/staff", {"person_id": staff.person_id, "role": "project_coordinator"})
    refused = await act(staff, decision_id, voter_id, "confirm", version=3)
    assert refused.json()["type"] == "urn:shidra:charter:backbone-does-not-decide"
    confirmed = (await act(colleague, decision_id, voter_id, "confirm", version=3)).json()
    assert (confirmed["status"], confirmed["cast_by"]) == ("counts", colleague.person_id)
    told = [one["event"]["type"].rpartition(".")[2] for one in await all_events(chair)]
    given, of_ballots = "given_for_confirmation", ("given_for_confirmation", "rejected", "confirmed")
    assert [one for one in told if one in of_ballots] == [given, "rejected", given, "confirmed"]
    # Whoever is recused, or not asked in time, confirms nothing.
    await cast(partner, decision_id, "no", voter_id=voter_id, subject_to_approval=True)
    recusal = {"voter_id": voter_id, "reason": {"he": "ניגוד עניינים"}}
    await partner.created(f"agenda/decisions/{decision_id}/recusals", recusal)
    stepped_aside = await act(partner, decision_id, voter_id, "confirm", version=5)
    assert stepped_aside.json()["code"] == "no-longer-voter"
    export = (await partner.get(f"agenda/people/{partner.person_id}/personal-data")).json()
    assert [one["status"] for one in export["ballots"] if one["decision_id"] == decision_id] == [
        "awaits_approval"
    ]
