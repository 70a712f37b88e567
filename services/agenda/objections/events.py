"""The facts of objections: raised and withdrawn by a ballot, answered, resolved by an answer."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText

_NAMED: dict[str, Any] = {
    "decision_id": "01936f9a-0000-7000-8000-000000000041",
    "objection_id": "01936f9a-0000-7000-8000-000000000048",
}
_RAISED: dict[str, Any] = {**_NAMED, "voter_id": "01936f9a-0000-7000-8000-000000000002"}
_ANSWER = "01936f9a-0000-7000-8000-000000000049"


class _Objection(Event):
    subject: ClassVar[str] = "decisions/{decision_id}"
    decision_id: Annotated[UUID, OPEN]
    objection_id: Annotated[UUID, OPEN]


class ObjectionRaised(_Objection):
    """A voter's ballot objects to the question, as it is worded; the ballot says what harm it sees."""

    type: ClassVar[str] = "agenda.objection.raised"
    example: ClassVar[dict[str, Any]] = _RAISED
    voter_id: Annotated[UUID, OPEN]


class ObjectionWithdrawn(_Objection):
    """The voter who objected does not object any more."""

    type: ClassVar[str] = "agenda.objection.withdrawn"
    example: ClassVar[dict[str, Any]] = _RAISED
    voter_id: Annotated[UUID, OPEN]


class ObjectionAnswered(_Objection):
    """Somebody answered an objection; whether that settles it is its author's to say."""

    type: ClassVar[str] = "agenda.objection.answered"
    people: ClassVar[tuple[str, ...]] = ("answered_by",)
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "answer_id": _ANSWER,
        "answered_by": "01936f9a-0000-7000-8000-000000000003",
        "text": {"he": "נבחן את זה שוב אחרי חצי שנה."},
    }
    answer_id: Annotated[UUID, OPEN]
    answered_by: Annotated[UUID, OPEN]
    text: Annotated[LocalizedText, FOR_MEMBERS]


class ObjectionResolved(_Objection):
    """The voter who objected accepts an answer, and votes otherwise."""

    type: ClassVar[str] = "agenda.objection.resolved"
    example: ClassVar[dict[str, Any]] = {**_RAISED, "answer_id": _ANSWER}
    voter_id: Annotated[UUID, OPEN]
    answer_id: Annotated[UUID, OPEN]
