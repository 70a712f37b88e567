"""A show of hands: recorded in one call, corrected by its voters for 72 hours, and closed no earlier."""

import asyncio
from typing import Any

from tests.governing import Governed, cast, draft, in_hours, make_due, on_day, opened
from tests.kit import Actor, World
from tests.services.events.workers import all_events


async def met(by: Actor, forum_id: str) -> str:
    """Call a meeting of a forum; answers its id."""
    body = {"forum_id": forum_id, "title": {"he": "מפגש"}, "starts_at": in_hours(1)}
    return str((await by.created("registry/meetings", body))["id"])


async def shown(by: Actor, decision_id: str, meeting_id: str, *hands: dict[str, Any]) -> Any:
    body = {"meeting_id": meeting_id, "hands": list(hands)}
    return await by.post(f"agenda/decisions/{decision_id}/show-of-hands", body)


def hand(voter: Actor, choice: str, **more: Any) -> dict[str, Any]:
    return {"voter_id": voter.person_id, "choice": choice, **more}


async def test_hands_count_at_once_and_their_voters_can_correct_them_for_72_hours(
    governed: Governed, due: Any, database: Any
) -> None:
    chair, second, third = governed.members
    meeting_id = await met(chair, governed.committee)
    decision_id = await draft(chair, governed.committee)
    hands = [hand(member, "yes") for member in governed.members]
    assert (await shown(chair, decision_id, meeting_id, *hands)).json()["code"] == "decision-not-open"
    await opened([chair], decision_id)
    closes_at = (await chair.get(f"agenda/decisions/{decision_id}")).json()["closes_at"]
    # Who records: the chair and facilitators. Where: in a meeting of the forum. Each voter once.
    assert (await shown(second, decision_id, meeting_id, *hands)).status_code == 403
    elsewhere = await met(governed.field.facilitator, governed.network)
    assert (await shown(chair, decision_id, elsewhere, *hands)).json()["code"] == "not-meeting-of-forum"
    twice = await shown(chair, decision_id, meeting_id, hands[0], hands[0])
    assert [error["code"] for error in twice.json()["errors"]] == ["voter_twice"]
    outside = await shown(chair, decision_id, meeting_id, hand(governed.holder, "yes"))
    assert outside.json()["code"] == "not-in-electorate"
    of_another = hand(second, "yes", shown_by=third.person_id)
    assert (await shown(chair, decision_id, meeting_id, of_another)).json()["code"] == "hand-of-another"
    # What a voter has cast stays; what was recorded for somebody who came after all is replaced.
    await cast(second, decision_id, "no")
    absent = f"agenda/decisions/{decision_id}/ballots/{third.person_id}/record"
    assert (await chair.post(absent, {"choice": "abstain"})).status_code == 200
    recorded = await shown(governed.field.facilitator, decision_id, meeting_id, *hands)
    assert recorded.status_code == 201, recorded.text
    assert (recorded.json()["recorded"], recorded.json()["kept_voter_ids"]) == (2, [second.person_id])
    again = await shown(chair, decision_id, meeting_id, *hands)
    assert (again.status_code, again.json()["code"]) == (409, "voter-has-voted")
    # Nobody who was not there gets more time, and the decision does not close before the corrections.
    decision = (await chair.get(f"agenda/decisions/{decision_id}")).json()
    assert decision["closes_at"] == closes_at
    assert decision["corrections_until"] == recorded.json()["correct_until"] > closes_at
    assert (await chair.post(f"agenda/decisions/{decision_id}/close")).json()["code"] == "corrections-running"
    await make_due(database, decision_id)
    while await due.close_next():
        pass
    assert (await chair.get(f"agenda/decisions/{decision_id}")).json()["status"] == "open"
    late = await second.put(f"agenda/decisions/{decision_id}/ballots/{second.person_id}", {"choice": "yes"})
    assert late.json()["code"] == "decision-not-open"
    listed = (await chair.get(f"agenda/decisions/{decision_id}/ballots")).json()["items"]
    of_third = next(one for one in listed if one["voter_id"] == third.person_id)
    assert (of_third["status"], of_third["choice"], of_third["cast_by"]) == ("counts", "yes", third.person_id)
    assert (of_third["recorded_by"], of_third["meeting_id"]) == (
        governed.field.facilitator.person_id,
        meeting_id,
    )
    for choice in ("abstain", "no"):
        await cast(third, decision_id, choice)
    await database.execute(
        "UPDATE agenda.decision SET corrections_until = now() - interval '1 second'"
        " WHERE id = $1::text::uuid",
        decision_id,
    )
    while await due.close_next():
        pass
    outcome = (await chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    counted = {one["choice"]: one["ballots"] for one in outcome["choices"]}
    assert (outcome["outcome"], counted) == ("not_adopted", {"yes": 1, "no": 2, "abstain": 0})
    (event,) = await all_events(chair, types="agenda.show_of_hands.recorded")
    assert (event["event"]["data"]["hands"], event["event"]["actor"]["capacity"]) == (2, "initiative_manager")
    (own,) = (await third.get(f"agenda/people/{third.person_id}/personal-data")).json()["ballots"]
    assert own["decision_id"] == decision_id


async def test_a_hand_for_an_organization_is_shown_by_who_speaks_for_it_and_is_free(
    world: World, governed: Governed
) -> None:
    chair, partner, _ = governed.members
    facilitator, voter_id = governed.field.facilitator, partner.organization_id
    meeting_id = await met(governed.field.facilitator, governed.network)
    decision_id = await draft(chair, governed.network, method={"name": "consent"})
    await opened(governed.members[:2], decision_id)
    given = {"voter_id": voter_id, "choice": "consent"}
    for shown_by in (None, chair.person_id):
        refused = await shown(facilitator, decision_id, meeting_id, {**given, "shown_by": shown_by})
        assert (refused.status_code, refused.json()["code"]) == (422, "hand-of-another")
    staff = await world.add_person(facilitator, "רכזת", voter_id)
    await governed.field.founder.created(
        "registry/staff", {"person_id": staff.person_id, "role": "project_coordinator"}
    )
    by_staff = await shown(facilitator, decision_id, meeting_id, {**given, "shown_by": staff.person_id})
    assert by_staff.json()["type"] == "urn:shidra:charter:backbone-does-not-decide"
    objecting = {"voter_id": voter_id, "choice": "object", "shown_by": partner.person_id}
    unsaid = await shown(facilitator, decision_id, meeting_id, objecting)
    assert unsaid.json()["code"] == "objection-needs-reason"
    # The representative votes and the facilitator records at the same moment: what the voter gave stays.
    path = f"agenda/decisions/{decision_id}/ballots/{voter_id}"
    own, recorded = await asyncio.gather(
        partner.put(path, {"choice": "abstain"}),
        shown(facilitator, decision_id, meeting_id, {**given, "shown_by": partner.person_id}),
    )
    assert (own.status_code, recorded.status_code) in ((200, 201), (200, 409))
    (ballot,) = (await chair.get(f"agenda/decisions/{decision_id}/ballots")).json()["items"]
    assert (ballot["choice"], ballot["recorded_by"]) == ("abstain", None)


async def test_whoever_represents_an_organization_no_longer_changes_its_ballot_no_more(
    world: World, governed: Governed
) -> None:
    facilitator, leaving = governed.field.facilitator, governed.members[1]
    voter_id = leaving.organization_id
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    await cast(leaving, decision_id, "yes", voter_id=voter_id)
    following = await world.add_person(facilitator, "נציגה חדשה", voter_id)
    (affiliation,) = (await facilitator.get(f"registry/people/{leaving.person_id}")).json()["affiliations"]
    path = f"registry/people/{leaving.person_id}/affiliations/{affiliation['id']}/end"
    assert (await facilitator.post(path, {"until": on_day(-1)})).status_code == 200
    ballot = f"agenda/decisions/{decision_id}/ballots/{voter_id}"
    (kept,) = (await governed.chair.get(f"agenda/decisions/{decision_id}/ballots")).json()["items"]
    assert (kept["choice"], kept["status"]) == ("yes", "counts")
    # Who has left takes part no more, or at the least speaks for the organization no more.
    assert (await leaving.put(ballot, {"choice": "no"})).status_code in (403, 404)
    changed = (await following.put(ballot, {"choice": "abstain"})).json()
    assert (changed["choice"], changed["cast_by"]) == ("abstain", following.person_id)
