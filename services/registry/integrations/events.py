"""Facts of integrations: registered, revoked; a secret added, a secret ended. No secret is ever in them."""

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine
from shared.standing import Scope

_INTEGRATION = "01936f9a-0000-7000-8000-000000000006"
_SECRET = "01936f9a-0000-7000-8000-000000000007"  # noqa: S105  # an id, no secret
_ORGANIZATION = "01936f9a-0000-7000-8000-000000000002"


class IntegrationRegistered(Event):
    """A system of an organization may from now on do what its scopes say."""

    type: ClassVar[str] = "registry.integration.registered"
    subject: ClassVar[str] = "integrations/{integration_id}"
    example: ClassVar[dict[str, Any]] = {
        "integration_id": _INTEGRATION,
        "organization_id": _ORGANIZATION,
        "scopes": ["field:read"],
        "name": {"he": "מערכת הדיווח"},
    }
    integration_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    scopes: Annotated[list[Scope], OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]


class IntegrationSecretAdded(Event):
    """A system was given a secret; those it had before go on until a moment, where there were any."""

    type: ClassVar[str] = "registry.integration.secret_added"
    subject: ClassVar[str] = "integrations/{integration_id}"
    example: ClassVar[dict[str, Any]] = {
        "integration_id": _INTEGRATION,
        "secret_id": _SECRET,
        "earlier_until": "2026-11-24T10:15:30.123456Z",
    }
    integration_id: Annotated[UUID, OPEN]
    secret_id: Annotated[UUID, OPEN]
    earlier_until: Annotated[datetime | None, OPEN] = None


class IntegrationSecretEnded(Event):
    """A secret of a system gets no more tokens, before its time where it had one."""

    type: ClassVar[str] = "registry.integration.secret_ended"
    subject: ClassVar[str] = "integrations/{integration_id}"
    example: ClassVar[dict[str, Any]] = {"integration_id": _INTEGRATION, "secret_id": _SECRET}
    integration_id: Annotated[UUID, OPEN]
    secret_id: Annotated[UUID, OPEN]


class IntegrationRevoked(Event):
    """A system may do nothing any more, whatever tokens it still holds."""

    type: ClassVar[str] = "registry.integration.revoked"
    subject: ClassVar[str] = "integrations/{integration_id}"
    example: ClassVar[dict[str, Any]] = {
        "integration_id": _INTEGRATION,
        "organization_id": _ORGANIZATION,
    }
    integration_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
