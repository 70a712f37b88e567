"""Parameters and bodies of the log's API."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Header, Query
from pydantic import MISSING, BaseModel, Field

from shared.eventlog.canonical import MAX_INTEGER
from shared.http.bodies import ResponseBody
from shared.http.moments import Moment

_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

After = Annotated[
    int,
    Query(
        ge=-1, le=MAX_INTEGER, description="Only what comes after this position of the log; -1: everything."
    ),
]
Types = Annotated[
    tuple[
        Annotated[str, Field(max_length=100, pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*(\.\*)?$")], ...
    ],
    Query(
        max_length=20,
        description="Only events of these types; `registry.*` means every type that begins so. Repeatable.",
        examples=[["registry.organization.mapped", "agenda.*"]],
    ),
]
ActorId = Annotated[UUID | None, Query(alias="actor", description="Only what this person or system did.")]
Subject = Annotated[
    str | None,
    Query(
        pattern=rf"^[a-z][a-z0-9-]*/({_UUID}|[a-z0-9-]{{1,64}})$",
        description="Only what is about this, such as `people/<id>`.",
    ),
]
Since = Annotated[Moment | None, Query(alias="from", description="Only what happened at this time or later.")]
Until = Annotated[Moment | None, Query(description="Only what happened before this time.")]


WithCheckpoint = Annotated[
    bool,
    Query(
        description="Export to the newest checkpoint, and end with it: the last line is no entry but "
        '`{"checkpoint": "<signed note>"}`, which `shidra verify` takes along.'
    ),
]
LastEventId = Annotated[
    int | None,
    Header(
        ge=-1, le=MAX_INTEGER, description="Position of the last event seen: the stream goes on after it."
    ),
]


class EventActor(BaseModel):
    """Who acted. What is not known or does not apply is absent."""

    kind: str = Field(description="`person`, `integration`, `operator` or `service`.")
    id: UUID | MISSING = MISSING
    capacity: str | MISSING = MISSING
    organization: UUID | MISSING = MISSING


class EventEnvelope(ResponseBody):
    """An event exactly as the log holds it (CloudEvents 1.0 attributes and ours)."""

    specversion: Literal["1.0"]
    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    initiative: UUID
    actor: EventActor
    request: str
    schema_: int = Field(alias="schema", serialization_alias="schema", description="Version of the type.")
    data: dict[str, Any] = Field(description="The open facts.")
    sealed: dict[str, str] = Field(description="The sealed facts: the commitment to each, SHA-256 in hex.")


class LoggedEvent(ResponseBody):
    """An entry of the log, and of its sealed values what the caller may see."""

    position: int
    event: EventEnvelope
    opened: dict[str, Any] = Field(description="Sealed values the caller may see, by field.")
    closed: list[str] = Field(description="Sealed fields whose value others may see and the caller may not.")
    erased: list[str] = Field(description="Sealed fields whose value exists no more; the commitment stays.")


class EventPage(ResponseBody):
    """Some entries of the log, and where the next ones begin."""

    items: list[LoggedEvent]
    next_cursor: str | None = Field(
        description="Position of the last item, as text: give it as `cursor` for the next page; null on the "
        "last one. To hear of what is new, ask again with `after` set to the last position seen."
    )
