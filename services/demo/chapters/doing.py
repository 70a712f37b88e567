"""What partners do: an early joint action of a circle, and the plan once the agenda is adopted."""

from services.demo.content.decisions import PLAN, PLAN_TOO_EARLY
from services.demo.content.people import SPEAKS_FOR
from services.demo.content.plan import (
    BACKBONE_SERVICES,
    CIRCLE,
    CIRCLE_MEMBERS,
    DONE_ANYWAY,
    EARLY,
    IDEA,
    LED_BY_THE_BACKBONE,
    PLANNED,
    REACTIONS,
    Activity,
)
from services.demo.deciding import carried, drafted
from services.demo.telling import Body, Telling


async def tell_of_reactions(telling: Telling) -> None:
    """Tell what people think of what others said."""
    for voice, who, reaction in REACTIONS:
        path = f"agenda/voices/{telling.ids[f'voice: {voice}']}/reactions"
        await telling.put(who, path, {"reaction": reaction})


async def tell_of_the_circle(telling: Telling) -> None:
    """Tell who did not wait for the agenda, and who was in too much of a hurry to plan."""
    speaks_for = {person: organization for organization, person in SPEAKS_FOR.items()}
    await telling.create("noa", "registry/forums", CIRCLE, name="circle")
    members = f"registry/forums/{telling.ids['circle']}/members"
    for key in CIRCLE_MEMBERS:
        body = {"person_id": telling.ids[key], "organization_id": telling.ids[speaks_for[key]]}
        seat = await telling.create("noa", members, body, name=f"{key} in the circle")
        await telling.post(key, f"{members}/{seat['id']}/accept", key=f"{key} comes into the circle")
    circle = {"early_joint_action": True, "forum_id": telling.ids["circle"], "status": "idea"}
    await _record(telling, EARLY, **circle)
    await _go_on(telling, EARLY)
    decision = await drafted(telling, PLAN_TOO_EARLY, {"activity_ids": [_id(telling, EARLY)]})
    path = f"agenda/decisions/{decision['id']}/open"
    await telling.refused("shira", path, None, rule="plan-follows-agenda", name="plan")


async def tell_of_the_plan(telling: Telling) -> None:
    """Tell what was planned, who leads it, and what the backbone does not lead."""
    for activity in (*DONE_ANYWAY, *PLANNED, IDEA):
        await _record(telling, activity, status="idea" if _by_staff(activity) else activity.status)
        if _by_staff(activity):
            path = f"agenda/activities/{_id(telling, activity)}/confirm"
            key = f"{activity.key}: confirmed"
            await telling.post(SPEAKS_FOR[activity.lead], path, key=key)
            await _go_on(telling, activity)
    led = _body(telling, LED_BY_THE_BACKBONE)
    rule = "backbone-does-not-run-projects"
    await telling.refused("shira", "agenda/activities", led, rule=rule, name="lead")
    await carried(telling, PLAN, {"activity_ids": [_id(telling, activity) for activity in PLANNED]})
    for who, role, title, words in BACKBONE_SERVICES:
        body = {"title": {"he": title}, "description": {"he": words}, "role": role, "status": "running"}
        await telling.post(who, "agenda/backbone-services", body, key=f"service of {who}")
    telling.say(f"a plan of {len(PLANNED)} activities led by partners, and an early joint action of three")


async def _record(telling: Telling, activity: Activity, **changes: object) -> None:
    body = {**_body(telling, activity), **changes}
    name = f"activity: {activity.key}"
    await telling.create(activity.recorded_by, "agenda/activities", body, name=name)
    for organization in activity.joined:
        path = f"agenda/activities/{_id(telling, activity)}/join"
        joining = {"organization_id": telling.ids[organization]}
        await telling.post(SPEAKS_FOR[organization], path, joining, key=f"{name}: {organization} joins")


async def _go_on(telling: Telling, activity: Activity) -> None:
    """Give an activity the status it has in the story, for its lead."""
    who, path = SPEAKS_FOR[activity.lead], f"agenda/activities/{_id(telling, activity)}"
    recorded = await telling.read(who, path)
    if recorded["status"] != activity.status:
        await telling.patch(who, path, {"status": activity.status}, recorded["version"])


def _body(telling: Telling, activity: Activity) -> Body:
    first, last = activity.from_to
    return {
        "title": {"he": activity.title},
        "description": {"he": activity.he},
        "lead_organization_id": telling.ids[activity.lead],
        "status": activity.status,
        "participants": [telling.ids[organization] for organization in activity.with_],
        "goal_ids": [telling.ids[f"section: {goal}"] for goal in activity.goals],
        "depends_on": [telling.ids[f"activity: {other}"] for other in activity.after],
        "quick_win": activity.quick_win,
        "already_done": activity.already_done,
        "milestones": [
            {
                "title": {"he": title},
                "due_on": telling.day(due),
                "done_on": None if done is None else telling.day(done),
            }
            for title, due, done in activity.milestones
        ],
        "places": list(activity.places),
        "groups": list(activity.groups),
        "starts_on": telling.day(first),
        "ends_on": telling.day(last),
    }


def _id(telling: Telling, activity: Activity) -> str:
    return telling.ids[f"activity: {activity.key}"]


def _by_staff(activity: Activity) -> bool:
    return activity.recorded_by != SPEAKS_FOR[activity.lead]
