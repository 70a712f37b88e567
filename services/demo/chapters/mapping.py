"""The field is mapped over all sectors: organizations, how they came along, the people."""

from services.demo.chapters.founding import add, put_on_the_map
from services.demo.content.initiative import BACKBONE, PLANNING_BEGINS, PLANNING_TARGET
from services.demo.content.organizations import FOUNDING, MAPPED
from services.demo.content.people import AUDITOR, LIVED_EXPERIENCE, PEOPLE
from services.demo.telling import Telling


async def tell(telling: Telling) -> None:
    """Tell who has a stake, and how they were met."""
    for organization in MAPPED:
        if organization.key != BACKBONE:
            await put_on_the_map(telling, "sami", organization)
    for organization in MAPPED:
        for stage, reason in organization.steps:
            path = f"registry/organizations/{telling.ids[organization.key]}/stage-changes"
            body = {"to": stage, "reason": {"he": reason}}
            await telling.post("sami", path, body, key=f"{organization.key} is {stage}")
    sectors = {organization.sector for organization in (*FOUNDING, *MAPPED)}
    telling.say(f"{len(FOUNDING) + len(MAPPED)} organizations of {len(sectors)} sectors on the map")
    for person in PEOPLE:
        await add(telling, "rana", person)
    await add(telling, "galit", AUDITOR)
    for key in LIVED_EXPERIENCE:
        path = f"registry/people/{telling.ids[key]}/lived-experience"
        await telling.put(key, path, {"declared": True})
    telling.say(f"{len(PEOPLE)} more people, and for whom they speak")
    await _set_planning_target(telling)
    body = {"to": "planning", "reason": {"he": PLANNING_BEGINS}}
    await telling.post("shira", "registry/phase-transitions", body, key="planning")


async def _set_planning_target(telling: Telling) -> None:
    initiative = await telling.read("shira", "registry")
    if initiative["planning_target_on"] is None:
        target = {"planning_target_on": telling.day(PLANNING_TARGET)}
        await telling.patch("shira", "registry", target, initiative["version"])
