"""The catalogue of event types: complete, up to date, and true of every type."""

from string import Formatter
from typing import Any

import jsonschema_rs
import pytest

from services.cli import load_all
from services.events.catalogue.schemas import EventType
from services.events.catalogue.service import EVENT_TYPES_FILE
from shared.eventlog.catalogue import event_type_catalogue
from shared.eventlog.event_types import Event, event_types
from shared.http.pagination import Page
from tests.kit import World

load_all()
OURS = [event for event in event_types().values() if event.__module__.startswith(("services.", "shared."))]


async def listed(world: World) -> list[dict[str, Any]]:
    response = await world.http.get("/events/v1/event-types")
    assert response.status_code == 200
    Page[EventType].model_validate_json(response.content, extra="forbid")
    items: list[dict[str, Any]] = response.json()["items"]
    return items


async def test_everybody_can_read_every_type(world: World) -> None:
    assert [item["type"] for item in await listed(world)] == [event.type for event in OURS]


def test_the_committed_catalogue_is_up_to_date() -> None:
    assert EVENT_TYPES_FILE.read_text("utf-8") == event_type_catalogue()


async def test_every_example_is_what_its_schema_describes(world: World) -> None:
    for item in await listed(world):
        jsonschema_rs.validator_for(item["json_schema"]).validate(item["example"])


@pytest.mark.parametrize("event", OURS, ids=lambda event: event.type)
def test_an_example_validates_and_fills_the_subject_with_open_fields(event: type[Event]) -> None:
    example = event.model_validate(event.example)
    placeholders = {name for _, name, _, _ in Formatter().parse(event.subject) if name is not None}
    assert placeholders
    assert placeholders <= event.open_fields
    data, _ = example.facts()
    assert "None" not in event.subject.format_map(data)
