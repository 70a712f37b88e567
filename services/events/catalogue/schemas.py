"""Bodies of the catalogue of event types."""

from typing import Any

from pydantic import Field

from shared.http.bodies import ResponseBody


class EventField(ResponseBody):
    """A fact an event of the type can state."""

    name: str
    audience: str = Field(
        description="`open`: it stands in the log for whoever reads it. Otherwise it is sealed, and the "
        "value is opened for `members`, `facilitators`, or those `concerned` and facilitators; more may come."
    )
    required: bool = Field(description="Whether every event of the type states it.")


class EventType(ResponseBody):
    """A type of event: its name never changes meaning; new optional fields raise the version."""

    type: str
    version: int
    description: str
    subject: str = Field(description="Path of what an event is about, with open fields in braces.")
    fields: list[EventField]
    people: list[str] = Field(description="Fields naming whose personal data the sealed values are.")
    readers: list[str] = Field(description="Fields naming those concerned, who may open what is for them.")
    json_schema: dict[str, Any] = Field(
        description="JSON Schema of the open and the opened values together, as in `data` and `opened`."
    )
    example: dict[str, Any]
