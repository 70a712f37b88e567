"""Maps of Kumu: elements and the connections between them, as its JSON has them.

Kumu exports attributes within `attributes` and imports them beside the rest; both are read. Connections name
elements by ids of the map or by labels; here they name them by labels, which is what people see.
"""

from enum import StrEnum
from typing import Any

from shared.imports.errors import unreadable

_OWN = frozenset({"_id", "id", "attributes", "from", "to", "direction"})
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
        return [_attributes(element) for element in elements]
    labels: dict[str, str] = {}
    for element in elements:
        label = _attributes(element).get("label")
        labels |= {
            str(element[name]): label
            for name in ("_id", "id")
            if isinstance(label, str) and isinstance(element.get(name), str)
        }
    rows = []
    for connection in _listed(sent, KumuPart.CONNECTIONS):
        ends = {name: labels.get(str(connection.get(name)), connection.get(name)) for name in ("from", "to")}
        direction = {"direction": connection["direction"]} if "direction" in connection else {}
        rows.append({**ends, **direction, **_attributes(connection)})
    return rows


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
