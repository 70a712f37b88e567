"""Facts of erasures: requested. What each service acknowledges is declared in `shared.erasure`."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_FACILITATORS, OPEN, Event
from shared.localization.texts import LocalizedText


class ErasureRequested(Event):
    """A person's data is to be erased by every service. The reason is erased with the rest."""

    type: ClassVar[str] = "events.erasure.requested"
    subject: ClassVar[str] = "erasures/{erasure_id}"
    people: ClassVar[tuple[str, ...]] = ("person_id",)
    example: ClassVar[dict[str, Any]] = {
        "erasure_id": "01936f9a-0000-7000-8000-000000000005",
        "person_id": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "לבקשתה, עם סיום תפקידה"},
    }
    erasure_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    reason: Annotated[LocalizedText | None, FOR_FACILITATORS] = None
