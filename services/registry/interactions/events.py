"""Facts of an interaction: recorded, corrected, answered, noted, withdrawn.

Of a confidential one the log shows that it happened and nothing more: type, time, parties and who wrote about
it are sealed for those concerned, and the actor of its events is named by capacity alone.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_CONCERNED, OPEN, Event
from shared.localization.texts import LocalizedText


class InteractionType(StrEnum):
    """What happened between the parties."""

    INTRODUCTION = "introduction"
    ONE_ON_ONE = "one_on_one"
    JOINT_ACTIVITY = "joint_activity"
    INFORMATION_SHARING = "information_sharing"
    SUPPORT = "support"
    LISTENING = "listening"
    RECOGNITION = "recognition"
    CONFLICT = "conflict"
    MEDIATION = "mediation"
    RECONCILIATION = "reconciliation"
    PRINCIPLE_BREACH = "principle_breach"
    OTHER = "other"


_INTERACTION = "01936f9a-0000-7000-8000-000000000041"
_PERSON = "01936f9a-0000-7000-8000-000000000003"
_ORGANIZATION = "01936f9a-0000-7000-8000-000000000002"
_RECORDED: dict[str, Any] = {
    "interaction_id": _INTERACTION,
    "interaction_type": "one_on_one",
    "occurred_at": "2026-11-03T09:30:00Z",
    "person_ids": [_PERSON],
    "organization_ids": [_ORGANIZATION],
    "recorded_by": _PERSON,
    "principle_id": "01936f9a-0000-7000-8000-000000000052",
    "tone": 1,
    "notes": {"he": "פגישת היכרות טובה; ביקשו לראות נתונים לפני שיצטרפו."},
}
_ANSWERED: dict[str, Any] = {
    "interaction_id": _INTERACTION,
    "answer_id": "01936f9a-0000-7000-8000-000000000042",
    "author_id": _PERSON,
    "organization_id": _ORGANIZATION,
    "person_ids": [_PERSON],
    "organization_ids": [_ORGANIZATION],
    "text": {"he": "אצלנו הפגישה נתפסה אחרת: לא קיבלנו תשובה על הנתונים."},
}


class InteractionRecorded(Event):
    """An interaction between parties was recorded; its tone and notes are for them and facilitators."""

    type: ClassVar[str] = "registry.interaction.recorded"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "interactions/{interaction_id}"
    people: ClassVar[tuple[str, ...]] = ("person_ids", "recorded_by")
    readers: ClassVar[tuple[str, ...]] = ("person_ids", "organization_ids", "recorded_by")
    example: ClassVar[dict[str, Any]] = _RECORDED
    interaction_id: Annotated[UUID, OPEN]
    interaction_type: Annotated[InteractionType, OPEN]
    occurred_at: Annotated[datetime, OPEN]
    person_ids: Annotated[list[UUID], OPEN]
    organization_ids: Annotated[list[UUID], OPEN]
    recorded_by: Annotated[UUID | None, OPEN] = None
    principle_id: Annotated[UUID | None, OPEN] = None
    """The adopted wording of a working principle that was breached."""
    tone: Annotated[int | None, FOR_CONCERNED] = None
    notes: Annotated[LocalizedText | None, FOR_CONCERNED] = None


class InteractionCorrected(InteractionRecorded):
    """Whoever recorded an interaction corrected it: the values that hold from now on."""

    type: ClassVar[str] = "registry.interaction.corrected"
    example: ClassVar[dict[str, Any]] = _RECORDED


class ConfidentialInteractionRecorded(Event):
    """A confidential interaction was recorded: that it happened, and nothing else, is open."""

    type: ClassVar[str] = "registry.interaction.recorded_confidentially"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "interactions/{interaction_id}"
    people: ClassVar[tuple[str, ...]] = ("person_ids", "recorded_by")
    # Not whoever recorded it: staff who record for others and leave the staff read it no longer.
    readers: ClassVar[tuple[str, ...]] = ("person_ids", "organization_ids")
    example: ClassVar[dict[str, Any]] = _RECORDED
    interaction_id: Annotated[UUID, OPEN]
    interaction_type: Annotated[InteractionType, FOR_CONCERNED]
    occurred_at: Annotated[datetime, FOR_CONCERNED]
    person_ids: Annotated[list[UUID], FOR_CONCERNED]
    organization_ids: Annotated[list[UUID], FOR_CONCERNED]
    recorded_by: Annotated[UUID | None, FOR_CONCERNED] = None
    principle_id: Annotated[UUID | None, FOR_CONCERNED] = None
    tone: Annotated[int | None, FOR_CONCERNED] = None
    notes: Annotated[LocalizedText | None, FOR_CONCERNED] = None


class ConfidentialInteractionCorrected(ConfidentialInteractionRecorded):
    """Whoever recorded a confidential interaction corrected it."""

    type: ClassVar[str] = "registry.interaction.corrected_confidentially"
    example: ClassVar[dict[str, Any]] = _RECORDED


class InteractionAnswered(Event):
    """A party answered what was recorded of an interaction."""

    type: ClassVar[str] = "registry.interaction.answered"
    subject: ClassVar[str] = "interactions/{interaction_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    readers: ClassVar[tuple[str, ...]] = ("person_ids", "organization_ids", "author_id")
    example: ClassVar[dict[str, Any]] = _ANSWERED
    interaction_id: Annotated[UUID, OPEN]
    answer_id: Annotated[UUID, OPEN]
    author_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID | None, OPEN] = None
    person_ids: Annotated[list[UUID], OPEN]
    organization_ids: Annotated[list[UUID], OPEN]
    text: Annotated[LocalizedText, FOR_CONCERNED]


class ConfidentialInteractionAnswered(Event):
    """A party answered what was recorded of a confidential interaction."""

    type: ClassVar[str] = "registry.interaction.answered_confidentially"
    subject: ClassVar[str] = "interactions/{interaction_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id", "person_ids")
    readers: ClassVar[tuple[str, ...]] = ("person_ids", "organization_ids")
    example: ClassVar[dict[str, Any]] = _ANSWERED
    interaction_id: Annotated[UUID, OPEN]
    answer_id: Annotated[UUID, OPEN]
    author_id: Annotated[UUID, FOR_CONCERNED]
    organization_id: Annotated[UUID | None, FOR_CONCERNED] = None
    person_ids: Annotated[list[UUID], FOR_CONCERNED]
    organization_ids: Annotated[list[UUID], FOR_CONCERNED]
    text: Annotated[LocalizedText, FOR_CONCERNED]


class InteractionNoted(Event):
    """A facilitator added a private note; its words are nowhere in the log, and feed nothing."""

    type: ClassVar[str] = "registry.interaction.noted"
    subject: ClassVar[str] = "interactions/{interaction_id}"
    example: ClassVar[dict[str, Any]] = {
        "interaction_id": _INTERACTION,
        "note_id": "01936f9a-0000-7000-8000-000000000043",
    }
    interaction_id: Annotated[UUID, OPEN]
    note_id: Annotated[UUID, OPEN]


class InteractionWithdrawn(Event):
    """Whoever recorded an interaction took the entry back; it counts for nothing any more."""

    type: ClassVar[str] = "registry.interaction.withdrawn"
    subject: ClassVar[str] = "interactions/{interaction_id}"
    example: ClassVar[dict[str, Any]] = {"interaction_id": _INTERACTION}
    interaction_id: Annotated[UUID, OPEN]
