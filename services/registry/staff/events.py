"""Facts of the backbone's staff: appointed to a role, ended."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event


class StaffRole(StrEnum):
    """A role in the backbone's staff; one person may have several."""

    INITIATIVE_MANAGER = "initiative_manager"
    PARTNERSHIPS_MANAGER = "partnerships_manager"
    PROJECT_COORDINATOR = "project_coordinator"
    DATA_ANALYST = "data_analyst"
    COMMUNITY_ENGAGEMENT = "community_engagement"
    FUNDRAISING = "fundraising"


_STAFF = "01936f9a-0000-7000-8000-000000000005"
_PERSON = "01936f9a-0000-7000-8000-000000000003"


class StaffAppointed(Event):
    """A person works for the backbone in a role."""

    type: ClassVar[str] = "registry.staff.appointed"
    subject: ClassVar[str] = "staff/{staff_id}"
    example: ClassVar[dict[str, Any]] = {
        "staff_id": _STAFF,
        "person_id": _PERSON,
        "role": "partnerships_manager",
    }
    staff_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    role: Annotated[StaffRole, OPEN]


class StaffEnded(Event):
    """A person no longer works for the backbone in a role."""

    type: ClassVar[str] = "registry.staff.ended"
    subject: ClassVar[str] = "staff/{staff_id}"
    example: ClassVar[dict[str, Any]] = {"staff_id": _STAFF, "person_id": _PERSON}
    staff_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
