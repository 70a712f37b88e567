"""Decisions from the draft to what follows from them, and what the log says of them."""

import json
from typing import Any

import asyncpg

from services.agenda.decisions.schemas import DecisionSubject, DecisionSubjectShown
from shared.deciding import rules_from_fields
from shared.outcomes import Choice, outcome
from tests.governing import (
    CONSENT,
    MAJORITY,
    Governed,
    cast,
    closed,
    draft,
    form,
    in_hours,
    make_due,
    on_day,
    opened,
    partner,
    propose_mandate,
    question,
    seat,
)
from tests.kit import Actor, World


async def events(reader: Actor, *types: str) -> list[dict[str, Any]]:
    """The entries of some types."""
    listed = await reader.get("events/events", params={"types": types, "limit": 200})
    return [item["event"] for item in listed.json()["items"]]


async def test_the_network_seats_the_first_committee(governed: Governed) -> None:
    members = (await governed.chair.get(f"registry/forums/{governed.committee}/members")).json()["items"]
    assert [member["status"] for member in members] == ["seated"] * 3
    assert [member["role"] for member in members] == ["chair", "member", "member"]


async def test_the_committee_grants_the_mandate_by_consent(governed: Governed) -> None:
    mandate_id = await governed.grant()
    mandate = (await governed.chair.get(f"registry/mandates/{mandate_id}")).json()
    assert mandate["status"] == "granted"
    assert mandate["in_force"]
    (granted,) = await events(governed.chair, "agenda.mandate.granted")
    assert granted["data"]["mandate_id"] == mandate_id


async def test_an_objection_keeps_a_mandate_from_being_granted(governed: Governed) -> None:
    mandate_id = await propose_mandate(governed.chair, governed.holder.organization_id)
    decision = await governed.decide(
        "mandate", ["consent", "object", "abstain"], subject={"mandate_id": mandate_id}, method=CONSENT
    )
    assert decision["outcome"] == "not_adopted"
    assert (await governed.chair.get(f"registry/mandates/{mandate_id}")).json()["status"] == "refused"


async def test_a_mandate_ends_by_decision_before_its_term(governed: Governed) -> None:
    mandate_id = await governed.grant()
    subject = {"mandate_id": mandate_id, "until": on_day(30)}
    assert (await governed.decide("mandate_end", subject=subject))["outcome"] == "adopted"
    mandate = (await governed.chair.get(f"registry/mandates/{mandate_id}")).json()
    assert mandate["status"] == "ended"
    assert mandate["ends_on"] == on_day(30)
    assert mandate["in_force"]


async def test_a_changed_ballot_replaces_the_earlier_one(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    for member in governed.members:
        await cast(member, decision_id, "yes")
    for member in governed.members[1:]:
        await cast(member, decision_id, "no", reason={"he": "חשבנו שוב"})
    assert (await closed(governed.chair, decision_id))["outcome"] == "not_adopted"
    counted = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert counted["choices"] == [
        {"choice": "yes", "ballots": 1},
        {"choice": "no", "ballots": 2},
        {"choice": "abstain", "ballots": 0},
    ]


async def test_anybody_can_compute_an_outcome_again_from_the_log(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    for member, choice in zip(governed.members, ("no", "yes", "yes"), strict=True):
        await cast(member, decision_id, choice)
    await cast(governed.members[1], decision_id, "no")
    await closed(governed.chair, decision_id)
    export = (await governed.chair.get("events/export")).text
    lines = [json.loads(line) for line in export.splitlines()]
    told = [line for line in lines if line["subject"] == f"decisions/{decision_id}"]
    electorate: dict[str, str] = {}
    ballots: dict[str, Choice] = {}
    for line in told:
        data = line["data"]
        match line["type"]:
            case "agenda.decision.opened":
                method, quorum, _ = rules_from_fields(data)
            case "agenda.electorate.frozen":
                electorate |= dict(zip(data["voter_ids"], data["sectors"], strict=True))
            case "agenda.ballot.cast":
                ballots[data["voter_id"]] = Choice(data["choice"])
            case "agenda.decision.closed":
                said = data
    result = outcome(method, quorum, electorate, ballots)
    assert said == {
        "decision_id": decision_id,
        "outcome": result.outcome,
        "electorate": result.electorate,
        "cast": result.cast,
        "quorum_needed": result.quorum_needed,
    }
    assert result.outcome == "not_adopted"


async def test_too_few_ballots_are_an_outcome_of_their_own(
    world: World, governed: Governed, database: asyncpg.Connection
) -> None:
    await partner(world, governed.field, "רשות מקומית", "public")
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    chair = governed.chair
    await cast(chair, decision_id, "yes", voter_id=chair.organization_id)
    early = await chair.post(f"agenda/decisions/{decision_id}/close")
    assert early.json()["code"] == "not-everybody-voted"
    await make_due(database, decision_id)
    assert (await closed(chair, decision_id))["outcome"] == "no_quorum"


async def test_later_partners_have_no_vote_in_what_is_open(world: World, governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    late = await partner(world, governed.field, "עמותה מאחרת", "nonprofit")
    refused = await late.put(
        f"agenda/decisions/{decision_id}/ballots/{late.organization_id}", {"choice": "yes"}
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "not-in-electorate")
    voters = (await late.get(f"agenda/decisions/{decision_id}/voters")).json()["items"]
    assert late.organization_id not in [voter["id"] for voter in voters]


async def test_whoever_recuses_themself_leaves_the_quorums_base(governed: Governed) -> None:
    decision_id = await draft(
        governed.chair, governed.committee, quorum={"share": {"numerator": 1, "denominator": 1}}
    )
    await opened([governed.chair], decision_id)
    stepping_aside = governed.members[2]
    await cast(stepping_aside, decision_id, "no")
    body = {"voter_id": stepping_aside.person_id, "reason": {"he": "אחותי עובדת שם"}}
    recused = await stepping_aside.created(f"agenda/decisions/{decision_id}/recusals", body)
    assert recused["status"] == "recused"
    twice = await stepping_aside.post(f"agenda/decisions/{decision_id}/recusals", body)
    assert twice.json()["code"] == "no-longer-voter"
    again = await stepping_aside.put(
        f"agenda/decisions/{decision_id}/ballots/{stepping_aside.person_id}", {"choice": "yes"}
    )
    assert again.json()["code"] == "no-longer-voter"
    for member in governed.members[:2]:
        await cast(member, decision_id, "yes")
    assert (await closed(governed.chair, decision_id))["outcome"] == "adopted"
    counted = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert (counted["electorate"], counted["cast"]) == (2, 2)


async def test_a_forum_changes_its_own_rules(governed: Governed) -> None:
    subject = {
        "method": {"name": "majority", "threshold": {"numerator": 4, "denominator": 6}},
        "quorum": {"share": {"numerator": 2, "denominator": 3}},
        "notice_hours": 48,
    }
    await governed.decide("forum_rules", subject=subject)
    forum = (await governed.chair.get(f"registry/forums/{governed.committee}")).json()
    assert forum["method"]["threshold"] == {"numerator": 2, "denominator": 3}
    assert forum["notice_hours"] == 48
    lax = await governed.chair.post("agenda/decisions", question(governed.committee, method=MAJORITY))
    assert lax.json()["code"] == "laxer-than-standing"
    hasty = await draft(governed.chair, governed.committee, closes_at=in_hours(24))
    refused = await governed.chair.post(f"agenda/decisions/{hasty}/open")
    assert refused.json()["code"] == "notice-too-short"
    assert "48" in refused.json()["detail"]


async def test_the_committee_seats_its_next_members_and_lets_others_go(
    world: World, governed: Governed
) -> None:
    newcomer = await partner(world, governed.field, "חברה עסקית", "business")
    (seat_id,) = await seat(governed.chair, governed.committee, newcomer)
    members = f"registry/forums/{governed.committee}/members"
    leaving = (await governed.chair.get(members)).json()["items"][2]["id"]
    subject = {"forum_id": governed.committee, "seat_ids": [seat_id], "vacated_seat_ids": [leaving]}
    await governed.decide("seats", subject=subject)
    statuses = {one["id"]: one["status"] for one in (await governed.chair.get(members)).json()["items"]}
    assert statuses[seat_id] == "seated"
    assert statuses[leaving] == "ended"
    # The standing of both follows: one may draft for the committee, the other no more.
    await draft(newcomer, governed.committee)
    body = question(governed.committee)
    assert (await governed.members[2].post("agenda/decisions", body)).status_code == 403


async def test_what_is_left_of_a_subject_at_the_closing_is_what_takes_effect(
    world: World, governed: Governed
) -> None:
    newcomers = [await partner(world, governed.field, f"שותף {number}", "business") for number in range(2)]
    seats = await seat(governed.chair, governed.committee, *newcomers)
    subject = {"forum_id": governed.committee, "seat_ids": seats}
    decision_id = await draft(governed.chair, governed.committee, "seats", subject=subject)
    await opened([governed.chair], decision_id)
    path = f"registry/forums/{governed.committee}/members"
    declined = await newcomers[0].post(f"{path}/{seats[0]}/decline")
    assert declined.status_code == 200
    for member in governed.members:
        await cast(member, decision_id, "yes")
    await closed(governed.chair, decision_id)
    statuses = {one["id"]: one["status"] for one in (await governed.chair.get(path)).json()["items"]}
    assert (statuses[seats[0]], statuses[seats[1]]) == ("declined", "seated")
    gone = [{"id": seats[0], "because": "withdrawn"}]
    assert (await governed.chair.get(f"agenda/decisions/{decision_id}")).json()["effect_gone"] == gone
    (reduced,) = await events(governed.chair, "agenda.decision.effect_reduced")
    assert reduced["data"]["gone_ids"] == [seats[0]]
    outcome = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert "no longer holds (withdrawn or declined: 1); the rest took effect." in outcome["words"]
    again = await draft(governed.chair, governed.committee, "seats", subject=subject)
    not_whole = await governed.chair.post(f"agenda/decisions/{again}/open")
    assert not_whole.json()["code"] == "subject-not-ready"


async def test_an_effect_whose_subject_is_gone_is_refused_and_the_outcome_stands(governed: Governed) -> None:
    mandate_id = await propose_mandate(governed.chair, governed.holder.organization_id)
    decision_id = await draft(
        governed.chair, governed.committee, "mandate", subject={"mandate_id": mandate_id}, method=CONSENT
    )
    await opened([governed.chair], decision_id)
    assert (await governed.holder.post(f"registry/mandates/{mandate_id}/withdraw")).status_code == 200
    for member in governed.members:
        await cast(member, decision_id, "consent")
    decision = await closed(governed.chair, decision_id)
    assert decision["outcome"] == "adopted"
    assert decision["effect_refused_for"] == "subject_gone"
    assert decision["effect_gone"] == [{"id": mandate_id, "because": "withdrawn"}]
    (refused,) = await events(governed.chair, "agenda.decision.effect_refused")
    assert (refused["data"]["gone_ids"], refused["data"]["gone_because"]) == ([mandate_id], ["withdrawn"])
    outcome = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert "since what it is about no longer holds (withdrawn or declined: 1)." in outcome["words"]
    assert (await governed.chair.get(f"registry/mandates/{mandate_id}")).json()["status"] == "withdrawn"
    assert not await events(governed.chair, "agenda.mandate.granted")


async def test_a_phase_begins_by_decision_once_there_is_a_committee(governed: Governed) -> None:
    direct = await governed.field.facilitator.post(
        "registry/phase-transitions", {"to": "planning", "reason": {"he": "הגיע הזמן"}}
    )
    assert direct.json()["code"] == "phase-by-decision"
    decision = await governed.decide("phase", subject={"phase": "planning"})
    assert (await governed.chair.get("registry")).json()["phase"] == "planning"
    (transition,) = (await governed.chair.get("registry/phase-transitions")).json()["items"]
    assert (transition["from"], transition["to"]) == ("dialogue", "planning")
    assert transition["decision_id"] == decision["id"]


async def test_a_working_group_is_left_what_it_may_decide(world: World, governed: Governed) -> None:
    group = await form(governed.field.facilitator, "working_group")
    first = await seat(governed.chair, group, governed.members[1], role="chair")
    await governed.decide("seats", subject={"forum_id": group, "seat_ids": first})
    await governed.decide("delegation", subject={"forum_id": group, "kinds": ["indicators"]})
    assert (await governed.chair.get(f"registry/forums/{group}")).json()["delegated"] == ["indicators"]
    subject = {"forum_id": group, "kinds": ["mandate"]}
    too_much = await draft(governed.chair, governed.committee, "delegation", subject=subject)
    refused = await governed.chair.post(f"agenda/decisions/{too_much}/open")
    assert refused.json()["code"] == "subject-not-ready"


async def test_a_subject_has_the_fields_of_its_kind(governed: Governed) -> None:
    for kind, subject in (
        ("mandate", {}),
        ("own_matter", {"phase": "acting"}),
        ("seats", {"forum_id": governed.committee}),
        ("phase", {"phase": "acting", "until": on_day(3)}),
    ):
        body = question(governed.committee, kind, subject=subject)
        refused = await governed.chair.post("agenda/decisions", body)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["code"] == "subject_of_another_kind", kind


async def test_a_ballot_says_what_the_method_knows_and_an_objection_why(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.committee, method=CONSENT)
    await opened([governed.chair], decision_id)
    path = f"agenda/decisions/{decision_id}/ballots/{governed.chair.person_id}"
    assert (await governed.chair.put(path, {"choice": "yes"})).json()["code"] == "choice-of-another-method"
    assert (await governed.chair.put(path, {"choice": "object"})).json()["code"] == "objection-needs-reason"
    assert (await governed.chair.put(path, {"choice": "consent"})).json()["version"] == 1
    stale = await governed.chair.call("PUT", path, {"choice": "abstain"}, headers={"If-Match": '"0"'})
    assert stale.status_code == 412
    fresh = await governed.chair.call("PUT", path, {"choice": "abstain"}, headers={"If-Match": '"1"'})
    assert fresh.json()["version"] == 2


async def test_nobody_casts_anothers_ballot(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    other = governed.members[1]
    refused = await governed.chair.put(
        f"agenda/decisions/{decision_id}/ballots/{other.organization_id}", {"choice": "yes"}
    )
    assert refused.status_code == 403


async def test_an_alternate_casts_the_organizations_ballot(world: World, governed: Governed) -> None:
    standing_in = await world.add_person(governed.field.facilitator, "ממלאת המקום")
    affiliation = {
        "organization_id": governed.chair.organization_id,
        "represents": False,
        "alternate": True,
    }
    added = await governed.field.facilitator.post(
        f"registry/people/{standing_in.person_id}/affiliations", affiliation
    )
    assert added.status_code == 200
    decision_id = await draft(governed.chair, governed.network)
    await opened(governed.members[:2], decision_id)
    await cast(standing_in, decision_id, "yes", voter_id=governed.chair.organization_id)
    ballot = (await events(governed.chair, "agenda.ballot.cast"))[-1]
    assert ballot["actor"]["capacity"] == "alternate"


async def test_a_draft_changes_and_what_is_open_does_not(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    path = f"agenda/decisions/{decision_id}"
    changed = await governed.chair.patch(path, {"question": {"he": "ואם כך?"}}, version=1)
    assert changed.json()["question"] == {"he": "ואם כך?"}
    assert (await governed.members[1].patch(path, {"question": {"he": "!"}})).status_code == 403
    await opened([governed.chair], decision_id)
    refused = await governed.chair.patch(path, {"question": {"he": "משהו אחר?"}})
    assert refused.json()["code"] == "decision-not-draft"
    assert (await governed.chair.get(f"{path}/outcome")).json()["code"] == "decision-not-closed"


async def test_an_initiative_leaves_matters_to_fewer_forums_within_the_charter(governed: Governed) -> None:
    chair, second, _ = governed.members
    table = (await chair.get("agenda/competences")).json()["matters"]
    phase = next(one for one in table if one["matter"] == "phase")
    assert phase == {
        "matter": "phase",
        "by_charter": ["network", "steering_committee"],
        "forum_kinds": ["network", "steering_committee"],
        "decision_id": None,
    }
    wider = {"kinds": ["phase", "agenda"], "forum_kinds": ["working_group"]}
    decision_id = await draft(chair, governed.committee, "competence", subject=wider)
    refused = await chair.post(f"agenda/decisions/{decision_id}/open")
    assert (refused.status_code, refused.json()["code"]) == (403, "agenda-belongs-to-partners")
    for kinds in ([], ["mandate"], ["competence"], ["own_matter"]):
        subject = {"kinds": kinds, "forum_kinds": ["network"]}
        decision_id = await draft(chair, governed.committee, "competence", subject=subject)
        refused = await chair.post(f"agenda/decisions/{decision_id}/open")
        assert refused.json()["code"] == "subject-not-ready", kinds

    to_network = {"kinds": ["phase"], "forum_kinds": ["network"]}
    decision = await governed.decide("competence", subject=to_network)
    (told,) = await events(chair, "agenda.competence.set")
    assert told["data"] == {
        "decision_id": decision["id"],
        "matters": ["phase"],
        "forum_kinds": ["network"],
    }
    table = (await chair.get("agenda/competences")).json()["matters"]
    phase = next(one for one in table if one["matter"] == "phase")
    assert (phase["forum_kinds"], phase["decision_id"]) == (["network"], decision["id"])
    begin = {"phase": "planning"}
    decision_id = await draft(chair, governed.committee, "phase", subject=begin)
    refused = await chair.post(f"agenda/decisions/{decision_id}/open")
    assert (refused.status_code, refused.json()["code"]) == (409, "forum-not-competent")
    assert "network" in refused.json()["detail"]
    await opened([chair, second], await draft(chair, governed.network, "phase", subject=begin))

    # The charter's table again.
    await governed.decide("competence", subject={"kinds": ["phase"], "forum_kinds": []})
    await opened([chair], decision_id)


def test_whatever_a_decision_can_be_about_is_shown() -> None:
    assert set(DecisionSubject.model_fields) == set(DecisionSubjectShown.model_fields)
