"""The `webhooks` of the OpenAPI document of the events service: what receivers get, from the event types.

They are written out here, and not declared to FastAPI, which would split the bodies that are both sent and
received. No operation has an id, so that generated clients get types and no functions to call.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from services.events.catalogue.service import event_types
from services.events.webhook_dispatcher.bodies import MEDIA_TYPE, event_body

_ID = "01936f9a-0000-7000-8000-00000000000"
_POSITION = 42
_UUID = {"type": "string", "format": "uuid"}
_ATTRIBUTES: dict[str, dict[str, Any]] = {
    "specversion": {"const": "1.0", "type": "string"},
    "id": {**_UUID, "description": "The event's id, also in the header `webhook-id`: keep each id once."},
    "source": {"type": "string", "description": "The service that recorded it."},
    "type": {"type": "string"},
    "subject": {"type": "string", "description": "Path of what it is about."},
    "time": {"type": "string", "format": "date-time"},
    "datacontenttype": {"const": "application/json", "type": "string"},
    "initiative": _UUID,
    "position": {"type": "integer", "minimum": 0, "description": "Where it stands in the initiative's log."},
    "proof": {"type": "string", "format": "uri", "description": "Where to get a proof that it stands there."},
    "schema": {"type": "integer", "minimum": 1, "description": "Version of the type."},
    "actorkind": {"type": "string", "description": "`person`, `integration`, `operator` or `service`."},
    "actorid": _UUID,
    "actorcapacity": {"type": "string"},
    "actororganization": _UUID,
}
_NOT_ALWAYS = ("actorid", "actorcapacity", "actororganization")
_HEADERS = {
    "webhook-id": "The same over all attempts.",
    "webhook-timestamp": "When it was sent, in seconds since 1970.",
    "webhook-signature": "`v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`; one a live secret.",
}
_RESPONSES = {
    "2XX": {"description": "The receiver took it."},
    "410": {"description": "The receiver wants no more: the endpoint ends."},
    "default": {"description": "It is sent again, by the schedule."},
}


def documented_webhooks() -> dict[str, Any]:
    """A webhook for each type of the committed catalogue: what the service serves of itself."""
    return webhooks(event_types())


def webhooks(catalogue: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A webhook for each event type, by its name."""
    return {event["type"]: {"post": _operation(event)} for event in catalogue}


def _operation(event: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "tags": ["webhooks"],
        "summary": event["description"].partition(". ")[0].removesuffix("."),
        "security": [],
        "parameters": [
            {
                "name": name,
                "in": "header",
                "required": True,
                "description": text,
                "schema": {"type": "string"},
            }
            for name, text in _HEADERS.items()
        ],
        "requestBody": {
            "required": True,
            "content": {MEDIA_TYPE: {"schema": _body(event), "example": _example(event)}},
        },
        "responses": _RESPONSES,
    }


def _body(event: Mapping[str, Any]) -> dict[str, Any]:
    typed = {"type": {"const": event["type"], "type": "string"}}
    return {
        "type": "object",
        "description": event["description"],
        "properties": {**_ATTRIBUTES, **typed, "data": _data(event)},
        "required": [*(name for name in _ATTRIBUTES if name not in _NOT_ALWAYS), "data"],
    }


def _data(event: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of the open facts: only these are sent."""
    schema = event["json_schema"]
    open_fields = [field["name"] for field in event["fields"] if field["audience"] == "open"]
    described = {name: _whole(schema["properties"][name], schema.get("$defs", {})) for name in open_fields}
    required = [name for name in open_fields if name in schema.get("required", ())]
    return {"type": "object", "properties": described} | ({"required": required} if required else {})


def _whole(value: Any, definitions: Mapping[str, Any]) -> Any:
    """A schema with what it refers to written out: `$defs` have no place within a document.

    Absent facts are left out of an event, so that none of them is ever null.
    """
    if isinstance(value, list):
        return [_whole(one, definitions) for one in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return _whole(definitions[value["$ref"].rpartition("/")[2]], definitions)
    choices = [one for one in value.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) == 1:
        rest = {key: one for key, one in value.items() if key not in ("anyOf", "default", "title")}
        return _whole(choices[0], definitions) | rest
    return {key: _whole(one, definitions) for key, one in value.items() if key not in ("title", "default")}


def _example(event: Mapping[str, Any]) -> Any:
    open_fields = {field["name"] for field in event["fields"] if field["audience"] == "open"}
    data = {name: value for name, value in event["example"].items() if name in open_fields}
    logged = {
        "specversion": "1.0",
        "id": f"{_ID}e",
        "source": f"/{event['type'].partition('.')[0]}",
        "type": event["type"],
        "subject": event["subject"].format_map(event["example"]),
        "time": "2026-11-23T10:15:30.123456Z",
        "initiative": f"{_ID}1",
        "actor": {"kind": "person", "id": f"{_ID}3", "capacity": "representative"},
        "schema": event["version"],
        "data": data,
    }
    return json.loads(event_body(json.dumps(logged).encode(), _POSITION, "https://shidra.example"))
