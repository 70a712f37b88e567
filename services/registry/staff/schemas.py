"""Bodies of the staff's API."""

from datetime import datetime
from uuid import UUID

from services.registry.staff.events import StaffRole
from shared.http.bodies import RequestBody, ResponseBody


class StaffCreate(RequestBody):
    """A person to appoint to a role."""

    person_id: UUID
    role: StaffRole


class Staff(ResponseBody):
    """A person's role in the backbone's staff."""

    id: UUID
    person_id: UUID
    role: StaffRole
    created_at: datetime
    version: int
