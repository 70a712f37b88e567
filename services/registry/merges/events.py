"""Facts of merging: one organization is another, or is one of its own again."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_FACILITATORS, OPEN, Event
from shared.localization.texts import LocalizedText

_MERGE: dict[str, Any] = {
    "merge_id": "01936f9a-0000-7000-8000-000000000093",
    "organization_id": "01936f9a-0000-7000-8000-000000000092",
    "into_organization_id": "01936f9a-0000-7000-8000-000000000002",
}


class OrganizationMerged(Event):
    """An organization was found to be another: what was recorded under its id stays there, as the other's."""

    type: ClassVar[str] = "registry.organization.merged"
    subject: ClassVar[str] = "organizations/{organization_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        **_MERGE,
        "author_id": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "אותה עמותה, נרשמה פעמיים"},
    }
    merge_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    into_organization_id: Annotated[UUID, OPEN]
    author_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText | None, FOR_FACILITATORS] = None


class OrganizationSeparated(Event):
    """A merging was undone: the organization is one of its own again."""

    type: ClassVar[str] = "registry.organization.separated"
    subject: ClassVar[str] = "organizations/{organization_id}"
    example: ClassVar[dict[str, Any]] = _MERGE
    merge_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    into_organization_id: Annotated[UUID, OPEN]
