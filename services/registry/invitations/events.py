"""Facts of invitations: issued, revoked. That one was redeemed is the fact that an account was bound."""

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event

_INVITATION = "01936f9a-0000-7000-8000-000000000008"
_PERSON = "01936f9a-0000-7000-8000-000000000003"


class InvitationIssued(Event):
    """A person was invited to sign in: whoever redeems the secret until then acts as them."""

    type: ClassVar[str] = "registry.invitation.issued"
    subject: ClassVar[str] = "people/{person_id}"
    example: ClassVar[dict[str, Any]] = {
        "invitation_id": _INVITATION,
        "person_id": _PERSON,
        "expires_at": "2026-11-30T10:15:30.123456Z",
    }
    invitation_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    expires_at: Annotated[datetime, OPEN]


class InvitationRevoked(Event):
    """An invitation can no longer be redeemed: revoked, or followed by a newer one."""

    type: ClassVar[str] = "registry.invitation.revoked"
    subject: ClassVar[str] = "people/{person_id}"
    example: ClassVar[dict[str, Any]] = {"invitation_id": _INVITATION, "person_id": _PERSON}
    invitation_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
