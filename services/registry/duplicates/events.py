"""Facts of likenesses: that two organizations are two, that this is open again."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_FACILITATORS, OPEN, Event
from shared.localization.texts import LocalizedText

_PAIR: dict[str, Any] = {
    "organization_id": "01936f9a-0000-7000-8000-000000000002",
    "other_organization_id": "01936f9a-0000-7000-8000-000000000092",
}


class OrganizationKeptApart(Event):
    """Two organizations that look alike are two; why is erased with who said so."""

    type: ClassVar[str] = "registry.organization.kept_apart"
    subject: ClassVar[str] = "organizations/{organization_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        **_PAIR,
        "author_id": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "סניפים עצמאיים בשתי ערים"},
    }
    organization_id: Annotated[UUID, OPEN]
    other_organization_id: Annotated[UUID, OPEN]
    author_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText | None, FOR_FACILITATORS] = None


class OrganizationReconsidered(Event):
    """Whether two organizations are one is open again."""

    type: ClassVar[str] = "registry.organization.reconsidered"
    subject: ClassVar[str] = "organizations/{organization_id}"
    example: ClassVar[dict[str, Any]] = _PAIR
    organization_id: Annotated[UUID, OPEN]
    other_organization_id: Annotated[UUID, OPEN]
