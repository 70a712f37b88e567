"""The envelope of an event (CloudEvents 1.0 attributes and ours) and the line it becomes in the log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from shared.eventlog.canonical import JSONValue, canonical
from shared.eventlog.commitments import Opening
from shared.eventlog.event_types import Event
from shared.ids import uuid7

MAX_LINE_BYTES = 65_535


class LineTooLongError(ValueError):
    """The event's line is longer than an entry of the log may be; larger facts belong in a digest."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted: a person in a capacity, perhaps for an organization; the operator; a system; a service."""

    kind: Literal["person", "integration", "operator", "service"]
    id: UUID | None = None
    capacity: str | None = None
    organization: UUID | None = None

    def as_json(self) -> dict[str, JSONValue]:
        """As it stands in the envelope: what is not known is left out."""
        named = {
            "kind": self.kind,
            "id": self.id,
            "capacity": self.capacity,
            "organization": self.organization,
        }
        return {name: str(value) for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Entry:
    """An event ready for the log: the exact bytes of its line, and its openings."""

    id: UUID
    event: Event
    line: bytes
    openings: tuple[Opening, ...]


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with microseconds, the one spelling of times in the log."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry(
    event: Event, *, source: str, initiative_id: UUID, actor: Actor, time: datetime, request_id: str
) -> Entry:
    """Seal an event and write its line. `time` is in UTC. Raises LineTooLongError and NotCanonicalError."""
    data, sealed = event.facts()
    readers, people = tuple(event.ids(event.readers)), tuple(event.ids(event.people))
    openings = tuple(
        Opening.seal(field, value, event.sealed_fields[field], readers, people)
        for field, value in sealed.items()
    )
    event_id = uuid7()
    line = canonical(
        {
            "specversion": "1.0",
            "id": str(event_id),
            "source": source,
            "type": event.type,
            "subject": event.subject.format_map(data),
            "time": timestamp(time),
            "initiative": str(initiative_id),
            "actor": actor.as_json(),
            "request": request_id,
            "schema": event.version,
            "data": data,
            "sealed": {opening.field: opening.commitment() for opening in openings},
        }
    )
    if len(line) > MAX_LINE_BYTES:
        raise LineTooLongError(f"{event.type}: {len(line)} bytes")
    return Entry(event_id, event, line, openings)
