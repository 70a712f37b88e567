"""Bodies of the thread that leads from what was said to what is done."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from shared.http.bodies import ResponseBody


class TracedKind(StrEnum):
    """What stands on the thread, in its order."""

    VOICE = "voice"
    SOURCE = "source"
    STATEMENT = "statement"
    CONTEXT_EVENT = "context_event"
    SECTION = "section"
    DECISION = "decision"
    ACTIVITY = "activity"


class Relation(StrEnum):
    """How one thing led to another."""

    CITED_IN = "cited_in"
    """A wording of the section cites it; so does the decision or the activity."""
    ADOPTED_BY = "adopted_by"
    """The decision adopted a wording of the section."""
    GOAL_OF = "goal_of"
    """The activity works towards the section."""
    PLANNED_BY_IT = "planned_by_it"
    """The decision made the activity part of the plan."""


class Link(ResponseBody):
    """One step of the thread, from what came first to what came of it."""

    relation: Relation
    from_kind: TracedKind
    from_id: UUID
    to_kind: TracedKind
    to_id: UUID


class Trace(ResponseBody):
    """The thread through one thing, both ways."""

    kind: TracedKind
    id: UUID
    rests_on: list[Link] = Field(description="Back to voices, sources and what else is cited, nearest first.")
    led_to: list[Link] = Field(description="On to what is done, nearest first.")
    complete: bool = Field(description="False where one step has more than 1,000 links.")
