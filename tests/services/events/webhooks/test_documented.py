"""The `webhooks` of the OpenAPI document are what receivers really get; event types only ever grow."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs

from services.events.app import SERVICE
from services.events.catalogue.service import EVENT_TYPES_FILE
from shared.http.app import create_app, openapi
from shared.settings import Settings
from tests.kit import Field, World
from tests.services.events.webhooks.receiver import deliver, dispatching, happen, receiving, subscribed
from tests.test_openapi import MERGED, SCHEMA_DIALECT, document

RELEASED = Path(__file__).with_name("released_event_types.json")
MEDIA_TYPE = "application/cloudevents+json"


def schema_of(name: str) -> dict[str, Any]:
    content: dict[str, Any] = MERGED["webhooks"][name]["post"]["requestBody"]["content"][MEDIA_TYPE]
    return content


def validator(name: str) -> Any:
    return jsonschema_rs.validator_for({**schema_of(name)["schema"], "$schema": SCHEMA_DIALECT})


def test_every_event_type_is_a_webhook_with_an_example_its_schema_describes() -> None:
    catalogue = json.loads(EVENT_TYPES_FILE.read_bytes())
    assert list(MERGED["webhooks"]) == [event["type"] for event in catalogue]
    assert document("events")["webhooks"] == MERGED["webhooks"]
    served = openapi(
        create_app(SERVICE, Settings(mode="local", database_url="postgresql:///nowhere")), SERVICE
    )
    assert served["webhooks"] == MERGED["webhooks"]
    for name in MERGED["webhooks"]:
        validator(name).validate(schema_of(name)["example"])


def test_no_sealed_value_and_no_reference_is_in_a_webhook() -> None:
    catalogue = json.loads(EVENT_TYPES_FILE.read_bytes())
    assert "$ref" not in json.dumps(MERGED["webhooks"])
    for event in catalogue:
        described = schema_of(event["type"])["schema"]["properties"]["data"]["properties"]
        assert set(described) == {field["name"] for field in event["fields"] if field["audience"] == "open"}


async def test_what_a_receiver_gets_is_what_is_documented(world: World, field: Field) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher)
        await happen(field)
        await field.partner.post(f"events/webhook-endpoints/{created['id']}/replay", {"after": -1})
        await deliver(dispatcher)
        assert len({received.event["type"] for received in receiver.events}) > 6
        for received in receiver.events:
            validator(received.event["type"]).validate(received.event)
            assert set(received.event["data"]) <= set(
                schema_of(received.event["type"])["schema"]["properties"]["data"]["properties"]
            )


def _facts(event: dict[str, Any]) -> dict[str, dict[str, Any]]:
    schemas = event["json_schema"]["properties"]
    return {
        field["name"]: {**field, "schema": _shape(schemas[field["name"]], event["json_schema"])}
        for field in event["fields"]
    }


def _shape(schema: Any, root: dict[str, Any]) -> Any:
    """What values a field takes, without words about it; enums apart, which may grow."""
    if isinstance(schema, list):
        return [_shape(one, root) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _shape(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    words = ("title", "description", "examples", "enum", "const")
    return {key: _shape(one, root) for key, one in schema.items() if key not in words}


def breaks(released: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[str]:
    """What somebody's program that reads the released types could no longer rely on."""
    today = {event["type"]: event for event in now}
    broken = []
    for event in released:
        name = event["type"]
        if name not in today:
            broken.append(f"{name} is gone")
            continue
        before, after = _facts(event), _facts(today[name])
        broken += [
            f"{name}.{field} is gone or changed" for field in before if before[field] != after.get(field)
        ]
        broken += [
            f"{name}.{field} is new and required"
            for field in after.keys() - before
            if after[field]["required"]
        ]
        grown = bool(after.keys() - before)
        if today[name]["version"] < event["version"] + grown:
            broken.append(f"{name}: a new field raises the version")
        if event["subject"] != today[name]["subject"]:
            broken.append(f"{name} is about something else")
    return broken


def test_event_types_only_grow() -> None:
    """Against those of the last release; whoever releases copies the catalogue over them."""
    released = json.loads(RELEASED.read_bytes())
    assert len(released) >= 30
    assert breaks(released, json.loads(EVENT_TYPES_FILE.read_bytes())) == []


def test_what_is_no_growth_is_noticed() -> None:
    released = json.loads(RELEASED.read_bytes())

    def changed(change: Any) -> list[str]:
        now = json.loads(RELEASED.read_bytes())
        change(now)
        return breaks(released, now)

    def add(now: list[dict[str, Any]], *, required: bool, version: int) -> None:
        now[0]["fields"].append({"name": "new", "audience": "open", "required": required})
        now[0]["json_schema"]["properties"]["new"] = {"type": "integer"}
        now[0]["version"] = version

    version = released[0]["version"]
    assert changed(lambda now: now.append({**now[0], "type": "agenda.new.thing"})) == []
    assert changed(lambda now: add(now, required=False, version=version + 1)) == []
    assert changed(lambda now: add(now, required=False, version=version))
    assert changed(lambda now: add(now, required=True, version=version + 1))
    assert changed(lambda now: now.pop())
    assert changed(lambda now: now[0]["fields"].pop())
    assert changed(lambda now: now[0]["fields"][0].update(audience="facilitators"))
    assert changed(lambda now: now[0].update(subject="elsewhere/{id}"))
