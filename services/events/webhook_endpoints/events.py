"""Facts of webhook endpoints: when a partner's system began, failed and ended to receive, and why.

No secret is ever in them. Where an endpoint lies is sealed for its organization.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_CONCERNED, OPEN, Event
from shared.localization.plain_text import Line

_ENDPOINT = "01936f9a-0000-7000-8000-000000000021"
_INTEGRATION = "01936f9a-0000-7000-8000-000000000006"
_ORGANIZATION = "01936f9a-0000-7000-8000-000000000002"
_SECRET = "01936f9a-0000-7000-8000-000000000022"  # noqa: S105  # an id, no secret
_NAMED = {"endpoint_id": _ENDPOINT, "organization_id": _ORGANIZATION}


class EndpointReason(StrEnum):
    """Why an endpoint gets nothing."""

    BY_REQUEST = "by_request"
    """Its organization, its system or the operator asked for it."""
    FAILING = "failing"
    """For days nothing could be delivered to it."""
    GONE = "gone"
    """It answered 410: it wants no more."""
    STANDING_LOST = "standing_lost"
    """The system may not read the log any more."""


class _EndpointFact(Event):
    """What every fact of an endpoint names."""

    subject: ClassVar[str] = "webhook-endpoints/{endpoint_id}"
    readers: ClassVar[tuple[str, ...]] = ("organization_id",)
    example: ClassVar[dict[str, Any]] = _NAMED
    endpoint_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]


class WebhookEndpointCreated(_EndpointFact):
    """A system of an organization asked for events to be sent to an address."""

    type: ClassVar[str] = "events.webhook_endpoint.created"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "integration_id": _INTEGRATION,
        "url": "https://partner.example/shidra",
    }
    integration_id: Annotated[UUID, OPEN]
    url: Annotated[Line, FOR_CONCERNED]


class WebhookEndpointChanged(_EndpointFact):
    """What is sent to an endpoint, how, or where to, was changed. A new address is verified anew."""

    type: ClassVar[str] = "events.webhook_endpoint.changed"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "moved": True, "url": "https://partner.example/new"}
    moved: Annotated[bool, OPEN]
    url: Annotated[Line | None, FOR_CONCERNED] = None


class WebhookEndpointVerified(_EndpointFact):
    """An endpoint answered the challenge: from here on it gets events."""

    type: ClassVar[str] = "events.webhook_endpoint.verified"


class WebhookEndpointFailing(_EndpointFact):
    """Nothing could be delivered to an endpoint for a day; it will be paused if that goes on."""

    type: ClassVar[str] = "events.webhook_endpoint.failing"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "since": "2026-11-23T10:15:30.123456Z",
        "paused_from": "2026-11-28T10:15:30.123456Z",
    }
    since: Annotated[datetime, OPEN]
    paused_from: Annotated[datetime, OPEN]


class WebhookEndpointPaused(_EndpointFact):
    """Nothing is sent to an endpoint until it is resumed. Nothing is lost: it waits in the log."""

    type: ClassVar[str] = "events.webhook_endpoint.paused"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "reason": "failing"}
    reason: Annotated[EndpointReason, OPEN]


class WebhookEndpointResumed(_EndpointFact):
    """An endpoint is sent events again: all that waited, or only what comes from now on."""

    type: ClassVar[str] = "events.webhook_endpoint.resumed"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "replayed": True}
    replayed: Annotated[bool, OPEN]


class WebhookEndpointEnded(_EndpointFact):
    """Nothing will be sent to an endpoint any more."""

    type: ClassVar[str] = "events.webhook_endpoint.ended"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "reason": "gone"}
    reason: Annotated[EndpointReason, OPEN]


class WebhookSecretRotated(_EndpointFact):
    """An endpoint got a new secret; what is sent is signed with the earlier ones, too, until a moment."""

    type: ClassVar[str] = "events.webhook_endpoint.secret_rotated"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "secret_id": _SECRET,
        "earlier_until": "2026-11-24T10:15:30.123456Z",
    }
    secret_id: Annotated[UUID, OPEN]
    earlier_until: Annotated[datetime | None, OPEN] = None


class WebhookReplayRequested(_EndpointFact):
    """A range of the log is to be delivered to an endpoint again."""

    type: ClassVar[str] = "events.webhook_endpoint.replay_requested"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "after": 120, "until": 187}
    after: Annotated[int, OPEN]
    until: Annotated[int, OPEN]
