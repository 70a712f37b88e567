"""The network as files of other programs: JSON, maps of Kumu, GraphML. Written page by page.

GraphML: U. Brandes et al., GraphML progress report (Graph Drawing 2001). Kumu: its JSON of elements and
connections, which names elements by their labels, so that no two have the same.
"""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, Protocol
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from services.registry.organizations.identifiers import checked
from services.registry.organizations.schemas import Organization
from services.registry.ties.events import TieDirection
from services.registry.ties.schemas import Tie
from shared.localization.languages import Language
from shared.localization.texts import pick

Row = Mapping[str, Any]


class NetworkFormat(StrEnum):
    """As what kind of file the network is written."""

    JSON = "json"
    """`{"organizations": […], "ties": […]}`, as the API has them."""
    KUMU = "kumu"
    GRAPHML = "graphml"


class NetworkWriter(Protocol):
    """Writes a network piece by piece: all organizations, then all ties between them."""

    media_type: str
    suffix: str

    def begin(self) -> str:
        """The beginning of the file."""

    def organizations(self, rows: Iterable[Row]) -> str:
        """Further organizations."""

    def between(self) -> str:
        """What stands between organizations and ties."""

    def ties(self, rows: Iterable[Row]) -> str:
        """Further ties."""

    def end(self) -> str:
        """The end of the file."""


def writer_of(network_format: NetworkFormat, language: Language) -> NetworkWriter:
    """A writer of the format, with names for who reads."""
    if network_format is NetworkFormat.GRAPHML:
        return GraphMLWriter(language)
    return KumuWriter(language) if network_format is NetworkFormat.KUMU else JSONWriter()


class _Listing:
    """Writes JSON lists in pieces."""

    def __init__(self) -> None:
        self._any = False

    def listed(self, values: Iterable[Any]) -> str:
        """Further members of the list that was begun."""
        written = []
        for value in values:
            written.append((",\n" if self._any else "\n") + json.dumps(value, ensure_ascii=False))
            self._any = True
        return "".join(written)

    def anew(self) -> None:
        """Another list begins."""
        self._any = False


class JSONWriter:
    """Writes organizations and ties as the API has them."""

    media_type = "application/json"
    suffix = "json"

    def __init__(self) -> None:
        self._list = _Listing()

    def begin(self) -> str:
        """The beginning of the file."""
        return '{"organizations": ['

    def organizations(self, rows: Iterable[Row]) -> str:
        """Further organizations."""
        return self._list.listed(_organization(row) for row in rows)

    def between(self) -> str:
        """What stands between organizations and ties."""
        self._list.anew()
        return '\n], "ties": ['

    def ties(self, rows: Iterable[Row]) -> str:
        """Further ties."""
        return self._list.listed(Tie.model_validate(dict(row)).model_dump(mode="json") for row in rows)

    def end(self) -> str:
        """The end of the file."""
        return "\n]}\n"


def _organization(row: Row) -> dict[str, Any]:
    shown = {**row, "identifiers": [checked(identifier) for identifier in row["identifiers"]]}
    return Organization.model_validate(shown).model_dump(mode="json")


class KumuWriter:
    """Writes a map of Kumu."""

    media_type = "application/json"
    suffix = "kumu.json"

    def __init__(self, language: Language) -> None:
        self._language = language
        self._list = _Listing()
        self._labels: dict[UUID, str] = {}
        self._taken: set[str] = set()

    def begin(self) -> str:
        """The beginning of the file."""
        return '{"elements": ['

    def organizations(self, rows: Iterable[Row]) -> str:
        """Further organizations, as elements."""
        return self._list.listed(self._element(row) for row in rows)

    def between(self) -> str:
        """What stands between elements and connections."""
        self._list.anew()
        return '\n], "connections": ['

    def ties(self, rows: Iterable[Row]) -> str:
        """Further ties, as connections."""
        return self._list.listed(self._connection(row) for row in rows)

    def end(self) -> str:
        """The end of the file."""
        return "\n]}\n"

    def _element(self, row: Row) -> dict[str, Any]:
        identifiers = [f"{one['scheme']}:{one['value']}" for one in row["identifiers"]]
        return {
            "id": str(row["id"]),
            "label": self._label(row),
            "type": row["sector"],
            "stage": row["stage"],
            **({"tags": row["population_groups"]} if row["population_groups"] else {}),
            **({"identifiers": "|".join(identifiers)} if identifiers else {}),
            **({"website": row["website"]} if row["website"] else {}),
        }

    def _label(self, row: Row) -> str:
        name = label = pick(row["name"], self._language)
        number = 1
        while label in self._taken:
            number += 1
            label = f"{name} ({number})"
        self._taken.add(label)
        self._labels[row["id"]] = label
        return label

    def _connection(self, row: Row) -> dict[str, Any]:
        said = {name: row[name] for name in ("intensity", "since", "until") if row[name] is not None}
        return {
            "from": self._labels[row["from_organization_id"]],
            "to": self._labels[row["to_organization_id"]],
            "direction": "mutual" if row["direction"] == TieDirection.MUTUAL else "directed",
            "type": row["kind"],
            **{name: str(value) for name, value in said.items()},
        }


_KEYS: Final = {
    "node": ("name", "sector", "stage"),
    "edge": ("kind", "intensity", "since", "until", "confirmation"),
}


class GraphMLWriter:
    """Writes GraphML: organizations as nodes, ties as edges."""

    media_type = "application/graphml+xml"
    suffix = "graphml"

    def __init__(self, language: Language) -> None:
        self._language = language

    def begin(self) -> str:
        """The beginning of the file, with what nodes and edges are told by."""
        keys = "".join(
            f'<key id="{what}_{name}" for="{what}" attr.name="{name}" attr.type="string"/>\n'
            for what, names in _KEYS.items()
            for name in names
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n{keys}'
            '<graph edgedefault="directed">\n'
        )

    def organizations(self, rows: Iterable[Row]) -> str:
        """Further organizations, as nodes."""
        return "".join(self._node(row) for row in rows)

    def between(self) -> str:
        """What stands between nodes and edges."""
        return ""

    def ties(self, rows: Iterable[Row]) -> str:
        """Further ties, as edges; those that go both ways have no direction."""
        return "".join(
            f"<edge id={quoteattr(str(row['id']))} source={quoteattr(str(row['from_organization_id']))} "
            f"target={quoteattr(str(row['to_organization_id']))} "
            f'directed="{"false" if row["direction"] == TieDirection.MUTUAL else "true"}">'
            f"{_data('edge', {name: row[name] for name in _KEYS['edge']})}</edge>\n"
            for row in rows
        )

    def end(self) -> str:
        """The end of the file."""
        return "</graph>\n</graphml>\n"

    def _node(self, row: Row) -> str:
        told = {"name": pick(row["name"], self._language), "sector": row["sector"], "stage": row["stage"]}
        return f"<node id={quoteattr(str(row['id']))}>{_data('node', told)}</node>\n"


def _data(what: str, values: Mapping[str, Any]) -> str:
    return "".join(
        f'<data key="{what}_{name}">{escape(str(value))}</data>'
        for name, value in values.items()
        if value is not None
    )
