"""Ids of one initiative are unknown in every other: in paths, over all operations; in bodies; as cursors.

The other initiative holds something of every kind (`tests/fuzz/seeding.py`). What is asked with its ids has
to be answered word for word as what is asked with an id that is nowhere.
"""

import re
from typing import Any
from uuid import UUID, uuid5

import pytest

from tests.fuzz.seeding import Seeds, seed
from tests.kit import Actor, Field, World
from tests.shared.operations import within_an_initiative

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
WORDS = {"he": "מענה"}
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
async def elsewhere(world: World) -> tuple[Field, Seeds]:
    field = await world.found("מהלך אחר")
    return field, await seed(world, field)


async def answer(caller: Actor, method: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
    """Status and body, without what differs from request to request."""
    response = await caller.call(method, path, json=body, headers={"If-Match": "*"})
    return response.status_code, {**response.json(), "request_id": ""}


def pointing_at(things: list[str], template: str) -> list[str]:
    """The addresses of an operation that lead to one of the other initiative's things."""
    last = template.rindex("}") + 1
    thing, rest = re.sub(r"\{\w+\}", "[^/]+", template[:last]), template[last:]
    return [f"{address}{rest}" for address in things if re.fullmatch(thing, address)][:1]


def _of_nobody(found: re.Match[str]) -> str:
    """An id that names nothing, another one for each."""
    return str(uuid5(UUID(NOBODY), found[0]))


async def test_in_paths_they_are_unknown_to_every_operation(
    field: Field, elsewhere: tuple[Field, Seeds]
) -> None:
    there, seeds = elsewhere
    things = [address.replace(there.id, field.id) for address in seeds.addresses]
    assert len(things) > 100
    asked, known = set(), []
    for operation in within_an_initiative():
        for path in pointing_at(things, operation.path) if operation.path.count("{") > 1 else []:
            service, _, rest = path.partition(field.id)
            nowhere = f"{service}{field.id}{_ID.sub(_of_nobody, rest)}"
            asked.add(operation.name)
            for caller in (field.facilitator, field.founder):
                said = await answer(caller, operation.method, path, {})
                # Some lists are empty of what is nowhere, too.
                if said[1].get("items") or said != await answer(caller, operation.method, nowhere, {}):
                    known.append((operation.name, said))
    assert known == []
    assert len(asked) > 80


async def test_in_bodies_they_are_unknown(field: Field, elsewhere: tuple[Field, Seeds]) -> None:
    _, seeds = elsewhere

    def of(kind: str) -> str:
        return next(
            address.rpartition("/")[2]
            for address in seeds.addresses
            if re.search(rf"/{kind}/{_ID.pattern}$", address)
        )

    house, person = of("organizations"), of("people")
    forum = await field.founder.created(
        "registry/forums",
        {
            "kind": "working_group",
            "name": WORDS,
            "method": {"name": "majority"},
            "quorum": {"share": {"numerator": 1, "denominator": 2}},
            "notice_hours": 0,
        },
    )
    own = {"organization_id": field.founder.organization_id}
    section = {"kind": "goals", "title": WORDS, "text": WORDS}
    called = {"title": WORDS, "starts_at": "2030-01-01T10:00:00Z"}
    decided = {"kind": "own_matter", "question": WORDS, "closes_at": "2030-01-01T10:00:00Z"}
    asked = {
        "agenda/activities": ({"title": WORDS, "lead_organization_id": "?"}, house),
        "agenda/agenda/sections": ({**section, "cites": ["?"]}, of("voices")),
        "agenda/decisions": ({**decided, "forum_id": "?"}, of("forums")),
        "agenda/voices": ({"text": WORDS, "brought_by": {"person_id": "?"}}, person),
        "metrics/observations": (
            {"indicator": "?", "period": "2024", "value": "1", **own},
            of("indicators"),
        ),
        "registry/people": (
            {"name": WORDS, "affiliations": [{"organization_id": "?", "represents": True}]},
            house,
        ),
        "registry/staff": ({"person_id": "?", "role": "data_analyst"}, person),
        "registry/meetings": ({**called, "forum_id": "?"}, of("forums")),
        f"registry/forums/{forum['id']}/members": ({"person_id": "?"}, person),
        "registry/interactions": ({"type": "listening", "parties": [own, {"organization_id": "?"}]}, house),
        "registry/commitments": ({"by": own, "to": {"organization_id": "?"}, "text": WORDS}, house),
        "registry/recognitions": ({"to_organization_id": "?", "text": WORDS}, house),
        "registry/mandates": (
            {
                "organization_ids": ["?"],
                "backbone_type": "existing_nonprofit",
                "roles": ["convene_engage"],
                "starts_on": "2030-01-01",
                "ends_on": "2031-01-01",
            },
            house,
        ),
        "registry/allocations": (
            {"source_id": "?", "amount": 1, "purpose": WORDS, **own},
            of("funding-sources"),
        ),
        "registry/integrations": ({"organization_id": "?", "name": WORDS, "scopes": ["field:read"]}, house),
        "events/webhook-endpoints": (
            {"integration_id": "?", "url": "https://partner.example/"},
            of("integrations"),
        ),
        "events/erasures": ({"person_id": "?"}, person),
    }
    for path, (body, theirs) in asked.items():
        for caller in (field.facilitator, field.founder):
            said = await answer(caller, "POST", path, _with(body, theirs))
            assert said[0] >= 400, (path, said)
            assert said == await answer(caller, "POST", path, _with(body, NOBODY)), path


def _with(body: Any, id_: str) -> Any:
    """A body with an id where it says `?`."""
    if isinstance(body, dict):
        return {name: _with(value, id_) for name, value in body.items()}
    if isinstance(body, list):
        return [_with(value, id_) for value in body]
    return id_ if body == "?" else body


async def test_a_cursor_of_theirs_shows_nothing_of_theirs(
    field: Field, elsewhere: tuple[Field, Seeds]
) -> None:
    there, _ = elsewhere
    for path in ("registry/organizations", "registry/people", "agenda/voices", "events/events"):
        theirs = (await there.facilitator.get(f"{path}?limit=1")).json()
        cursor = theirs["next_cursor"]
        assert cursor is not None
        own = {one.get("id", one.get("position")) for one in (await field.founder.get(path)).json()["items"]}
        page = (await field.founder.get(f"{path}?cursor={cursor}")).json()["items"]
        assert {one.get("id", one.get("position")) for one in page} <= own
        if path != "events/events":
            assert theirs["items"][0]["id"] not in own
