"""Sealed values beside one log, as `shidra fsck` derives them: whose, for whom, and why one may be missing.

What a value's row says follows from its entry and from the entry's type. A value that is gone follows from an
acknowledgement in the log: a service erases values and acknowledges it in one transaction.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from services.events.catalogue.service import event_types
from shared.eventlog.canonical import NotCanonicalError, canonical
from shared.eventlog.commitments import commitment

_ERASED = ".erasure.completed"
Row: TypeAlias = Mapping[str, Any]
"""A row of `log.opening`."""


def _is_canonical(text: bytes) -> bool:
    try:
        return canonical(json.loads(text)) == text
    except (ValueError, RecursionError, NotCanonicalError):
        return False


class _Type(NamedTuple):
    """What the catalogue says of a type."""

    version: int
    audiences: dict[str, str]
    """Of each field: who may open it, or that it is open."""
    readers: list[str]
    people: list[str]


@cache
def _types() -> dict[str, _Type]:
    return {
        one["type"]: _Type(
            one["version"],
            {field["name"]: field["audience"] for field in one["fields"]},
            one["readers"],
            one["people"],
        )
        for one in event_types()
    }


class SealedValues:
    """The values of one log, given with their entries from the log's beginning."""

    def __init__(self) -> None:
        self._erased: defaultdict[str, set[str]] = defaultdict(set)
        """Whose values each service has erased."""
        self._kept: dict[tuple[str, str], int] = {}
        """Where the first value of a service lies that is about a person."""
        self._gone: defaultdict[tuple[str, frozenset[str] | None], list[int]] = defaultdict(list)
        """Where the values of a service are gone, by whom they were about; None where that is sealed, too."""

    def look_at(self, position: int, event: dict[str, Any], rows: Sequence[Row]) -> list[str]:
        """What is wrong with the values beside an entry; what is missing is said at the end."""
        service = event["source"].removeprefix("/")
        if event["type"] == service + _ERASED:
            self._erased[service].add(str(event["data"].get("person_id")))
        described = _types().get(event["type"])
        if described is None:
            return [f"position {position}: no service records a type of this name"]
        opened = _opened(rows)
        wrong = [
            f"position {position}: {said}"
            for row in rows
            for said in self._of_value(event, described, row, opened)
        ]
        people = _ids(described.people, event, opened)
        if missing := event["sealed"].keys() - {row["field"] for row in rows}:
            if rows:
                wrong.append(f"position {position}: of its values, {len(missing)} are missing, others not")
            else:
                self._gone[service, None if people is None else frozenset(people)].append(position)
        elif rows:
            for person in {*(people or ()), *(str(one) for row in rows for one in row["persons"])}:
                self._kept.setdefault((service, person), position)
        return wrong

    def _of_value(
        self, event: dict[str, Any], described: _Type, row: Row, opened: dict[str, Any]
    ) -> Iterable[str]:
        field, value = row["field"], row["value"].encode()
        if event["sealed"].get(field) != commitment(row["salt"], field, value):
            yield "a value does not open its commitment"
        if not _is_canonical(value):
            yield "a value is not canonical"
        if row["type"] != event["type"] or row["audience"] != described.audiences.get(field):
            yield "who may open a value is not what the entry's type says"
        if event["schema"] != described.version:
            return  # an earlier version may have named fewer as its readers and people
        for names, kept, said in (
            (described.readers, row["readers"], "those who may open a value are not those its entry names"),
            (
                described.people,
                row["persons"],
                "those whose erasure erases a value are not those its entry names",
            ),
        ):
            told = _ids(names, event, opened)
            if told is not None and told != {str(one) for one in kept}:
                yield said

    def at_the_end(self) -> list[str]:
        """What is gone although nobody was erased, and what is there although somebody was."""
        wrong = [
            f"position {position}: its values are gone, and nobody they were about was erased"
            for (service, people), positions in self._gone.items()
            if not (self._erased[service] if people is None else self._erased[service] & people)
            for position in positions
        ]
        return wrong + [
            f"position {position}: a value about a person is there whom {service} has erased"
            for (service, person), position in self._kept.items()
            if person in self._erased[service]
        ]


def _opened(rows: Sequence[Row]) -> dict[str, Any]:
    """The values beside an entry by field; those that are no JSON are left out."""
    opened: dict[str, Any] = {}
    for row in rows:
        try:
            opened[row["field"]] = json.loads(row["value"])
        except (ValueError, RecursionError):
            continue
    return opened


def _ids(names: list[str], event: dict[str, Any], opened: dict[str, Any]) -> set[str] | None:
    """The ids in the fields named; None where one of them is sealed, and closed."""
    found: set[str] = set()
    for name in names:
        value = event["data"].get(name, opened.get(name))
        if value is None and name in event["sealed"]:
            return None
        if value is not None:
            found.update(map(str, value if isinstance(value, list) else [value]))
    return found
