"""What members read of the log, by page: who sees which values, filters, cursors."""

import json
from typing import Any

import pytest

from services.events.log.schemas import EventPage
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events, leaves

RUTH: dict[str, Any] = {"email": "ruth@example.org", "phone": "+972-50-1234567", "language": "ar"}


@pytest.fixture
async def ruth(world: World, field: Field) -> Actor:
    """Somebody with contact data."""
    return await world.add_person(field.facilitator, "רות לוי", **RUTH)


async def joined(reader: Actor, person: Actor) -> dict[str, Any]:
    """How a reader sees that a person joined."""
    found = await all_events(reader, types="registry.person.joined", subject=f"people/{person.person_id}")
    assert len(found) == 1
    return found[0]


async def test_a_member_reads_every_line_in_the_order_of_the_log(field: Field) -> None:
    found = await all_events(field.partner)
    assert [item["position"] for item in found] == list(range(len(found)))
    assert found[0]["event"]["type"] == "registry.initiative.founded"
    assert found[0]["opened"]["name"] == {"he": "קווים אדומים"}
    assert [item["event"] for item in found] == [json.loads(line) for line in await leaves(field.partner)]


async def test_a_page_is_what_its_schema_says(field: Field) -> None:
    response = await field.partner.get("events/events")
    assert response.headers["content-type"] == "application/json"
    EventPage.model_validate_json(response.content, extra="forbid")


async def test_values_for_members_are_opened_to_members_and_no_others(field: Field, ruth: Actor) -> None:
    seen = await joined(field.partner, ruth)
    assert seen["opened"] == {"name": {"he": "רות לוי"}}
    assert seen["closed"] == ["email", "language", "phone"]
    assert seen["erased"] == []


async def test_values_for_those_concerned_are_opened_to_the_person_and_to_facilitators(
    field: Field, ruth: Actor
) -> None:
    for reader in (ruth, field.facilitator):
        seen = await joined(reader, ruth)
        assert seen["opened"] == {"name": {"he": "רות לוי"}, **RUTH}
        assert seen["closed"] == []


async def test_values_for_facilitators_are_opened_to_facilitators_alone(field: Field) -> None:
    change = {"to": "engaged", "reason": {"he": "הגיעו למפגש"}}
    await field.facilitator.created(
        f"registry/organizations/{field.partner.organization_id}/stage-changes", change
    )
    wanted = {"types": "registry.organization.stage_changed"}
    assert (await all_events(field.facilitator, **wanted))[0]["opened"] == {"reason": change["reason"]}
    for reader in (field.partner, field.founder):
        seen = (await all_events(reader, **wanted))[0]
        assert (seen["opened"], seen["closed"]) == ({}, ["reason"])


@pytest.mark.parametrize("path", ["events", "export", "openings"])
async def test_to_strangers_there_is_no_log_and_the_operator_reads_none(
    world: World, field: Field, path: str
) -> None:
    stranger = (await world.found()).facilitator
    stranger.initiative_id = field.id
    assert (await stranger.get(f"events/{path}")).status_code == 404
    assert (await field.operator.get(f"events/{path}")).status_code == 403
    nobody = Actor(world.http, "x", field.id)
    assert (await nobody.get(f"events/{path}")).status_code == 401


async def test_types_are_named_exactly_or_by_what_they_begin_with(field: Field) -> None:
    everything = await all_events(field.partner)
    wanted = {"registry.staff.appointed", "registry.affiliation.begun"}
    found = await all_events(field.partner, types=["registry.staff.appointed", "registry.affiliation.*"])
    assert {item["event"]["type"] for item in found} == wanted
    assert found == [item for item in everything if item["event"]["type"] in wanted]
    assert await all_events(field.partner, types="registry.*") == everything
    assert await all_events(field.partner, types="registry.staff") == []
    assert await all_events(field.partner, types=["agenda.*", "metrics.no_such_thing"]) == []


async def test_filters_by_actor_subject_and_time_hold_together(field: Field, ruth: Actor) -> None:
    everything = await all_events(field.partner)
    by_founder = await all_events(field.partner, actor=field.founder.person_id)
    assert by_founder
    assert by_founder == [
        item for item in everything if item["event"]["actor"].get("id") == field.founder.person_id
    ]
    middle = everything[3]["event"]["time"]
    later = await all_events(field.partner, **{"from": middle})
    assert later == [item for item in everything if item["event"]["time"] >= middle]
    assert await all_events(field.partner, until=middle) == everything[: len(everything) - len(later)]
    about_ruth = {"subject": f"people/{ruth.person_id}", "actor": field.facilitator.person_id}
    assert len(await all_events(field.partner, **about_ruth, types="registry.*")) == 1
    assert await all_events(field.partner, **about_ruth, until=middle) == []


async def test_pages_meet_without_gaps_whatever_is_asked_for(field: Field) -> None:
    for filters in ({}, {"types": ["registry.person.*", "registry.organization.mapped"]}):
        everything = await all_events(field.partner, **filters)
        assert await all_events(field.partner, **filters, limit=1) == everything
        assert await all_events(field.partner, **filters, limit=2) == everything
        last = everything[-1]["position"]
        assert await all_events(field.partner, **filters, after=last) == []
        assert await all_events(field.partner, **filters, after=last - 1) == everything[-1:]


@pytest.mark.parametrize(
    "given",
    [
        {"after": "-2"},
        {"after": "x"},
        {"after": str(2**53)},
        {"limit": "0"},
        {"limit": "201"},
        {"types": "*"},
        {"types": "registry.%"},
        {"types": "registry.\0"},
        {"types": ["registry.*"] * 21},
        {"actor": "me"},
        {"subject": "people"},
        {"subject": "people/%00"},
        {"from": "yesterday"},
        {"from": "2026-11-23T10:00:00"},
    ],
)
async def test_what_cannot_be_asked_for_is_a_problem(field: Field, given: dict[str, Any]) -> None:
    response = await field.partner.get("events/events", params=given)
    assert (response.status_code, response.json()["code"]) == (422, "validation-failed")


@pytest.mark.parametrize("cursor", ["-1", "x", "1" * 40, "١", ""])
async def test_a_cursor_of_another_list_is_a_problem(field: Field, cursor: str) -> None:
    response = await field.partner.get("events/events", params={"cursor": cursor})
    assert (response.status_code, response.json()["code"]) == (400, "invalid-cursor")


async def test_a_position_past_the_head_is_an_empty_page(field: Field) -> None:
    assert await all_events(field.partner, after=2**53 - 1) == []
    assert await leaves(field.partner, after=10**12) == []
