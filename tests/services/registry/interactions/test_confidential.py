"""Confidential interactions: to whoever is no party and no facilitator they are one bare entry of the log."""

import json
from typing import Any

import pytest

from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events, leaves

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
WORDS = {"he": "נאמרו דברים קשים"}


@pytest.fixture
async def other(world: World, field: Field) -> Actor:
    """A representative of a third partner."""
    third = await field.facilitator.created(
        "registry/organizations", {"name": {"he": "שותף שלישי"}, "sector": "business"}
    )
    return await world.add_person(field.facilitator, "נציג השותף השלישי", third["id"])


async def conflict(field: Field, by: Actor) -> dict[str, Any]:
    """A confidential conflict between partner and founder."""
    return await by.created(
        "registry/interactions",
        {
            "type": "conflict",
            "parties": [
                {"organization_id": field.partner.organization_id},
                {"person_id": field.founder.person_id},
            ],
            "tone": -2,
            "notes": WORDS,
            "confidential": True,
        },
    )


async def test_it_exists_for_its_parties_and_facilitators_alone(field: Field, other: Actor) -> None:
    entry = await conflict(field, field.partner)
    path = f"registry/interactions/{entry['id']}"
    for reader in (field.partner, field.founder, field.facilitator):
        assert (await reader.get(path)).json() == entry
        assert [one["id"] for one in (await reader.get("registry/interactions")).json()["items"]] == [
            entry["id"]
        ]
    for query in (
        "",
        "?type=conflict",
        f"?organization_id={field.partner.organization_id}",
        f"?person_id={field.founder.person_id}",
        "?limit=1",
    ):
        answer = (await other.get(f"registry/interactions{query}")).json()
        assert answer == {"items": [], "next_cursor": None}
    assert (await field.operator.get(path)).status_code == 403


async def test_whatever_is_tried_it_answers_like_what_does_not_exist(field: Field, other: Actor) -> None:
    entry = await conflict(field, field.partner)
    attempts = [
        ("GET", "", None),
        ("PATCH", "", {"tone": 2}),
        ("POST", "/withdraw", None),
        ("POST", "/answers", {"text": WORDS}),
        ("GET", "/answers", None),
        ("GET", "/corrections", None),
        ("GET", "/private-notes", None),
        ("POST", "/private-notes", {"text": WORDS}),
    ]
    for method, rest, body in attempts:
        asked = [
            await other.call(method, f"registry/interactions/{which}{rest}", body, headers={"If-Match": "*"})
            for which in (entry["id"], NOBODY)
        ]
        there, nowhere = ({**one.json(), "request_id": ""} for one in asked)
        assert there == nowhere, (method, rest)
        assert asked[0].status_code in (403, 404)


async def test_the_log_says_that_one_happened_and_neither_what_nor_who(field: Field, other: Actor) -> None:
    entry = await conflict(field, field.partner)
    path = f"registry/interactions/{entry['id']}"
    await field.partner.patch(path, {"tone": -1})
    await field.founder.created(f"{path}/answers", {"text": WORDS})
    await field.facilitator.created(f"{path}/private-notes", {"text": WORDS})
    await field.partner.post(f"{path}/withdraw")
    lines = [json.loads(line) for line in await leaves(other)]
    told = [line for line in lines if line["type"].startswith("registry.interaction.")]
    assert [line["type"].rpartition(".")[2] for line in told] == [
        "recorded_confidentially",
        "corrected_confidentially",
        "answered_confidentially",
        "noted",
        "withdrawn",
    ]
    named = (
        field.partner.person_id,
        field.partner.organization_id,
        field.founder.person_id,
        field.founder.organization_id,
        field.facilitator.person_id,
        "conflict",
    )
    for line in told:
        assert line["actor"] == {"kind": "person"}
        assert not [name for name in named if name in json.dumps(line)]
    assert all(not one["opened"] for one in await all_events(other, types="registry.interaction.*"))
    assert not await all_events(other, actor=field.partner.person_id)
    for party in (field.partner, field.founder, field.facilitator):
        opened = [one["opened"] for one in await all_events(party, types="registry.interaction.*")]
        assert (opened[0]["interaction_type"], opened[0]["notes"]) == ("conflict", WORDS)
        assert opened[2]["text"] == WORDS


async def test_only_a_party_or_a_facilitator_records_one(world: World, field: Field, other: Actor) -> None:
    analyst = await world.add_person(field.facilitator, "אנליסטית")
    role = {"person_id": analyst.person_id, "role": "data_analyst"}
    await field.founder.created("registry/staff", role)
    parties = [{"organization_id": field.partner.organization_id}]
    body = {"type": "mediation", "parties": parties, "confidential": True}
    for stranger in (other, analyst):
        refused = await stranger.post("registry/interactions", body)
        assert (refused.status_code, refused.json()["code"]) == (403, "not-a-party")
    assert (await field.facilitator.post("registry/interactions", body)).status_code == 201


async def test_who_facilitates_no_longer_sees_none_any_more_not_even_their_own(
    world: World, field: Field
) -> None:
    mediator = await world.add_person(field.facilitator, "מגשרת")
    role = {"person_id": mediator.person_id, "role": "project_coordinator"}
    staff = await field.founder.created("registry/staff", role)
    entry = await conflict(field, mediator)
    path = f"registry/interactions/{entry['id']}"
    assert (await mediator.get(path)).status_code == 200
    await field.founder.delete(f"registry/staff/{staff['id']}")
    assert (await mediator.get(path)).status_code == 404
    assert (await mediator.post(f"{path}/withdraw")).status_code == 404
    assert (await mediator.get("registry/interactions")).json()["items"] == []
    data = await mediator.get(f"registry/people/{mediator.person_id}/personal-data")
    assert entry["id"] not in data.text
    assert WORDS["he"] not in data.text
    assert "conflict" not in data.text


async def test_whoever_speaks_for_a_party_no_longer_sees_it_no_longer(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות", field.partner.organization_id)
    entry = await conflict(field, ruth)
    path = f"registry/interactions/{entry['id']}"
    assert (await ruth.get(path)).status_code == 200
    person = f"registry/people/{ruth.person_id}"
    (affiliation,) = (await ruth.get(person)).json()["affiliations"]
    ended = await field.facilitator.post(
        f"{person}/affiliations/{affiliation['id']}/end", {"until": "2026-01-01"}
    )
    assert ended.status_code == 200, ended.text
    assert (await ruth.get(path)).status_code == 404
    assert (await ruth.get("registry/interactions")).json()["items"] == []


async def test_of_an_erased_party_nothing_is_left_in_it(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    entry = await ruth.created(
        "registry/interactions",
        {
            "type": "conflict",
            "parties": [{"person_id": ruth.person_id}, {"person_id": field.partner.person_id}],
            "notes": WORDS,
            "confidential": True,
        },
    )
    await field.partner.created(f"registry/interactions/{entry['id']}/answers", {"text": WORDS})
    await erase(world, ruth, in_service="registry")
    shown = (await field.partner.get(f"registry/interactions/{entry['id']}")).json()
    assert (shown["notes"], shown["parties"][0]["person_id"], shown["recorded_by"]) == (None, None, None)
    opened = await all_events(field.partner, types="registry.interaction.*")
    assert [one["opened"] for one in opened] == [{}, {}]
