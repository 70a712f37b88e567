"""Electorates as frozen: each voter with sector, capacity and groupings, whatever changes afterwards."""

from typing import Any
from uuid import UUID

import pytest

from services.agenda.decisions.electorates import Entitled, electorate
from services.agenda.decisions.events import VoterCapacity, VoterKind, VoterSector
from services.agenda.decisions.service import frozen
from shared.eventlog.envelope import MAX_LINE_BYTES
from shared.ids import uuid7
from tests.governing import Governed, cast, closed, draft, opened, seat
from tests.kit import Actor, World


async def entitled(reader: Actor, decision_id: str) -> dict[str, dict[str, Any]]:
    listed = await reader.get(f"agenda/decisions/{decision_id}/voters", params={"limit": 200})
    return {voter["id"]: voter for voter in listed.json()["items"]}


async def test_voters_are_frozen_with_capacity_and_groupings(world: World, governed: Governed) -> None:
    facilitator = governed.field.facilitator
    chair, second, third = governed.members
    values = [{"name": {"he": "מרכז"}}, {"name": {"he": "פריפריה"}}]
    grouping = await facilitator.created(
        "registry/groupings", {"name": {"he": "מרכז ופריפריה"}, "values": values}
    )
    centre, periphery = [value["id"] for value in grouping["values"]]
    path = f"registry/groupings/{grouping['id']}/organizations"
    for member, value in ((chair, centre), (second, periphery)):
        placed = await facilitator.put(f"{path}/{member.organization_id}", {"value_id": value})
        assert placed.status_code == 200, placed.text
    # One sits for themself.
    alone = await world.add_person(facilitator, "מהקהילה")
    (seat_id,) = await seat(chair, governed.committee, alone)
    await governed.decide("seats", subject={"forum_id": governed.committee, "seat_ids": [seat_id]})

    by_people = await draft(chair, governed.committee)
    await opened([chair], by_people)
    by_organizations = await draft(chair, governed.network)
    await opened([chair, second], by_organizations)
    # Whoever moves afterwards voted as where they stood.
    moved = await facilitator.put(f"{path}/{chair.organization_id}", {"value_id": periphery})
    assert moved.status_code == 200

    voters = await entitled(chair, by_people)
    assert {
        voter: (one["sector"], one["capacity"], one["organization_id"], one["grouping_value_ids"])
        for voter, one in voters.items()
    } == {
        chair.person_id: ("philanthropy", "representative", chair.organization_id, [centre]),
        second.person_id: ("nonprofit", "representative", second.organization_id, [periphery]),
        third.person_id: ("public", "representative", third.organization_id, []),
        alone.person_id: ("community", "person", None, []),
    }
    voters = await entitled(chair, by_organizations)
    ours = voters[chair.organization_id]
    assert (ours["capacity"], ours["organization_id"], ours["grouping_value_ids"]) == (
        "organization",
        None,
        [centre],
    )
    told = await chair.get("events/events", params={"types": "agenda.electorate.frozen", "limit": 200})
    (event,) = [
        item["event"]["data"]
        for item in told.json()["items"]
        if item["event"]["data"]["decision_id"] == by_people
    ]
    at = event["voter_ids"].index(alone.person_id)
    assert (event["capacities"][at], event["organization_ids"][at]) == ("person", [])
    assert event["grouping_value_ids"][event["voter_ids"].index(chair.person_id)] == [centre]

    for voter, choice in ((chair, "yes"), (second, "no"), (third, "yes"), (alone, "yes")):
        await cast(voter, by_people, choice)
    await closed(chair, by_people)
    outcome = (await chair.get(f"agenda/decisions/{by_people}/outcome")).json()
    by_value = {one["value_id"]: one for one in outcome["groupings"]}
    assert set(by_value) == {centre, periphery}
    assert (by_value[centre]["electorate"], by_value[centre]["cast"]) == (1, 1)
    said = {one["choice"]: one["ballots"] for one in by_value[periphery]["choices"]}
    assert said == {"yes": 0, "no": 1, "abstain": 0}

    secret = await draft(chair, governed.committee, secrecy="secret")
    await opened([chair], secret)
    for voter in (chair, second, third, alone):
        await cast(voter, secret, "yes")
    await closed(chair, secret)
    outcome = (await chair.get(f"agenda/decisions/{secret}/outcome")).json()
    assert outcome["groupings"] == [
        {"value_id": periphery, "electorate": 2, "cast": 2, "choices": []},
    ]


ORGANIZATION, PERSON, OTHER, VALUE = uuid7(), uuid7(), uuid7(), uuid7()


@pytest.mark.parametrize(
    ("voter", "candidate", "expected"),
    [
        (
            VoterKind.PERSON,
            ORGANIZATION,
            {PERSON: (VoterCapacity.REPRESENTATIVE, ORGANIZATION, (VALUE,))},
        ),
        (VoterKind.PERSON, None, {PERSON: (VoterCapacity.PERSON, None, ())}),
        (VoterKind.ORGANIZATION, ORGANIZATION, {ORGANIZATION: (VoterCapacity.ORGANIZATION, None, (VALUE,))}),
        (VoterKind.ORGANIZATION, None, {}),
    ],
)
def test_as_whom_one_votes(
    voter: VoterKind,
    candidate: UUID | None,
    expected: dict[UUID, tuple[VoterCapacity, UUID | None, tuple[UUID, ...]]],
) -> None:
    row = {"organization_id": candidate, "sector": "business", "person_id": PERSON}
    bound = {**row, "person_id": OTHER}
    found = electorate([bound, row], voter, lambda person: person == PERSON, {ORGANIZATION: [VALUE]})
    assert found == {one: Entitled(VoterSector.BUSINESS, *more) for one, more in expected.items()}


@pytest.mark.parametrize("values", [0, 1, 20])
def test_many_voters_fit_into_lines_of_the_log(values: int) -> None:
    one = Entitled(
        VoterSector.PHILANTHROPY,
        VoterCapacity.REPRESENTATIVE,
        uuid7(),
        tuple(uuid7() for _ in range(values)),
    )
    voters = {uuid7(): one for _ in range(3_000)}
    told = list(frozen(uuid7(), voters))
    assert sum(len(event.voter_ids) for event in told) == 3_000
    longest = max(len(event.model_dump_json()) for event in told)
    assert MAX_LINE_BYTES / 2 < longest <= MAX_LINE_BYTES - 2_000
