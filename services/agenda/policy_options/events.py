"""Facts of policy options: recorded, changed, withdrawn. That one was chosen is the effect of a decision."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class PolicyOptionStatus(StrEnum):
    """How far an option has come."""

    PROPOSED = "proposed"
    CHOSEN = "chosen"
    """The partners decided for it."""
    WITHDRAWN = "withdrawn"


class ConsequenceKind(StrEnum):
    """Whether a consequence speaks for an option or against it."""

    BENEFIT = "benefit"
    COST = "cost"


_STATED: dict[str, Any] = {
    "policy_option_id": "01936f9a-0000-7000-8000-000000000081",
    "status": "proposed",
    "title": {"he": "חובת הכשרה לשוטרים", "ar": "تدريب إلزامي لأفراد الشرطة"},
    "description": {"he": "יום הכשרה בשנה על אלימות בזוגיות, בנוהל."},
    "consequences": [
        {"kind": "benefit", "for_whom": {"he": "מתלוננות"}, "text": {"he": "מענה ראשון שמבין"}},
        {"kind": "cost", "for_whom": {"he": "המשטרה"}, "text": {"he": "ימי עבודה"}},
    ],
}


class PolicyOptionStated(Event):
    """What holds of a policy option from now on."""

    subject: ClassVar[str] = "policy-options/{policy_option_id}"
    policy_option_id: Annotated[UUID, OPEN]
    status: Annotated[PolicyOptionStatus, OPEN]
    title: Annotated[LocalizedLine, FOR_MEMBERS]
    description: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    consequences: Annotated[list[dict[str, Any]], FOR_MEMBERS]
    came_of_it: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class PolicyOptionRecorded(PolicyOptionStated):
    """An option was laid before the partners, with its benefits and costs."""

    type: ClassVar[str] = "agenda.policy_option.recorded"
    example: ClassVar[dict[str, Any]] = _STATED


class PolicyOptionChanged(PolicyOptionStated):
    """An option was worded anew, or it was told what came of it."""

    type: ClassVar[str] = "agenda.policy_option.changed"
    example: ClassVar[dict[str, Any]] = {
        **_STATED,
        "status": "chosen",
        "came_of_it": {"he": "הנוהל נכנס לתוקף בשתי תחנות."},
    }


class PolicyOptionWithdrawn(Event):
    """An option is no longer before the partners."""

    type: ClassVar[str] = "agenda.policy_option.withdrawn"
    subject: ClassVar[str] = "policy-options/{policy_option_id}"
    example: ClassVar[dict[str, Any]] = {"policy_option_id": "01936f9a-0000-7000-8000-000000000081"}
    policy_option_id: Annotated[UUID, OPEN]
