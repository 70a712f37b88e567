"""The facts of amendments: proposed by a member, made by the chair, the proposer, or a second member."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText

_AMENDMENT: dict[str, Any] = {
    "decision_id": "01936f9a-0000-7000-8000-000000000041",
    "amendment_id": "01936f9a-0000-7000-8000-00000000004a",
    "objection_ids": ["01936f9a-0000-7000-8000-000000000048"],
    "author_id": "01936f9a-0000-7000-8000-000000000003",
    "question": {"he": "האם ניפגש פעם בחודש, בשעות אחר הצהריים?"},
    "reason": {"he": "כדי שגם מי שעובדות בבוקר יוכלו להגיע."},
}


class _Amendment(Event):
    subject: ClassVar[str] = "decisions/{decision_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    decision_id: Annotated[UUID, OPEN]
    amendment_id: Annotated[UUID, OPEN]
    objection_ids: Annotated[list[UUID], OPEN]
    """The objections it is to meet."""
    author_id: Annotated[UUID | None, OPEN] = None
    question: Annotated[LocalizedLine, FOR_MEMBERS]
    explanation: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    reason: Annotated[LocalizedText, FOR_MEMBERS]


class AmendmentProposed(_Amendment):
    """A member of the forum is for asking an open question otherwise; a second one brings it about."""

    type: ClassVar[str] = "agenda.amendment.proposed"
    example: ClassVar[dict[str, Any]] = _AMENDMENT


class DecisionAmended(_Amendment):
    """An open question is asked otherwise from now on; no ballot counts until its voter renews it.

    The objections named were what it was amended for, and the others lapse.
    """

    type: ClassVar[str] = "agenda.decision.amended"
    example: ClassVar[dict[str, Any]] = _AMENDMENT
