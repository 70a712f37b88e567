"""`docs/events.md`: every event type with its fields and who may read them."""

import json
from collections.abc import Iterator
from itertools import groupby

from services.documents.annotations import in_words
from services.documents.markdown import block, code, one_line, page, table
from services.documents.sources import attribute_docstrings
from shared.eventlog.event_types import Audience, Event, event_types

_INTRODUCTION = """\
Each fact of an initiative's log has one of these types. An **open** field stands in the log and is read by
whoever reads the log. A **sealed** field stands there as a salted commitment; its value lies beside the log
for an audience and can be erased. New types and new optional fields are added over time: ignore what you do
not know. How the log is read and checked: [for auditors of the code](architecture.md#the-log) and the
`events` service's [API](openapi/events.json)."""


def events_page() -> str:
    """The page, by service and type."""
    declared = {
        name: event for name, event in event_types().items() if event.__module__.startswith("services")
    }
    audiences = table(
        ("Audience", "Who may open the value"),
        [
            (code(Audience[name].value), one_line(text))
            for name, text in attribute_docstrings(Audience).items()
        ],
    )
    parts = [_INTRODUCTION, audiences]
    for service, names in groupby(declared, key=lambda name: name.partition(".")[0]):
        parts += [f"## {service}", *(_event(declared[name]) for name in names)]
    return page("Event types", "the `events.py` of every slice", *parts)


def _event(event: type[Event]) -> str:
    example = event.model_validate(event.example).model_dump(mode="json", exclude_none=True)
    parts = [
        f"### {event.type}",
        f"{one_line(event.__doc__)} Version {event.version}; subject {code(event.subject)}.",
        table(("Field", "Type", "Seen by", "Always there"), _fields(event)),
        block(json.dumps(example, ensure_ascii=False, indent=2), "json"),
    ]
    if event.people:
        parts.insert(2, f"The sealed values are personal data of: {', '.join(map(code, event.people))}.")
    if event.readers:
        parts.insert(2, f"Those concerned are: {', '.join(map(code, event.readers))}.")
    return "\n\n".join(parts)


def _fields(event: type[Event]) -> Iterator[tuple[str, str, str, str]]:
    for name, field in event.model_fields.items():
        seen = (
            "everybody who reads the log"
            if name in event.open_fields
            else code(event.sealed_fields[name].value)
        )
        yield code(name), in_words(field.annotation), seen, "yes" if field.is_required() else "no"
