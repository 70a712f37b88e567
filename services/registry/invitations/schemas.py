"""Bodies of the invitations' API."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody

Secret = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$", max_length=43)]


class InvitationStatus(StrEnum):
    """Whether an invitation can be redeemed, and if not, why."""

    OPEN = "open"
    REDEEMED = "redeemed"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Invitation(ResponseBody):
    """What was sent to a person so that they can sign in as themself."""

    id: UUID
    person_id: UUID
    status: InvitationStatus
    created_at: datetime
    expires_at: datetime
    redeemed_at: datetime | None
    revoked_at: datetime | None
    version: int


class IssuedInvitation(Invitation):
    """A new invitation with its secret, which is shown here and never again."""

    secret: Secret


class RedemptionCreate(RequestBody):
    """The secret of an invitation."""

    secret: Secret


class Redemption(ResponseBody):
    """Whom the account acts as from now on, and where."""

    initiative_id: UUID
    person_id: UUID
    account_id: UUID
    bound_at: datetime
