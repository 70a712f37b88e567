"""The catalogue of event types, as `make docs` made it from the classes of all services."""

import json
from functools import cache
from pathlib import Path
from typing import Any

EVENT_TYPES_FILE = Path(__file__).with_name("event_types.json")


@cache
def event_types() -> list[dict[str, Any]]:
    """Every event type, as the catalogue describes it."""
    listed: list[dict[str, Any]] = json.loads(EVENT_TYPES_FILE.read_bytes())
    return listed


@cache
def event_type_page() -> bytes:
    """Every event type as a page of a list, ready to be sent."""
    return json.dumps({"items": event_types(), "next_cursor": None}, ensure_ascii=False).encode()


def is_known_type(name: str) -> bool:
    """Whether there is a type of that name; of `registry.*`, whether any begins so."""
    if name.endswith(".*"):
        return any(one["type"].startswith(name[:-1]) for one in event_types())
    return any(one["type"] == name for one in event_types())
