"""Maps of Kumu: elements and the connections between them, as its JSON has them.

Kumu exports attributes within `attributes` and imports them beside the rest; both are read. Connections name
elements by ids of the map or by labels; here they name them by our ids where there are some, else by labels.
"""

import re
from enum import StrEnum
from typing import Any

from shared.imports.errors import unreadable

_OWN = frozenset({"_id", "id", "attributes", "from", "to", "direction"})
_OURS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SAME = {"element type": "type", "connection type": "type"}
"""What Kumu calls an attribute in exports, and in what it imports."""


class KumuPart(StrEnum):
    """Which of a map is read."""

    ELEMENTS = "elements"
    CONNECTIONS = "connections"


def is_kumu(sent: Any) -> bool:
    """Whether a JSON value is a map of Kumu."""
    return isinstance(sent, dict) and KumuPart.ELEMENTS in sent


def rows_of_kumu(sent: dict[str, Any], part: KumuPart) -> list[dict[str, Any]]:
    """The elements or connections as rows: `label`, `type`, `from`, `to`, `direction`, other attributes.

    Raises UnreadableTable.
    """
    elements = _listed(sent, KumuPart.ELEMENTS)
    if part is KumuPart.ELEMENTS:
        return [_own_id(element) | _attributes(element) for element in elements]
    called: dict[str, str] = {}
    for element in elements:
        label = _attributes(element).get("label")
        ids = [element[name] for name in ("_id", "id") if isinstance(element.get(name), str)]
        if isinstance(label, str):
            called |= dict.fromkeys([*ids, label], _own_id(element).get("id", label))
    rows = []
    for connection in _listed(sent, KumuPart.CONNECTIONS):
        ends = {end: called.get(str(connection.get(end)), connection.get(end)) for end in ("from", "to")}
        direction = {"direction": connection["direction"]} if "direction" in connection else {}
        rows.append({**ends, **direction, **_attributes(connection)})
    return rows


def _own_id(element: dict[str, Any]) -> dict[str, str]:
    """The id of an element that an export of ours gave it; Kumu's own are not of the form."""
    value = element.get("id")
    return {"id": value} if isinstance(value, str) and _OURS.fullmatch(value) else {}


def _listed(sent: dict[str, Any], part: KumuPart) -> list[dict[str, Any]]:
    found = sent.get(part, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise unreadable("not_rows")
    return found


def _attributes(one: dict[str, Any]) -> dict[str, Any]:
    """What a person wrote of an element or connection; several values are divided by `|`."""
    beside = {name: value for name, value in one.items() if name not in _OWN}
    within = one.get("attributes", {})
    if not isinstance(within, dict):
        raise unreadable("not_rows")
    return {
        _SAME.get(name, name): "|".join(map(str, value)) if isinstance(value, list) else _text(value)
        for name, value in {**beside, **within}.items()
    }


def _text(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
