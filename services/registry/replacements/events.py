"""Facts of replacing: who speaks for an organization in the place of another, and that both know of it."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event

_NAMED: dict[str, Any] = {
    "replacement_id": "01936f9a-0000-7000-8000-0000000000a1",
    "organization_id": "01936f9a-0000-7000-8000-000000000002",
}
_PREDECESSOR = "01936f9a-0000-7000-8000-000000000003"


class RepresentativeReplaced(Event):
    """An organization put one person in the place of another who spoke for it.

    What passed on with it stands in facts of its own; what was signed stays whoever's it was.
    """

    type: ClassVar[str] = "registry.representative.replaced"
    subject: ClassVar[str] = "organizations/{organization_id}"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "predecessor_id": _PREDECESSOR,
        "successor_id": "01936f9a-0000-7000-8000-000000000007",
    }
    replacement_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    predecessor_id: Annotated[UUID, OPEN]
    successor_id: Annotated[UUID, OPEN]


class ReplacementAcknowledged(Event):
    """One of the two said that they know what passed on, and what did not."""

    type: ClassVar[str] = "registry.representative.acknowledged"
    subject: ClassVar[str] = "organizations/{organization_id}"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "person_id": _PREDECESSOR}
    replacement_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
