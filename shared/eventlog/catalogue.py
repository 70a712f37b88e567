"""The catalogue of event types: what partners' systems and auditors need to understand a log, as JSON text.

Made from the classes by `make docs`, committed with the events service, which serves it: services do not
import each other, so none of them knows the classes of all.
"""

import json
from typing import Any

from shared.eventlog.event_types import Event, event_types

_OURS = ("services.", "shared.")
_OPEN = "open"


def event_type_catalogue() -> str:
    """Every event type of the services imported so far, sorted by name; the same text for the same code."""
    declared = [event for event in event_types().values() if event.__module__.startswith(_OURS)]
    return json.dumps([_described(event) for event in declared], ensure_ascii=False, indent=2) + "\n"


def _described(event: type[Event]) -> dict[str, Any]:
    schema = event.model_json_schema()
    schema.pop("title", None)
    # A later version may have further optional fields: a reader ignores what it does not know.
    schema.pop("additionalProperties", None)
    return {
        "type": event.type,
        "version": event.version,
        "description": " ".join((event.__doc__ or "").split()),
        "subject": event.subject,
        "fields": [
            {
                "name": name,
                "audience": _OPEN if name in event.open_fields else event.sealed_fields[name].value,
                "required": field.is_required(),
            }
            for name, field in event.model_fields.items()
        ],
        "people": list(event.people),
        "readers": list(event.readers),
        "json_schema": schema,
        "example": event.model_validate(event.example).model_dump(mode="json", exclude_none=True),
    }
