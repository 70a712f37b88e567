"""Bodies of the integrations' API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, LocalizedLine
from shared.standing import Scope

MAX_OVERLAP_HOURS = 168


class IntegrationCreate(RequestBody):
    """A system of an organization to let in."""

    organization_id: UUID
    name: LocalizedLine
    scopes: Annotated[set[Scope], Field(min_length=1, max_length=len(Scope))]


class SecretCreate(RequestBody):
    """How long the secrets there are go on beside the new one."""

    overlap_hours: Annotated[
        int, Field(ge=0, le=MAX_OVERLAP_HOURS, description="0 ends them at once, as after a leak.")
    ] = 24


class IntegrationSecret(ResponseBody):
    """A live secret: everything but the secret."""

    id: UUID
    created_at: datetime
    expires_at: datetime | None = Field(description="When it ends by itself; null where it does not.")
    last_used_at: datetime | None = Field(
        description="When a token was last got with it, to within an hour; null: never."
    )


class Integration(ResponseBody):
    """A system of an organization, with what it may read."""

    id: UUID = Field(description="Its `client_id`.")
    organization_id: UUID
    name: CheckedLine
    scopes: list[Scope]
    secrets: list[IntegrationSecret]
    last_used_at: datetime | None = Field(
        description="When a token was last got with a secret still live, to within an hour; null: never."
    )
    created_at: datetime
    version: int


class IntegrationRegistration(Integration):
    """A new integration with its credentials; the secret is shown this once."""

    client_id: UUID
    client_secret: str = Field(description="Keep it now: it is not stored and cannot be shown again.")


class NewIntegrationSecret(ResponseBody):
    """A new secret, shown this once."""

    id: UUID
    created_at: datetime
    client_secret: str = Field(description="Keep it now: it is not stored and cannot be shown again.")
