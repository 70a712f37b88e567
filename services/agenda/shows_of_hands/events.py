"""The fact of a show of hands; what each voter showed is a ballot of its own."""

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event


class ShowOfHandsRecorded(Event):
    """A meeting voted by show of hands, and that was written down; its voters can correct it for a time."""

    type: ClassVar[str] = "agenda.show_of_hands.recorded"
    subject: ClassVar[str] = "decisions/{decision_id}"
    people: ClassVar[tuple[str, ...]] = ("recorded_by",)
    example: ClassVar[dict[str, Any]] = {
        "decision_id": "01936f9a-0000-7000-8000-000000000041",
        "meeting_id": "01936f9a-0000-7000-8000-000000000061",
        "recorded_by": "01936f9a-0000-7000-8000-000000000003",
        "hands": 7,
        "correct_until": "2026-12-08T18:00:00Z",
    }
    decision_id: Annotated[UUID, OPEN]
    meeting_id: Annotated[UUID, OPEN]
    recorded_by: Annotated[UUID, OPEN]
    hands: Annotated[int, OPEN]
    correct_until: Annotated[datetime, OPEN]
    """The decision closes no earlier."""
