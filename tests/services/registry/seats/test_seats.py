"""Seats in forums: proposed, accepted by their holders, left."""

from tests.governing import Governed, draft, form, govern, opened, partner, seat
from tests.kit import Field, World
from tests.services.erasing import erase


async def test_a_seat_is_accepted_by_its_holder_alone(world: World, field: Field) -> None:
    committee = await form(field.founder, "steering_committee")
    path = f"registry/forums/{committee}/members"
    proposed = await field.founder.created(path, {"person_id": field.partner.person_id})
    assert (proposed["status"], proposed["votes"], proposed["organization_id"]) == ("proposed", True, None)
    for other in (field.founder, field.facilitator):
        assert (await other.post(f"{path}/{proposed['id']}/accept")).status_code == 403
    accepted = await field.partner.post(f"{path}/{proposed['id']}/accept")
    assert accepted.json()["status"] == "accepted"
    again = await field.partner.post(f"{path}/{proposed['id']}/accept")
    assert again.json()["code"] == "seat-not-open"
    twice = await field.founder.post(path, {"person_id": field.partner.person_id})
    assert twice.json()["code"] == "seated-already"
    declined = await field.partner.post(f"{path}/{proposed['id']}/decline")
    assert declined.json()["status"] == "declined"
    # Whoever declined can be asked again.
    await field.founder.created(path, {"person_id": field.partner.person_id})


async def test_a_proposal_is_taken_back_by_who_made_it(field: Field) -> None:
    committee = await form(field.founder, "steering_committee")
    path = f"registry/forums/{committee}/members"
    proposed = await field.founder.created(path, {"person_id": field.partner.person_id})
    assert (await field.partner.post(f"{path}/{proposed['id']}/withdraw")).status_code == 403
    withdrawn = await field.founder.post(f"{path}/{proposed['id']}/withdraw")
    assert withdrawn.json()["status"] == "withdrawn"


async def test_who_cannot_sit_is_not_proposed(world: World, field: Field) -> None:
    committee = await form(field.founder, "steering_committee")
    path = f"registry/forums/{committee}/members"
    auditor = await world.add_person(field.founder, "מבקרת", part="auditor")
    for body in (
        {"person_id": "01936f9a-0000-7000-8000-00000000ffff"},
        {"person_id": auditor.person_id},
        {"person_id": field.partner.person_id, "organization_id": field.founder.organization_id},
    ):
        assert (await field.founder.post(path, body)).json()["code"] == "cannot-sit"
    observing = {"person_id": field.partner.person_id, "role": "observer", "votes": True}
    refused = await field.founder.post(path, observing)
    assert refused.json()["errors"][0]["code"] == "observers_do_not_vote"


async def test_nobody_is_seated_in_the_network(field: Field) -> None:
    network = await form(field.founder, "network")
    refused = await field.founder.post(
        f"registry/forums/{network}/members", {"person_id": field.partner.person_id}
    )
    assert refused.json()["code"] == "network-has-no-seats"


async def test_whoever_comes_forms_an_action_circle(field: Field) -> None:
    circle = await form(field.partner, "action_circle")
    path = f"registry/forums/{circle}/members"
    alone = await field.partner.post(path, {"person_id": field.founder.person_id})
    assert alone.json()["code"] == "circle-of-partners"
    await seat(field.partner, circle, field.partner, field.founder)
    members = (await field.partner.get(path)).json()["items"]
    assert [member["status"] for member in members] == ["seated", "seated"]


async def test_a_seat_that_is_given_up_gives_no_vote(world: World, field: Field) -> None:
    governed = await govern(world, field)
    leaving = governed.members[2]
    path = f"registry/forums/{governed.committee}/members"
    seat_id = (await leaving.get(path)).json()["items"][2]["id"]
    assert (await governed.chair.post(f"{path}/{seat_id}/give-up")).status_code == 403
    given_up = await leaving.post(f"{path}/{seat_id}/give-up")
    assert given_up.json()["status"] == "ended"
    assert await _voters(governed) == 2


async def test_who_leaves_the_initiative_leaves_their_seats(world: World, field: Field) -> None:
    governed = await govern(world, field)
    leaving = governed.members[2]
    left = await leaving.post(f"registry/people/{leaving.person_id}/departure", {})
    assert left.status_code == 200
    path = f"registry/forums/{governed.committee}/members"
    assert (await governed.chair.get(path)).json()["items"][2]["status"] == "ended"
    assert await _voters(governed) == 2


async def test_an_erased_persons_seat_is_gone_and_decisions_go_on(world: World, field: Field) -> None:
    governed = await govern(world, field)
    for service in ("registry", "agenda"):
        await erase(world, governed.members[2], in_service=service)
    path = f"registry/forums/{governed.committee}/members"
    assert len((await governed.chair.get(path)).json()["items"]) == 2
    assert await _voters(governed) == 2


async def test_seats_are_in_the_export_of_a_persons_data(world: World, field: Field) -> None:
    governed = await govern(world, field)
    path = f"registry/people/{governed.members[1].person_id}/personal-data"
    (exported,) = (await governed.members[1].get(path)).json()["seats"]
    assert (exported["forum_id"], exported["status"]) == (governed.committee, "seated")


async def test_a_seat_may_be_for_an_organization_only_while_one_represents_it(
    world: World, field: Field
) -> None:
    committee = await form(field.founder, "steering_committee")
    other = await partner(world, field, "שותף", "business")
    path = f"registry/forums/{committee}/members"
    body = {"person_id": other.person_id, "organization_id": other.organization_id}
    proposed = await field.founder.created(path, body)
    person = (await field.facilitator.get(f"registry/people/{other.person_id}")).json()
    affiliation = person["affiliations"][0]["id"]
    await field.facilitator.post(
        f"registry/people/{other.person_id}/affiliations/{affiliation}/end", {"until": "2020-01-01"}
    )
    refused = await other.post(f"{path}/{proposed['id']}/accept")
    assert refused.json()["code"] == "cannot-sit"


async def _voters(governed: Governed) -> int:
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    return len((await governed.chair.get(f"agenda/decisions/{decision_id}/voters")).json()["items"])
