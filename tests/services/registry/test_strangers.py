"""To a stranger an initiative does not exist: nothing of it answers, whatever the service or the method."""

import re

from tests.kit import Actor, Field, World

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
METHODS = ("get", "post", "put", "patch", "delete")


BY_LINK_ALONE: list[dict[str, list[str]]] = [{"capabilityLink": []}]
"""Of operations that no token opens: whether there is an initiative is not even looked up for one."""


async def operations(world: World) -> list[tuple[str, str, int]]:
    """Every operation within an initiative, and how it answers to who has no standing there."""
    found = []
    for service in ("registry", "agenda", "metrics", "events"):
        document = await world.http.get(f"/{service}/openapi.json")
        if document.status_code != 200:
            continue
        for path, item in document.json()["paths"].items():
            if "{initiative_id}" in path:
                found += [
                    (method.upper(), path, 401 if item[method].get("security") == BY_LINK_ALONE else 404)
                    for method in METHODS
                    if method in item
                ]
    return found


def addressed(path: str, initiative_id: str) -> str:
    return re.sub(r"\{[^}]+\}", NOBODY, path.replace("{initiative_id}", initiative_id))


async def test_to_members_of_other_initiatives_nothing_answers(world: World, field: Field) -> None:
    elsewhere = await world.found("מהלך אחר")
    asked = await operations(world)
    assert len(asked) > 25
    open_to_strangers = []
    for method, path, unknown in asked:
        there = await elsewhere.facilitator.call(method, addressed(path, field.id), json={})
        nowhere = await elsewhere.facilitator.call(method, addressed(path, NOBODY), json={})
        same = {**there.json(), "request_id": ""} == {**nowhere.json(), "request_id": ""}
        if not (there.status_code == nowhere.status_code == unknown and same):
            open_to_strangers.append((method, path, there.status_code, nowhere.status_code))
    assert open_to_strangers == []


async def test_a_person_of_two_initiatives_is_two_people_with_two_tokens(world: World, field: Field) -> None:
    elsewhere = await world.found("מהלך אחר")
    mixed = world.actor(field.id, elsewhere.partner.person_id)
    assert (await mixed.get("registry/organizations")).status_code == 404
    moved = Actor(world.http, field.partner.token, elsewhere.id)
    assert (await moved.get("registry/organizations")).status_code == 404
