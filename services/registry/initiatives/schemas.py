"""Bodies of the initiatives' API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field

from shared.governance import LONGEST_RETENTION, SHORTEST_RETENTION, USUAL_RETENTION, Phase
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.languages import Language
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText
from shared.time_zones import DEFAULT_TIME_ZONE, TimeZone

Languages = Annotated[
    list[Language], Field(min_length=1, max_length=3, description="Languages people of the initiative use.")
]
PlanningTarget = Annotated[date | None, Field(description="When the partners mean to have planned.")]


class InitiativeCreate(RequestBody):
    """An initiative to set up."""

    name: LocalizedLine
    issue: LocalizedText
    geography: LocalizedLine | None = None
    languages: Languages = Field(default_factory=lambda: [Language.HEBREW])
    planning_target_on: PlanningTarget = None
    time_zone: TimeZone = Field(DEFAULT_TIME_ZONE, description="In which its days begin and end.")


class InitiativePatch(RequestBody):
    """What to change; what is absent stays, null empties."""

    name: LocalizedLine | MISSING = MISSING
    issue: LocalizedText | MISSING = MISSING
    geography: LocalizedLine | MISSING | None = MISSING
    languages: Languages | MISSING = MISSING
    planning_target_on: PlanningTarget | MISSING = MISSING
    time_zone: TimeZone | MISSING = MISSING


class Initiative(ResponseBody):
    """A lasting, multi-sector effort on one social issue; it belongs to no single member."""

    id: UUID
    name: CheckedLine
    issue: CheckedText
    geography: CheckedLine | None
    languages: list[Language]
    phase: Phase
    planning_target_on: date | None
    time_zone: str
    ended_at: datetime | None = Field(
        description="Since when it is over and nothing in it changes any more; null while it goes on."
    )
    ended_by: UUID | None = Field(
        description="The decision by which it ended; null where the operator gave it up."
    )
    delete_on: date | None = Field(description="The day from which on everything about it is deleted.")
    created_at: datetime
    version: int


class AbandonmentCreate(RequestBody):
    """Why an initiative is given up, and for how long it can still be read."""

    reason: LocalizedText
    retention_days: int = Field(
        USUAL_RETENTION,
        ge=SHORTEST_RETENTION,
        le=LONGEST_RETENTION,
        description="Days until everything is deleted.",
    )


class PhaseTransitionCreate(RequestBody):
    """A phase to begin, and why."""

    to: Phase
    reason: LocalizedText


class PhaseTransition(ResponseBody):
    """A phase that began."""

    id: UUID
    from_: Phase = Field(alias="from", serialization_alias="from")
    to: Phase
    reason: CheckedText | None = Field(
        description="Null once whoever wrote it has been erased, and where a forum decided."
    )
    decision_id: UUID | None = Field(description="The decision it began by, where a forum decided.")
    began_at: datetime
