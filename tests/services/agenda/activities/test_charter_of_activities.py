"""What the charter keeps of activities, and the ways around it that somebody on the staff might try."""

from typing import Any

import pytest

from tests.governing import Governed, form, govern, on_day, partner, seat
from tests.kit import Actor, Field, World
from tests.services.agenda.activities.test_activities import ACTIVITIES, led_by, with_agenda

NO_PROJECTS = "urn:shidra:charter:backbone-does-not-run-projects"
PLAN_LATER = "urn:shidra:charter:plan-follows-agenda"


@pytest.fixture
async def governed(world: World, field: Field) -> Governed:
    return await govern(world, field)


async def refused(actor: Actor, body: dict[str, Any]) -> str:
    response = await actor.post(ACTIVITIES, body)
    assert response.status_code == 403, response.text
    return str(response.json()["type"])


# plan-follows-agenda


async def test_before_the_agenda_there_are_ideas_and_no_plan(field: Field) -> None:
    idea = await field.partner.created(ACTIVITIES, led_by(field.partner))
    for status in ("planned", "running", "done"):
        assert await refused(field.partner, led_by(field.partner, status=status)) == PLAN_LATER
        changed = await field.partner.patch(f"{ACTIVITIES}/{idea['id']}", {"status": status})
        assert changed.json()["type"] == PLAN_LATER
    assert (await field.partner.patch(f"{ACTIVITIES}/{idea['id']}", {"status": "stopped"})).status_code == 200


async def test_what_a_partner_does_already_is_recorded_at_any_time(field: Field) -> None:
    body = led_by(field.partner, status="running", already_done=True, starts_on=on_day(-300))
    activity = await field.partner.created(ACTIVITIES, body)
    assert activity["already_done"] is True


@pytest.mark.parametrize(
    "pretended",
    [
        {"status": "planned", "starts_on": on_day(-300)},
        {"status": "running"},
        {"status": "running", "starts_on": on_day(0)},
        {"status": "running", "starts_on": on_day(30)},
    ],
)
async def test_planned_work_does_not_pass_as_done_already(field: Field, pretended: dict[str, Any]) -> None:
    response = await field.partner.post(ACTIVITIES, led_by(field.partner, already_done=True, **pretended))
    assert (response.status_code, response.json()["code"]) == (422, "not-done-already")
    idea = await field.partner.created(ACTIVITIES, led_by(field.partner))
    changed = await field.partner.patch(f"{ACTIVITIES}/{idea['id']}", {"already_done": True, **pretended})
    assert changed.json()["code"] == "not-done-already"


async def test_facilitators_do_not_say_for_a_partner_that_it_does_something_already(field: Field) -> None:
    body = led_by(field.partner, already_done=True, starts_on=on_day(-300))
    running = await field.facilitator.post(ACTIVITIES, body | {"status": "running"})
    assert running.json()["code"] == "lead-not-confirmed"
    entered = await field.facilitator.created(ACTIVITIES, body)
    path = f"{ACTIVITIES}/{entered['id']}"
    await field.partner.post(f"{path}/confirm")
    assert (await field.partner.patch(path, {"status": "running"})).status_code == 200


async def test_two_partners_of_an_action_circle_start_early(world: World, field: Field) -> None:
    other = await partner(world, field, "עירייה", "public")
    circle = await form(field.founder, "action_circle")
    await seat(field.founder, circle, field.founder, other)
    body = led_by(
        other, early_joint_action=True, forum_id=circle, participants=[field.founder.organization_id]
    )
    assert await refused(other, body | {"status": "running"}) == PLAN_LATER  # nobody has joined yet
    activity = await other.created(ACTIVITIES, body)
    path = f"{ACTIVITIES}/{activity['id']}"
    assert (await other.patch(path, {"status": "running"})).json()["type"] == PLAN_LATER
    await field.founder.post(f"{path}/join", {"organization_id": field.founder.organization_id})
    assert (await other.patch(path, {"status": "running"})).json()["status"] == "running"
    # What has begun goes on, whoever leaves: a milestone can be ticked off.
    await field.founder.post(f"{path}/leave", {"organization_id": field.founder.organization_id})
    assert (await other.patch(path, {"milestones": [{"title": {"he": "נפתח"}}]})).status_code == 200


async def test_a_circle_of_one_or_of_a_partner_and_the_backbone_does_not_start_early(
    governed: Governed,
) -> None:
    await governed.grant()
    founder, lead, holder = governed.chair, governed.members[1], governed.holder
    circle = await form(founder, "action_circle")
    await seat(founder, circle, lead, holder)
    body = led_by(
        lead,
        early_joint_action=True,
        forum_id=circle,
        participants=[holder.organization_id, founder.organization_id],
    )
    activity = await lead.created(ACTIVITIES, body)
    path = f"{ACTIVITIES}/{activity['id']}"
    # The backbone joins, and a partner that does not sit in the circle.
    for actor in (holder, founder):
        joined = await actor.post(f"{path}/join", {"organization_id": actor.organization_id})
        assert joined.status_code == 200
    assert (await lead.patch(path, {"status": "running"})).json()["type"] == PLAN_LATER
    await seat(founder, circle, founder)
    assert (await lead.patch(path, {"status": "running"})).status_code == 200


async def test_who_only_watches_a_circle_or_is_no_partner_does_not_count(world: World, field: Field) -> None:
    other = await partner(world, field, "עירייה", "public")
    circle = await form(field.founder, "action_circle")
    await seat(field.founder, circle, other)
    await seat(field.founder, circle, field.founder, role="observer")
    named = [field.founder.organization_id, field.partner.organization_id]
    body = led_by(other, early_joint_action=True, forum_id=circle, participants=named)
    path = f"{ACTIVITIES}/{(await other.created(ACTIVITIES, body))['id']}"
    # The founder only watches; the other is on the map and no partner, and does not sit in the circle.
    for actor in (field.founder, field.partner):
        await actor.post(f"{path}/join", {"organization_id": actor.organization_id})
    assert (await other.patch(path, {"status": "running"})).json()["type"] == PLAN_LATER


# backbone-does-not-run-projects


async def test_the_holder_of_the_mandate_leads_nothing_until_it_is_exempt(
    world: World, governed: Governed
) -> None:
    await with_agenda(world, governed.field)
    await governed.grant()
    holder = governed.holder
    for actor in (holder, governed.field.facilitator):
        assert await refused(actor, led_by(holder)) == NO_PROJECTS
    exemption = {"organization_id": holder.organization_id, "until": on_day(90)}
    assert (await governed.decide("exemption", subject=exemption))["outcome"] == "adopted"
    activity = await holder.created(ACTIVITIES, led_by(holder, status="planned"))
    assert activity["lead_confirmed"] is True


async def test_a_front_of_the_holder_leads_nothing_and_its_people_confirm_nothing(
    world: World, governed: Governed
) -> None:
    field = governed.field
    await with_agenda(world, field)
    await governed.grant()
    front = await partner(world, field, "עמותת בת", "nonprofit")
    path = f"registry/people/{governed.holder.person_id}/affiliations"
    both = {"organization_id": front.organization_id, "represents": True}
    assert (await field.facilitator.post(path, both)).status_code == 200
    # It has somebody of its own, who can confirm; those of the holder cannot in its name.
    entered = await field.facilitator.created(ACTIVITIES, led_by(front))
    confirming = f"{ACTIVITIES}/{entered['id']}/confirm"
    assert (await governed.holder.post(confirming)).json()["type"] == NO_PROJECTS
    unconfirmed = await governed.holder.post(ACTIVITIES, led_by(front, status="planned"))
    assert unconfirmed.json()["code"] == "lead-not-confirmed"
    # Without anybody of its own it is a front.
    person = (await field.facilitator.get(f"registry/people/{front.person_id}")).json()
    ending = f"registry/people/{person['id']}/affiliations/{person['affiliations'][0]['id']}/end"
    assert (await field.facilitator.post(ending, {"until": on_day(-1)})).status_code == 200
    for actor in (governed.holder, field.facilitator):
        assert await refused(actor, led_by(front)) == NO_PROJECTS


async def test_an_organization_of_staff_alone_leads_nothing_before_any_mandate(
    world: World, field: Field
) -> None:
    front = await partner(world, field, "ארגון הצוות", "nonprofit")
    await field.founder.created("registry/staff", {"person_id": front.person_id, "role": "data_analyst"})
    assert await refused(front, led_by(front)) == NO_PROJECTS
    # With a colleague who is not on the staff it can lead, and the colleague says so.
    colleague = await world.add_person(field.facilitator, "עמיתה", front.organization_id)
    entered = await front.created(ACTIVITIES, led_by(front))
    assert entered["lead_confirmed"] is False
    by_staff = await front.post(f"{ACTIVITIES}/{entered['id']}/confirm")
    assert by_staff.json()["type"] == NO_PROJECTS
    assert (await colleague.post(f"{ACTIVITIES}/{entered['id']}/confirm")).status_code == 200


async def test_a_lead_that_becomes_the_backbone_plans_no_further_and_is_shown_in_conflict(
    world: World, governed: Governed
) -> None:
    await with_agenda(world, governed.field)
    holder = governed.holder
    idea = await holder.created(ACTIVITIES, led_by(holder))
    running = await holder.created(ACTIVITIES, led_by(holder, status="running"))
    await governed.grant()
    (shown,) = (await governed.chair.get("agenda/plan")).json()["activities"]
    assert (shown["id"], shown["lead_conflict"]) == (running["id"], True)
    started = await holder.patch(f"{ACTIVITIES}/{idea['id']}", {"status": "running"})
    assert started.json()["type"] == NO_PROJECTS


async def test_an_activity_is_not_handed_over_to_the_backbone(governed: Governed) -> None:
    await governed.grant()
    lead = governed.members[1]
    path = f"{ACTIVITIES}/{(await lead.created(ACTIVITIES, led_by(lead)))['id']}"
    handed = await lead.patch(path, {"lead_organization_id": governed.holder.organization_id})
    assert handed.json()["type"] == NO_PROJECTS
