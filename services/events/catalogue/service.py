"""The catalogue of event types, as `make docs` made it from the classes of all services."""

import json
from functools import cache
from pathlib import Path
from typing import Any

EVENT_TYPES_FILE = Path(__file__).with_name("event_types.json")


@cache
def event_type_page() -> bytes:
    """Every event type as a page of a list, ready to be sent."""
    listed: list[Any] = json.loads(EVENT_TYPES_FILE.read_bytes())
    return json.dumps({"items": listed, "next_cursor": None}, ensure_ascii=False).encode()
