"""Facts of an initiative: founded, described anew, a phase begun."""

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import CODE, FOR_MEMBERS, OPEN, Event
from shared.governance import Phase
from shared.localization.languages import Language
from shared.localization.texts import LocalizedLine, LocalizedText

_EXAMPLE_ID = "01936f9a-0000-7000-8000-000000000001"


class InitiativeFounded(Event):
    """An initiative was set up: the first event of its log, which fixes the log's origin."""

    type: ClassVar[str] = "registry.initiative.founded"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "initiatives/{initiative_id}"
    example: ClassVar[dict[str, Any]] = {
        "initiative_id": _EXAMPLE_ID,
        "log_origin": f"shidra.example/{_EXAMPLE_ID}",
        "languages": ["he", "ar"],
        "phase": "dialogue",
        "planning_target_on": "2027-06-30",
        "time_zone": "asia/jerusalem",
        "name": {"he": "קווים אדומים"},
        "issue": {"he": "אלימות בזוגיות"},
        "geography": {"he": "ארצי"},
    }
    initiative_id: Annotated[UUID, OPEN]
    log_origin: Annotated[str, CODE, OPEN]
    languages: Annotated[list[Language], OPEN]
    phase: Annotated[Phase, OPEN]
    planning_target_on: Annotated[date | None, OPEN] = None
    time_zone: Annotated[str | None, OPEN, CODE] = None
    """As its code in small letters: `asia/jerusalem`."""
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    issue: Annotated[LocalizedText, FOR_MEMBERS]
    geography: Annotated[LocalizedLine | None, FOR_MEMBERS] = None


class InitiativeDescribed(Event):
    """What an initiative says of itself was changed: the values that hold from now on."""

    type: ClassVar[str] = "registry.initiative.described"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "initiatives/{initiative_id}"
    example: ClassVar[dict[str, Any]] = {
        "initiative_id": _EXAMPLE_ID,
        "languages": ["he", "ar", "en"],
        "planning_target_on": "2027-09-30",
        "time_zone": "asia/jerusalem",
        "name": {"he": "קווים אדומים", "en": "Red Lines"},
        "issue": {"he": "אלימות בזוגיות"},
        "geography": {"he": "ארצי"},
    }
    initiative_id: Annotated[UUID, OPEN]
    languages: Annotated[list[Language], OPEN]
    planning_target_on: Annotated[date | None, OPEN] = None
    time_zone: Annotated[str | None, OPEN, CODE] = None
    """As its code in small letters: `asia/jerusalem`."""
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    issue: Annotated[LocalizedText, FOR_MEMBERS]
    geography: Annotated[LocalizedLine | None, FOR_MEMBERS] = None


class InitiativeAbandoned(Event):
    """The operator gave up an initiative in which nobody could decide: its log is frozen from here on, and
    all of it is deleted from a day on."""

    type: ClassVar[str] = "registry.initiative.abandoned"
    subject: ClassVar[str] = "initiatives/{initiative_id}"
    example: ClassVar[dict[str, Any]] = {
        "initiative_id": _EXAMPLE_ID,
        "retention_days": 30,
        "delete_on": "2027-01-30",
        "reason": {"he": "הוקמה בטעות, ואיש לא הצטרף."},
    }
    initiative_id: Annotated[UUID, OPEN]
    retention_days: Annotated[int, OPEN]
    delete_on: Annotated[date, OPEN]
    """The first day on which it is deleted; of the log the last signed checkpoint is kept."""
    reason: Annotated[LocalizedText, FOR_MEMBERS]


class PhaseBegun(Event):
    """An initiative entered a phase, for a reason, which is erased with its author."""

    type: ClassVar[str] = "registry.initiative.phase_begun"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "initiatives/{initiative_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        "initiative_id": _EXAMPLE_ID,
        "from_phase": "dialogue",
        "to_phase": "planning",
        "author_id": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "השותפים הסכימו על הבעיה"},
    }
    initiative_id: Annotated[UUID, OPEN]
    from_phase: Annotated[Phase, OPEN]
    to_phase: Annotated[Phase, OPEN]
    author_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText, FOR_MEMBERS]
