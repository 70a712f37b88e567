"""Facts of a mediation. That there is one, and how far it is, is open; whose and about what is not."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_CONCERNED, OPEN, Event
from shared.localization.texts import LocalizedText


class MediationStatus(StrEnum):
    """How far a mediation has come."""

    ASKED = "asked"
    """Somebody asked for it; every party has still to accept who mediates, or they to take it on."""
    RUNNING = "running"
    AGREED = "agreed"
    """It ended with an agreement."""
    NOT_AGREED = "not_agreed"
    """It ended without one."""
    CALLED_OFF = "called_off"
    """It ended before it ran, or a party left it."""


class StepKind(StrEnum):
    """What kind of step a mediation took."""

    TALK_APART = "talk_apart"
    """The mediator talked with one party."""
    TALK_TOGETHER = "talk_together"
    PROPOSAL = "proposal"
    """Somebody proposed a way out."""
    PAUSE = "pause"
    OTHER = "other"


_MEDIATION = "01936f9a-0000-7000-8000-000000000071"
_PERSON = "01936f9a-0000-7000-8000-000000000003"
_CONCERNED: dict[str, Any] = {
    "mediation_id": _MEDIATION,
    "person_ids": [_PERSON],
    "organization_ids": ["01936f9a-0000-7000-8000-000000000002"],
}


class _OfMediation(Event):
    subject: ClassVar[str] = "mediations/{mediation_id}"
    people: ClassVar[tuple[str, ...]] = ("person_ids",)
    readers: ClassVar[tuple[str, ...]] = ("person_ids", "organization_ids")
    mediation_id: Annotated[UUID, OPEN]
    person_ids: Annotated[list[UUID], FOR_CONCERNED]
    """The parties that are people, and who mediates."""
    organization_ids: Annotated[list[UUID], FOR_CONCERNED]


class MediationAsked(_OfMediation):
    """Somebody asked for a mediation, or for another mediator."""

    type: ClassVar[str] = "registry.mediation.asked"
    example: ClassVar[dict[str, Any]] = {
        **_CONCERNED,
        "mediator_id": _PERSON,
        "matter": {"he": "מי מייצג את היוזמה מול העירייה."},
    }
    mediator_id: Annotated[UUID, FOR_CONCERNED]
    interaction_id: Annotated[UUID | None, FOR_CONCERNED] = None
    matter: Annotated[LocalizedText, FOR_CONCERNED]


class MediationAccepted(_OfMediation):
    """A party accepted who mediates; with the last one it runs."""

    type: ClassVar[str] = "registry.mediation.accepted"
    example: ClassVar[dict[str, Any]] = {**_CONCERNED, "status": "running"}
    status: Annotated[MediationStatus, OPEN]


class MediationTakenOn(_OfMediation):
    """Whoever was asked to mediate will; with the last of the parties it runs."""

    type: ClassVar[str] = "registry.mediation.taken_on"
    example: ClassVar[dict[str, Any]] = {**_CONCERNED, "status": "asked"}
    status: Annotated[MediationStatus, OPEN]


class MediationDeclined(_OfMediation):
    """Whoever was asked to mediate will not, or not any more: the parties are to ask somebody else."""

    type: ClassVar[str] = "registry.mediation.declined"
    example: ClassVar[dict[str, Any]] = _CONCERNED


class MediationStepTaken(_OfMediation):
    """A mediation took a step."""

    type: ClassVar[str] = "registry.mediation.step_taken"
    example: ClassVar[dict[str, Any]] = {
        **_CONCERNED,
        "step_id": "01936f9a-0000-7000-8000-000000000072",
        "kind": "talk_together",
        "occurred_at": "2026-12-01T09:00:00Z",
        "text": {"he": "שני הצדדים סיפרו מה קרה מבחינתם."},
    }
    step_id: Annotated[UUID, OPEN]
    kind: Annotated[StepKind, FOR_CONCERNED]
    occurred_at: Annotated[datetime, FOR_CONCERNED]
    text: Annotated[LocalizedText | None, FOR_CONCERNED] = None


class MediationEnded(_OfMediation):
    """A mediation came to its end."""

    type: ClassVar[str] = "registry.mediation.ended"
    example: ClassVar[dict[str, Any]] = {
        **_CONCERNED,
        "status": "agreed",
        "closing_words": {"he": "הפניות לעירייה יעברו דרך צוות משותף."},
    }
    status: Annotated[MediationStatus, OPEN]
    closing_words: Annotated[LocalizedText | None, FOR_CONCERNED] = None
