"""The first steering committee is seated; it refuses a mandate, and grants another."""

from services.demo.chapters.founding import appoint
from services.demo.content.decisions import FIRST_COMMITTEE, MANDATE_GRANTED, MANDATE_REFUSED, STAFF_ASKS
from services.demo.content.initiative import BACKBONE, MANDATE, MANDATE_AT_FIRST
from services.demo.content.people import (
    DECLINED,
    OBSERVER,
    SPEAKS_FOR,
    STAFF_ROLES_UNDER_THE_MANDATE,
    STEERING_COMMITTEE,
)
from services.demo.deciding import carried, drafted
from services.demo.telling import Body, Telling


async def tell(telling: Telling) -> None:
    """Tell how the committee was seated and the mandate given."""
    await _seat(telling)
    await _refuse_staff(telling)
    await _mandate(telling)


async def _seat(telling: Telling) -> None:
    speaks_for = {person: organization for organization, person in SPEAKS_FOR.items()}
    members = f"registry/forums/{telling.ids['committee']}/members"
    seats = []
    for key, role in (*STEERING_COMMITTEE, (OBSERVER, "observer"), (DECLINED, "member")):
        body = {
            "person_id": telling.ids[key],
            "organization_id": telling.ids[speaks_for[key]] if key in speaks_for else None,
            "role": role,
        }
        seat = await telling.create("nadia", members, body, name=f"seat of {key}")
        answer = "decline" if key == DECLINED else "accept"
        await telling.post(key, f"{members}/{seat['id']}/{answer}", key=f"seat of {key}: {answer}")
        if key != DECLINED:
            seats.append(seat["id"])
    await carried(telling, FIRST_COMMITTEE, {"forum_id": telling.ids["committee"], "seat_ids": seats})
    telling.say(f"a steering committee of {len(STEERING_COMMITTEE)}, seated by the founding partners")


async def _refuse_staff(telling: Telling) -> None:
    decision = await drafted(telling, STAFF_ASKS)
    path = f"agenda/decisions/{decision['id']}/open"
    await telling.refused(
        STAFF_ASKS.drafted_by, path, None, rule="backbone-does-not-appoint-itself", name="opening"
    )


async def _mandate(telling: Telling) -> None:
    for name, terms, question, outcome in (
        ("refused mandate", MANDATE_AT_FIRST, MANDATE_REFUSED, "not_adopted"),
        ("granted mandate", MANDATE, MANDATE_GRANTED, "adopted"),
    ):
        mandate = await telling.create("galit", "registry/mandates", _term(telling, terms), name=name)
        await carried(telling, question, {"mandate_id": mandate["id"]}, outcome=outcome)
    telling.say("a mandate refused for an objection, and another granted by consent")
    for key, role in STAFF_ROLES_UNDER_THE_MANDATE:
        await appoint(telling, SPEAKS_FOR[BACKBONE], key, role)


def _term(telling: Telling, terms: Body) -> Body:
    return {
        **terms,
        "organization_ids": [telling.ids[BACKBONE]],
        "starts_on": telling.day(0),
        "ends_on": telling.day(terms["ends_on"]),
    }
