"""What the backbone's people cannot do about decisions, and the ways around it a clever one would try."""

from typing import Any

import asyncpg

from tests.governing import (
    CONSENT,
    Governed,
    cast,
    closed,
    draft,
    form,
    make_due,
    on_day,
    opened,
    partner,
    propose_mandate,
    question,
    seat,
)
from tests.kit import Actor, World
from tests.services.events.workers import carry_out


async def voter_ids(reader: Actor, decision_id: str) -> set[str]:
    listed = await reader.get(f"agenda/decisions/{decision_id}/voters", params={"limit": 200})
    return {voter["id"] for voter in listed.json()["items"]}


async def appoint(founder: Actor, person: Actor, role: str = "data_analyst") -> str:
    body = {"person_id": person.person_id, "role": role}
    return str((await founder.created("registry/staff", body))["id"])


async def ballot(voter: Actor, decision_id: str, voter_id: str = "", choice: str = "yes") -> dict[str, Any]:
    """The answer to a ballot that is refused."""
    path = f"agenda/decisions/{decision_id}/ballots/{voter_id or voter.person_id}"
    response = await voter.put(path, {"choice": choice})
    assert response.status_code == 403
    body: dict[str, Any] = response.json()
    return body


async def outcome(reader: Actor, decision_id: str) -> dict[str, Any]:
    body: dict[str, Any] = (await reader.get(f"agenda/decisions/{decision_id}/outcome")).json()
    return body


async def test_without_a_mandate_facilitators_open_decisions_on_the_mandate_alone(governed: Governed) -> None:
    facilitator = governed.field.facilitator
    matter = await draft(facilitator, governed.committee)
    refused = await facilitator.post(f"agenda/decisions/{matter}/open")
    assert refused.json()["type"] == "urn:shidra:charter:backbone-does-not-appoint-itself"
    subject = {"mandate_id": await propose_mandate(facilitator, governed.holder.organization_id)}
    mandate = await draft(facilitator, governed.committee, "mandate", subject=subject, method=CONSENT)
    await opened([facilitator], mandate)
    for member in governed.members:
        await cast(member, mandate, "consent")
    await closed(governed.chair, mandate)
    await opened([facilitator], matter)


async def test_facilitators_withdraw_nothing_that_is_open_not_even_their_own(governed: Governed) -> None:
    await governed.grant()
    facilitator = governed.field.facilitator
    decision_id = await draft(facilitator, governed.committee)
    await opened([facilitator], decision_id)
    path = f"agenda/decisions/{decision_id}/withdraw"
    refused = await facilitator.post(path, {"reason": {"he": "לא מתאים לנו"}})
    assert refused.json()["code"] == "backbone-does-not-appoint-itself"
    half = await governed.members[1].post(path, {})
    assert half.json()["status"] == "open"
    assert (await governed.members[1].post(path, {})).json()["code"] == "supported-already"
    withdrawn = await governed.members[2].post(path, {"reason": {"he": "ננסח אחרת"}})
    assert (withdrawn.json()["status"], withdrawn.json()["outcome"]) == ("closed", "withdrawn")


async def test_the_nominees_people_are_in_no_electorate(world: World, governed: Governed) -> None:
    (seat_id,) = await seat(governed.chair, governed.committee, governed.holder)
    await governed.decide("seats", subject={"forum_id": governed.committee, "seat_ids": [seat_id]})
    before = await draft(governed.chair, governed.committee)
    await opened([governed.chair], before)
    assert governed.holder.person_id in await voter_ids(governed.chair, before)
    mandate_id = await propose_mandate(governed.chair, governed.holder.organization_id)
    decision_id = await draft(
        governed.chair, governed.committee, "mandate", subject={"mandate_id": mandate_id}, method=CONSENT
    )
    await opened([governed.chair], decision_id)
    assert await voter_ids(governed.chair, decision_id) == {one.person_id for one in governed.members}
    # What was open before: the nominee's people leave its electorate, too.
    refused = await ballot(governed.holder, before)
    assert refused["code"] == "backbone-does-not-decide"


async def test_a_nominee_who_steps_out_after_the_opening_still_has_no_vote(governed: Governed) -> None:
    await propose_mandate(governed.chair, governed.holder.organization_id)
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    facilitator, holder = governed.field.facilitator, governed.holder
    person = (await facilitator.get(f"registry/people/{holder.person_id}")).json()
    path = f"registry/people/{holder.person_id}/affiliations"
    ended = await facilitator.post(f"{path}/{person['affiliations'][0]['id']}/end", {"until": on_day(-1)})
    assert ended.status_code == 200
    partner_of_theirs = governed.members[1].organization_id
    added = await facilitator.post(path, {"organization_id": partner_of_theirs, "represents": True})
    assert added.status_code == 200
    refused = await ballot(holder, decision_id, partner_of_theirs)
    assert refused["type"] == "urn:shidra:charter:backbone-does-not-decide"


async def test_a_second_organization_is_no_front(world: World, governed: Governed) -> None:
    front = await partner(world, governed.field, "עמותה חדשה", "community")
    facilitator = governed.field.facilitator
    added = await facilitator.post(
        f"registry/people/{front.person_id}/affiliations",
        {"organization_id": governed.holder.organization_id, "represents": False},
    )
    assert added.status_code == 200
    await governed.grant()
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    voters = await voter_ids(governed.chair, decision_id)
    assert front.organization_id not in voters
    assert governed.holder.organization_id not in voters
    # Somebody free of the backbone gives the partner its vote back, in what is opened from then on.
    await world.add_person(facilitator, "נציג נוסף", front.organization_id)
    again = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], again)
    assert front.organization_id in await voter_ids(governed.chair, again)
    assert (await ballot(front, again, front.organization_id))["code"] == "backbone-does-not-decide"


async def test_who_becomes_staff_after_the_opening_is_disqualified(governed: Governed) -> None:
    decision_id = await draft(
        governed.chair, governed.committee, quorum={"share": {"numerator": 1, "denominator": 1}}
    )
    await opened([governed.chair], decision_id)
    turning = governed.members[2]
    for member, choice in zip(governed.members, ("yes", "yes", "no"), strict=True):
        await cast(member, decision_id, choice)
    staff_id = await appoint(governed.field.founder, turning)
    # Being staff for an hour is enough: the role ends before the decision does.
    assert (await governed.field.founder.delete(f"registry/staff/{staff_id}")).status_code == 204
    assert (await ballot(turning, decision_id))["code"] == "backbone-does-not-decide"
    await closed(governed.chair, decision_id)
    counted = await outcome(governed.chair, decision_id)
    assert (counted["electorate"], counted["cast"], counted["outcome"]) == (2, 2, "adopted")
    voters = (await governed.chair.get(f"agenda/decisions/{decision_id}/voters")).json()["items"]
    assert {one["id"]: one["disqualified_for"] for one in voters}[turning.person_id] == "staff"
    told = await governed.chair.get("events/events", params={"types": "agenda.voter.disqualified"})
    (event,) = told.json()["items"]
    assert event["event"]["data"] == {
        "decision_id": decision_id,
        "voter_id": turning.person_id,
        "reason": "staff",
    }


async def test_an_organizations_ballot_falls_with_who_cast_it(world: World, governed: Governed) -> None:
    second = await world.add_person(
        governed.field.facilitator, "נציגה שנייה", governed.members[1].organization_id
    )
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    for member in governed.members:
        await cast(member, decision_id, "yes", voter_id=member.organization_id)
    await cast(governed.holder, decision_id, "yes", voter_id=governed.holder.organization_id)
    await appoint(governed.field.founder, governed.members[1])
    await closed(governed.chair, decision_id)
    counted = await outcome(governed.chair, decision_id)
    assert (counted["electorate"], counted["cast"]) == (4, 3)
    told = await second.get("events/events", params={"types": "agenda.ballot.set_aside"})
    assert len(told.json()["items"]) == 1


async def test_erasing_who_came_to_the_backbone_saves_neither_their_ballot_nor_their_vote(
    world: World, governed: Governed, database: asyncpg.Connection
) -> None:
    chair, turning, other = governed.members
    await world.add_person(governed.field.facilitator, "נציגה שנייה", turning.organization_id)
    by_organizations = await draft(chair, governed.network)
    await opened([chair, other], by_organizations)
    by_people = await draft(chair, governed.committee)
    await opened([chair], by_people)
    hidden = await draft(chair, governed.network, secrecy="hidden")
    await opened([chair, other], hidden)
    for member in governed.members:
        await cast(member, by_organizations, "yes", voter_id=member.organization_id)
        await cast(member, by_people, "yes")
        await cast(member, hidden, "yes", voter_id=member.organization_id)
    # One who only leaves was free to the end, and what they cast counts though they are erased.
    await appoint(governed.field.founder, turning)
    for person in (turning, other):
        erasure = {"person_id": person.person_id, "reason": {"he": "לבקשתה"}}
        await governed.field.facilitator.created("events/erasures", erasure)
    await carry_out(world.settings)

    for decision_id in (by_organizations, hidden):
        await cast(governed.holder, decision_id, "yes", voter_id=governed.holder.organization_id)
        await make_due(database, decision_id)
        await closed(chair, decision_id)
        counted = await outcome(chair, decision_id)
        assert (counted["electorate"], counted["cast"]) == (4, 3)
    told = await chair.get("events/events", params={"types": "agenda.ballot.set_aside"})
    assert [item["event"]["data"]["voter_id"] for item in told.json()["items"]] == [
        turning.organization_id
    ] * 2
    await closed(chair, by_people)
    voters = (await chair.get(f"agenda/decisions/{by_people}/voters")).json()["items"]
    assert {one["id"]: one["disqualified_for"] for one in voters} == {
        chair.person_id: None,
        turning.person_id: "staff",
        other.person_id: None,
    }
    counted = await outcome(chair, by_people)
    assert (counted["electorate"], counted["cast"]) == (2, 2)


async def test_an_organization_without_anybody_free_leaves_the_electorate(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    for member in (*governed.members, governed.holder):
        await cast(member, decision_id, "yes", voter_id=member.organization_id)
    await appoint(governed.field.founder, governed.members[1])
    await closed(governed.chair, decision_id)
    assert (await outcome(governed.chair, decision_id))["electorate"] == 3


async def test_an_exempt_holder_votes_as_a_partner_but_not_on_the_backbone(governed: Governed) -> None:
    await governed.grant()
    holder = governed.holder
    subject = {"organization_id": holder.organization_id, "until": on_day(60)}
    assert (await governed.decide("exemption", subject=subject))["outcome"] == "adopted"
    matter = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], matter)
    assert holder.organization_id in await voter_ids(governed.chair, matter)
    await cast(holder, matter, "yes", voter_id=holder.organization_id)
    # Sitting in the committee gives no vote on what the backbone may take.
    (seat_id,) = await seat(governed.chair, governed.committee, holder)
    await governed.decide("seats", subject={"forum_id": governed.committee, "seat_ids": [seat_id]})
    cap = {"share": {"numerator": 1, "denominator": 5}}
    decision_id = await draft(governed.chair, governed.committee, "funding_cap", subject=cap)
    await opened([governed.chair], decision_id)
    assert holder.person_id not in await voter_ids(governed.chair, decision_id)


async def test_only_who_holds_the_mandate_is_exempt_from_what_it_brings(governed: Governed) -> None:
    subject = {"organization_id": governed.holder.organization_id, "until": on_day(60)}
    decision_id = await draft(governed.chair, governed.committee, "exemption", subject=subject)
    refused = await governed.chair.post(f"agenda/decisions/{decision_id}/open")
    assert refused.json()["code"] == "subject-not-ready"


async def test_partners_let_in_by_the_backbone_do_not_seat_the_first_committee(
    world: World, field: Any
) -> None:
    founder, facilitator = field.founder, field.facilitator
    crowd = [await partner(world, field, f"עמותה {number}", "nonprofit") for number in range(3)]
    network = await form(founder, "network")
    committee = await form(founder, "steering_committee")
    seats = await seat(facilitator, committee, *crowd)
    subject = {"forum_id": committee, "seat_ids": seats}
    decision_id = await draft(crowd[0], network, "seats", subject=subject)
    await opened(crowd[:2], decision_id)
    assert await voter_ids(founder, decision_id) == {founder.organization_id}
    await cast(founder, decision_id, "no", voter_id=founder.organization_id)
    assert (await closed(founder, decision_id))["outcome"] == "not_adopted"


async def test_nobody_seats_themselves_in_an_empty_forum(governed: Governed) -> None:
    group = await form(governed.field.facilitator, "working_group")
    (seat_id,) = await seat(governed.field.facilitator, group, governed.members[1], role="chair")
    body = question(group, "seats", subject={"forum_id": group, "seat_ids": [seat_id]})
    drafted = await governed.field.facilitator.created("agenda/decisions", body)
    await governed.grant()
    refused = await governed.field.facilitator.post(f"agenda/decisions/{drafted['id']}/open")
    assert refused.json()["code"] == "backbone-does-not-appoint-itself"


async def test_staff_hold_no_seat_with_a_vote_and_become_nobodys_chair(governed: Governed) -> None:
    facilitator = governed.field.facilitator
    path = f"registry/forums/{governed.committee}/members"
    refused = await facilitator.post(path, {"person_id": facilitator.person_id})
    assert refused.json()["code"] == "backbone-does-not-decide"
    observing = {"person_id": facilitator.person_id, "role": "chair", "votes": False}
    proposed = await facilitator.created(path, observing)
    assert (await facilitator.post(f"{path}/{proposed['id']}/accept")).status_code == 200
    await governed.decide("seats", subject={"forum_id": governed.committee, "seat_ids": [proposed["id"]]})
    # A chair opens and withdraws; one who is staff does neither.
    decision_id = await draft(facilitator, governed.committee)
    refused = await facilitator.post(f"agenda/decisions/{decision_id}/open")
    assert refused.json()["code"] == "backbone-does-not-appoint-itself"
    await opened([governed.chair], decision_id)
    refused = await facilitator.post(f"agenda/decisions/{decision_id}/withdraw", {})
    assert refused.json()["code"] == "backbone-does-not-appoint-itself"


async def test_the_wrong_forum_is_told_which_one_decides(governed: Governed) -> None:
    subject = {"mandate_id": await propose_mandate(governed.chair, governed.holder.organization_id)}
    for kind, about, code in (
        ("mandate", subject, "backbone-does-not-appoint-itself"),
        ("funding_cap", {"share": {"numerator": 1, "denominator": 5}}, "backbone-routes-funding"),
    ):
        decision_id = await draft(governed.chair, governed.network, kind, subject=about)
        support = await governed.members[0].post(f"agenda/decisions/{decision_id}/open")
        assert support.json()["status"] == "draft"
        refused = await governed.members[1].post(f"agenda/decisions/{decision_id}/open")
        assert refused.json()["code"] == code


async def test_indicators_and_plan_wait_for_the_agenda(governed: Governed) -> None:
    some = "01936f9a-0000-7000-8000-000000000021"
    for kind, subject, code in (
        ("indicators", {"indicator_ids": [some]}, "measurement-follows-agenda"),
        ("plan", {"activity_ids": [some]}, "plan-follows-agenda"),
    ):
        decision_id = await draft(governed.chair, governed.committee, kind, subject=subject)
        refused = await governed.chair.post(f"agenda/decisions/{decision_id}/open")
        assert refused.json()["code"] == code


async def test_founders_name_staff_until_the_mandates_holder_does(world: World, governed: Governed) -> None:
    facilitator, founder = governed.field.facilitator, governed.field.founder
    person = await world.add_person(facilitator, "רכז")
    body = {"person_id": person.person_id, "role": "project_coordinator"}
    refused = await facilitator.post("registry/staff", body)
    assert refused.json()["code"] == "backbone-does-not-appoint-itself"
    await governed.grant()
    refused = await founder.post("registry/staff", body)
    assert refused.json()["code"] == "backbone-does-not-appoint-itself"
    await governed.holder.created("registry/staff", body)
    await facilitator.created("registry/staff", {**body, "role": "data_analyst"})


async def test_refusals_are_logged_with_rule_and_capacity_without_the_person(
    governed: Governed, database: asyncpg.Connection
) -> None:
    facilitator = governed.field.facilitator
    decision_id = await draft(facilitator, governed.committee)
    for _ in range(2):
        await facilitator.post(f"agenda/decisions/{decision_id}/open")
    told = await governed.chair.get("events/events", params={"types": "agenda.charter.refused"})
    (event,) = [item["event"] for item in told.json()["items"]]
    assert event["data"] == {"rule": "backbone-does-not-appoint-itself"}
    assert event["actor"] == {"kind": "person", "capacity": "initiative_manager"}
    assert facilitator.person_id not in str(event)


REASON = {"he": "כך ביקשו"}


async def moves(by: Actor, organization_id: str, to: str) -> Any:
    path = f"registry/organizations/{organization_id}/stage-changes"
    return await by.post(path, {"to": to, "reason": REASON})


async def test_staff_take_no_partners_vote_away(governed: Governed) -> None:
    facilitator, founder, member = governed.field.facilitator, governed.field.founder, governed.members[1]
    for organization in (founder.organization_id, member.organization_id):
        for to in ("paused", "left"):
            refused = await moves(facilitator, organization, to)
            assert refused.json()["type"] == "urn:shidra:charter:backbone-does-not-decide"
    # A partner at a lower stage has no vote either; a founding one keeps it there.
    assert (await moves(facilitator, member.organization_id, "supporter")).status_code == 403
    assert (await moves(facilitator, founder.organization_id, "engaged")).status_code == 201
    # Nobody else's representative says it, and its own lets nobody in.
    assert (await moves(governed.members[2], member.organization_id, "left")).json()["code"] == "forbidden"
    assert (await moves(member, member.organization_id, "supporter")).json()["code"] == "forbidden"
    assert (await moves(member, member.organization_id, "paused")).status_code == 201
    assert (await moves(founder, founder.organization_id, "left")).status_code == 201
    decision_id = await draft(governed.members[2], governed.network)
    await opened([governed.members[2], governed.holder], decision_id)
    voters = await voter_ids(governed.members[2], decision_id)
    assert voters == {governed.members[2].organization_id, governed.holder.organization_id}


async def test_staff_who_represent_a_partner_do_not_take_it_out_either(governed: Governed) -> None:
    member = governed.members[1]
    await appoint(governed.field.founder, member)
    refused = await moves(member, member.organization_id, "left")
    assert refused.json()["code"] == "backbone-does-not-decide"


async def test_the_committee_settles_a_partnership(world: World, governed: Governed) -> None:
    member, holder = governed.members[1], governed.holder
    subject = {"organization_id": holder.organization_id, "to": "paused"}
    elsewhere = await draft(governed.chair, governed.network, "partnership", subject=subject)
    await member.post(f"agenda/decisions/{elsewhere}/open")
    refused = await governed.members[2].post(f"agenda/decisions/{elsewhere}/open")
    assert refused.json()["code"] == "backbone-does-not-decide"
    assert (await governed.decide("partnership", subject=subject))["outcome"] == "adopted"
    facilitator = governed.field.facilitator
    organization = await facilitator.get(f"registry/organizations/{holder.organization_id}")
    assert organization.json()["stage"] == "paused"
    listed = await facilitator.get(f"registry/organizations/{holder.organization_id}/stage-changes")
    (joined, paused) = listed.json()["items"]
    assert (joined["decision_id"], joined["to"]) == (None, "partner")
    assert (paused["from"], paused["to"], paused["reason"]) == ("partner", "paused", None)
    assert paused["decision_id"] == paused["id"]
    question_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], question_id)
    assert holder.organization_id not in await voter_ids(governed.chair, question_id)
    # Once it is so, there is nothing to decide; that it is a partner again, there is.
    again = await draft(governed.chair, governed.committee, "partnership", subject=subject)
    refused = await governed.chair.post(f"agenda/decisions/{again}/open")
    assert refused.json()["code"] == "subject-not-ready"
    back = {"organization_id": holder.organization_id, "to": "partner"}
    assert (await governed.decide("partnership", subject=back))["outcome"] == "adopted"
    # Whom the partners let in themselves votes on what was drafted before, too.
    earlier = await draft(governed.chair, governed.network)
    newcomer = await partner(world, governed.field, "שותפה חדשה", "business")
    subject = {"organization_id": newcomer.organization_id, "to": "partner"}
    assert (await governed.decide("partnership", subject=subject))["outcome"] == "adopted"
    await opened(governed.members[:2], earlier)
    assert newcomer.organization_id in await voter_ids(governed.chair, earlier)
    # What was merged away is the one that stays, in what is decided of it, too.
    twin = {"name": {"he": "אותה שותפה"}, "sector": "business"}
    double = (await facilitator.created("registry/organizations", twin))["id"]
    merging = {"organization_id": double, "into_organization_id": newcomer.organization_id}
    await facilitator.created("registry/organization-merges", merging)
    subject = {"organization_id": double, "to": "paused"}
    assert (await governed.decide("partnership", subject=subject))["outcome"] == "adopted"
    now = await facilitator.get(f"registry/organizations/{newcomer.organization_id}")
    assert now.json()["stage"] == "paused"


async def test_whom_staff_let_in_has_no_vote_on_what_was_drafted_before(
    world: World, governed: Governed
) -> None:
    await governed.grant()
    facilitator = governed.field.facilitator
    decision_id = await draft(governed.chair, governed.network)
    fronts = [await partner(world, governed.field, f"עמותה {number}", "business") for number in range(2)]
    # They do not open it between them, and are not asked.
    for front in fronts:
        assert (await front.post(f"agenda/decisions/{decision_id}/open")).status_code == 403
    await opened([facilitator], decision_id)
    known = {front.organization_id for front in fronts}
    assert known.isdisjoint(await voter_ids(facilitator, decision_id))
    refused = await ballot(fronts[0], decision_id, fronts[0].organization_id)
    assert refused["code"] == "not-in-electorate"
    for front in fronts:
        withdrawing = await front.post(f"agenda/decisions/{decision_id}/withdraw", {})
        assert withdrawing.status_code == 403
    after = await draft(facilitator, governed.network)
    await opened([facilitator], after)
    assert known <= await voter_ids(facilitator, after)


async def test_staff_add_no_votes_of_people_to_a_question_that_is_known(
    world: World, governed: Governed
) -> None:
    facilitator, member = governed.field.facilitator, governed.members[1]
    decision_id = await draft(governed.chair, governed.network, voter="person")
    crowd = [
        await world.add_person(facilitator, f"נציג {number}", member.organization_id) for number in range(2)
    ]
    await opened(governed.members[:2], decision_id)
    voters = await voter_ids(facilitator, decision_id)
    assert member.person_id in voters
    assert voters.isdisjoint(one.person_id for one in crowd)


async def test_whom_staff_name_during_a_decision_does_not_overrule_who_spoke_before(
    world: World, governed: Governed
) -> None:
    facilitator, member = governed.field.facilitator, governed.members[1]
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    await cast(member, decision_id, "no", voter_id=member.organization_id)
    second = await world.add_person(facilitator, "נציג שני", member.organization_id)
    refused = await ballot(second, decision_id, member.organization_id)
    assert refused["type"] == "urn:shidra:charter:backbone-does-not-decide"
    await cast(member, decision_id, "abstain", voter_id=member.organization_id)
    # Whom its own representative names does, and says the last word if it comes later.
    third = await world.add_person(facilitator, "מחליפה")
    path = f"registry/people/{third.person_id}/affiliations"
    named = await member.post(path, {"organization_id": member.organization_id, "represents": True})
    assert named.status_code == 200
    await cast(third, decision_id, "yes", voter_id=member.organization_id)
    # Taking the first one's word away does not take the partner's vote with it.
    person = (await facilitator.get(f"registry/people/{member.person_id}")).json()
    (affiliation,) = person["affiliations"]
    path = f"registry/people/{member.person_id}/affiliations/{affiliation['id']}/end"
    assert (await facilitator.post(path, {"until": on_day(-1)})).status_code == 200
    other = (await facilitator.get(f"registry/people/{second.person_id}")).json()["affiliations"][0]
    path = f"registry/people/{second.person_id}/affiliations/{other['id']}/end"
    assert (await facilitator.post(path, {"until": on_day(-1)})).status_code == 200
    for voter in (governed.chair, governed.members[2], governed.holder):
        await cast(voter, decision_id, "yes", voter_id=voter.organization_id)
    await closed(governed.chair, decision_id)
    counted = await outcome(governed.chair, decision_id)
    assert (counted["electorate"], counted["cast"]) == (4, 4)


async def test_before_there_is_a_committee_the_founders_settle_partnerships(world: World, field: Any) -> None:
    founder = field.founder
    crowd = [await partner(world, field, f"עמותה {number}", "nonprofit") for number in range(2)]
    network = await form(founder, "network")
    subject = {"organization_id": crowd[0].organization_id, "to": "left"}
    decision_id = await draft(founder, network, "partnership", subject=subject)
    await opened([founder, crowd[1]], decision_id)
    assert await voter_ids(founder, decision_id) == {founder.organization_id}
    await cast(founder, decision_id, "yes", voter_id=founder.organization_id)
    assert (await closed(founder, decision_id))["outcome"] == "adopted"
    shown = await founder.get(f"registry/organizations/{crowd[0].organization_id}")
    assert shown.json()["stage"] == "left"
