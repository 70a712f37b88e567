"""A representative is replaced in one step, also in the middle of open decisions; what is signed stays."""

import asyncio
from typing import Any

import pytest

from tests.governing import HALF, MAJORITY, Governed, cast, closed, draft, form, govern, on_day, opened, seat
from tests.kit import Actor, World

TEXT = {"he": "נשלח את הנתונים."}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    """A committee whose seats are the organizations' own to pass on, by its decision."""
    governed = await govern(world, await world.found())
    rules = {"method": MAJORITY, "quorum": HALF, "notice_hours": 0, "seats_pass_on": True}
    assert (await governed.decide("forum_rules", subject=rules))["outcome"] == "adopted"
    forum = (await governed.chair.get(f"registry/forums/{governed.committee}")).json()
    assert forum["seats_pass_on"] is True
    return governed


def path_of(actor: Actor) -> str:
    return f"registry/organizations/{actor.organization_id}"


def by_kind(matters: list[dict[str, Any]]) -> list[tuple[str, str, bool]]:
    return sorted((one["kind"], one["reason"], one["passes"]) for one in matters)


async def asked_of(actor: Actor, kind: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await actor.get(f"registry/me/requests?kind={kind}")).json()["items"]
    return items


async def test_in_the_middle_of_open_decisions(world: World, governed: Governed) -> None:
    chair, ruth, other = governed.members
    house = ruth.organization_id
    # By organization, one has voted; by person, one has voted; one is asked of the organization still.
    network = await draft(chair, governed.network)
    await opened([chair, ruth], network)
    await cast(ruth, network, "no", voter_id=house)
    committee = await draft(chair, governed.committee)
    await opened([chair], committee)
    await cast(ruth, committee, "no")
    waiting = await draft(chair, governed.network)
    await opened([chair, ruth], waiting)
    hers = await draft(chair, governed.committee)
    await opened([chair], hers)
    promised = await ruth.created(
        "registry/commitments",
        {
            "by": {"person_id": ruth.person_id, "organization_id": house},
            "to": {"organization_id": other.organization_id},
            "text": TEXT,
            "due_on": on_day(3),
        },
    )
    personal = await ruth.created(
        "registry/commitments",
        {"by": {"person_id": ruth.person_id}, "to": {"person_id": other.person_id}, "text": TEXT},
    )

    # Nothing is changed by looking, and the backbone replaces nobody who speaks for a partner.
    preview = f"{path_of(ruth)}/replacement-preview?predecessor_id={ruth.person_id}"
    seen = (await ruth.get(preview)).json()
    assert by_kind(seen["matters"]) == [
        ("commitment", "for_the_organization", True),
        ("commitment", "own_promise", False),
        ("request", "asked_of_the_organization", True),
        ("request", "asked_of_the_person", False),
        ("seat", "organization_names", True),
    ]
    assert all(one["explanation"].keys() == {"he", "ar", "en"} for one in seen["matters"])
    new = {"name": {"he": "נועה מזרחי"}, "email": "noa@example.org"}
    body = {"predecessor_id": ruth.person_id, "new_person": new, "title": {"he": "סמנכ״לית"}}
    for refused in (await governed.field.facilitator.get(preview), await _by_staff(governed, ruth, body)):
        assert refused.json()["type"] == "urn:shidra:charter:backbone-does-not-decide"
    assert (await chair.post(f"{path_of(ruth)}/replacements", body)).status_code == 403

    # Sent twice with one key it is done once, and its secret is shown once.
    key = {"Idempotency-Key": "replace-ruth"}
    made = await ruth.created(f"{path_of(ruth)}/replacements", body, headers=key)
    # What is asked of her is hers to see: whoever reads of the replacement does not.
    others = [one for one in seen["matters"] if one["id"] != hers]
    assert by_kind(made["matters"]) == by_kind(others)
    assert len(others) == 4
    (listed,) = (await chair.get(f"{path_of(ruth)}/replacements")).json()["items"]
    assert hers not in str(listed)
    assert made["invitation"]["secret"]
    noa = world.actor(governed.field.id, made["successor_id"], house)

    # The predecessor speaks for it no longer: the successor does, and changes the ballot that stood.
    ballot = f"agenda/decisions/{network}/ballots"
    assert (await ruth.put(f"{ballot}/{house}", {"choice": "yes"})).status_code == 403
    (before,) = (await noa.get(ballot)).json()["items"]
    assert (before["choice"], before["cast_by"]) == ("no", ruth.person_id)
    assert {one["subject"] for one in await asked_of(noa, "vote")} == {f"decisions/{waiting}"}
    await cast(noa, waiting, "yes", voter_id=house)
    assert await asked_of(noa, "vote") == []
    await cast(noa, network, "yes", voter_id=house)
    (after,) = (await noa.get(ballot)).json()["items"]
    assert (after["choice"], after["cast_by"]) == ("yes", noa.person_id)
    # A ballot by person stays the person's: nobody else casts it, and it counts.
    for voter in (ruth, noa):
        path = f"agenda/decisions/{committee}/ballots/{voter.person_id}"
        assert (await noa.put(path, {"choice": "yes"})).status_code == 403
    for voter in (chair, other):
        await cast(voter, committee, "yes")
    assert (await closed(chair, committee))["outcome"] == "adopted"
    outcome = (await chair.get(f"agenda/decisions/{committee}/outcome")).json()
    counted = {one["choice"]: one["ballots"] for one in outcome["choices"]}
    assert (outcome["cast"], counted["yes"], counted["no"]) == (3, 2, 1)

    # The seat is the successor's; whatever is opened from now on is asked of them.
    members = (await chair.get(f"registry/forums/{governed.committee}/members?status=seated")).json()["items"]
    assert noa.person_id in {one["person_id"] for one in members}
    assert ruth.person_id not in {one["person_id"] for one in members}
    following = await draft(noa, governed.committee)
    await opened([chair], following)
    path = f"agenda/decisions/{following}/ballots/{ruth.person_id}"
    assert (await ruth.put(path, {"choice": "no"})).status_code == 403
    for voter in (chair, noa, other):
        await cast(voter, following, "yes")
    assert (await closed(chair, following))["outcome"] == "adopted"

    # Of the commitments the organization's passes on; what was promised personally does not.
    passed, stayed = [
        (await noa.get(f"registry/commitments/{one['id']}")).json()["by"] for one in (promised, personal)
    ]
    assert passed == {"person_id": noa.person_id, "organization_id": house}
    assert stayed == {"person_id": ruth.person_id, "organization_id": None}
    assert (await noa.put(f"registry/commitments/{promised['id']}/views/by", {"outcome": "kept"})).is_success
    # Both are told; whoever did it knows, and the other says so once.
    assert await asked_of(ruth, "acknowledge_replacement") == []
    (told,) = await asked_of(noa, "acknowledge_replacement")
    for _ in range(2):
        known = await noa.post(told["answer"]["path"])
        assert None not in (known.json()["successor_knew_at"], known.json()["predecessor_knew_at"])
    assert await asked_of(noa, "acknowledge_replacement") == []
    assert (await other.post(told["answer"]["path"])).status_code == 403
    (listed,) = (await other.get(f"{path_of(ruth)}/replacements")).json()["items"]
    assert (listed["predecessor_id"], listed["successor_id"]) == (ruth.person_id, noa.person_id)
    types = ["registry.representative.replaced", "registry.seat.passed_on", "registry.commitment.passed_on"]
    events = (await other.get("events/events", params={"types": types})).json()["items"]
    assert sorted(one["event"]["type"] for one in events) == sorted(types)
    # It is done: nothing is there to hand on any more.
    again = await noa.post(f"{path_of(ruth)}/replacements", body)
    assert (again.status_code, again.json()["code"]) == (409, "not-its-representative")
    governed.members[1] = noa


async def _by_staff(governed: Governed, ruth: Actor, body: dict[str, Any]) -> Any:
    return await governed.field.facilitator.post(f"{path_of(ruth)}/replacements", body)


async def test_where_the_forum_decides_the_seat_is_proposed(world: World, governed: Governed) -> None:
    chair, member = governed.members[0], governed.members[2]
    group = await form(chair, "working_group")
    held = await seat(chair, group, member, role="chair", ends_on=on_day(200))
    decision = await draft(chair, governed.committee, "seats", subject={"forum_id": group, "seat_ids": held})
    await opened([chair], decision)
    for voter in governed.members:
        await cast(voter, decision, "yes")
    assert (await closed(chair, decision))["outcome"] == "adopted"
    colleague = await world.add_person(governed.field.facilitator, "עמית", member.organization_id)
    body = {"predecessor_id": member.person_id, "successor_id": colleague.person_id}
    # Whom staff named beside somebody who spoke for it before puts nobody out.
    refused = await colleague.post(f"{path_of(member)}/replacements", body)
    assert refused.json()["type"] == "urn:shidra:charter:backbone-does-not-decide"
    # Of two at once, one is first; the other finds it done.
    responses = await asyncio.gather(
        *(one.post(f"{path_of(member)}/replacements", body) for one in (member, member))
    )
    assert sorted(one.status_code for one in responses) in ([201, 403], [201, 404], [201, 409])
    made = next(one for one in responses if one.status_code == 201).json()
    seats = {one["within"]: one for one in made["matters"] if one["kind"] == "seat"}
    assert seats[governed.committee]["reason"] == "organization_names"
    assert seats[group]["reason"] == "forum_decides"
    assert made["invitation"] is None
    (proposed,) = (await chair.get(f"registry/forums/{group}/members?status=proposed")).json()["items"]
    assert proposed["id"] == seats[group]["into"]
    assert (proposed["person_id"], proposed["role"], proposed["ends_on"]) == (
        colleague.person_id,
        "member",
        on_day(200),
    )
    # The one of before sits there until the forum decides, on both at once.
    (still,) = (await chair.get(f"registry/forums/{group}/members?status=seated")).json()["items"]
    assert still["person_id"] == member.person_id
    assert [one["subject"] for one in await asked_of(colleague, "accept_seat")] == [f"forums/{group}"]
    accepted = await colleague.post(f"registry/forums/{group}/members/{proposed['id']}/accept")
    assert accepted.status_code == 200
    subject = {"forum_id": group, "seat_ids": [proposed["id"]], "vacated_seat_ids": held}
    decision = await draft(member, group, "seats", subject=subject)
    await opened([member], decision)
    await cast(member, decision, "yes")
    assert (await closed(member, decision))["outcome"] == "adopted"
    (now,) = (await chair.get(f"registry/forums/{group}/members?status=seated")).json()["items"]
    assert now["person_id"] == colleague.person_id


async def test_who_can_take_over_and_where_staff_may_replace(world: World, governed: Governed) -> None:
    facilitator = governed.field.facilitator
    mapped = await facilitator.created(
        "registry/organizations", {"name": {"he": "עמותה ממופה"}, "sector": "nonprofit"}
    )
    first = await world.add_person(facilitator, "ראשונה", mapped["id"])
    alternate = await facilitator.created(
        "registry/people",
        {
            "name": {"he": "ממלאת מקום"},
            "affiliations": [{"organization_id": mapped["id"], "alternate": True}],
        },
    )
    path = f"registry/organizations/{mapped['id']}/replacements"
    auditor = await governed.field.founder.created(
        "registry/people", {"name": {"he": "מבקרת"}, "part": "auditor"}
    )
    for nobody in (first.person_id, auditor["id"], "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"):
        body = {"predecessor_id": first.person_id, "successor_id": nobody}
        refused = await facilitator.post(path, body)
        assert (refused.status_code, refused.json()["code"]) == (422, "cannot-succeed")
    one = {"predecessor_id": first.person_id, "successor_id": alternate["id"]}
    (error,) = (await facilitator.post(path, {**one, "new_person": {"name": {"he": "א"}}})).json()["errors"]
    assert error["code"] == "one_successor"
    # An organization that is no partner has no vote that anybody could take: the register is kept right.
    made = await facilitator.created(path, one)
    assert made["matters"] == []
    shown = (await facilitator.get(f"registry/people/{alternate['id']}")).json()["affiliations"]
    assert [(one["represents"], one["until"]) for one in shown] == [
        (False, on_day(-1)),
        (True, None),
    ]
    before = (await facilitator.get(f"registry/people/{first.person_id}")).json()["affiliations"]
    assert [affiliation["until"] for affiliation in before] == [on_day(-1)]
    told = world.actor(governed.field.id, first.person_id)
    assert len(await asked_of(told, "acknowledge_replacement")) == 1
