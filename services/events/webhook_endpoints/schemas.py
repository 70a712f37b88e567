"""Bodies of the webhook endpoints' API."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import MISSING, AfterValidator, Field, model_validator

from services.events.catalogue.service import is_known_type
from services.events.webhook_endpoints.errors import UNKNOWN_EVENT_TYPE, UNTIL_BEFORE_AFTER
from services.events.webhook_endpoints.events import EndpointReason
from shared.eventlog.canonical import MAX_INTEGER
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.mail_addresses import Email
from shared.localization.texts import CheckedLine, LocalizedLine

MAX_OVERLAP_HOURS = 168
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class EndpointStatus(StrEnum):
    """Whether an endpoint gets events."""

    UNVERIFIED = "unverified"
    """Not yet: its address has not answered the challenge."""
    ACTIVE = "active"
    """It does."""
    PAUSED = "paused"
    """Not until it is resumed; what happens meanwhile waits in the log."""
    ENDED = "ended"
    """Never again."""


def _known(name: str) -> str:
    if not is_known_type(name):
        raise UNKNOWN_EVENT_TYPE.broken()
    return name


EventTypes = Annotated[
    list[
        Annotated[
            str,
            Field(max_length=100, pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*(\.\*)?$"),
            AfterValidator(_known),
        ]
    ],
    Field(
        max_length=50,
        description="Only events of these types; `registry.*` means every type that begins so. Empty: all.",
    ),
]
URL = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^https?://[!-~]+$")]
EventSubject = Annotated[
    str,
    Field(
        pattern=rf"^[a-z][a-z0-9-]*/({_UUID}|[a-z0-9-]{{1,64}})$",
        description="Only what is about this, such as `indicators/<id>`.",
    ),
]
PerSecond = Annotated[int, Field(ge=1, le=1000, description="How many deliveries a second it takes at most.")]
Position = Annotated[int, Field(ge=-1, le=MAX_INTEGER)]


class WebhookEndpointCreate(RequestBody):
    """An address that events are to be sent to."""

    integration_id: UUID = Field(description="The system that receives; it gets what it may read.")
    url: URL
    description: LocalizedLine | None = None
    contact_email: Email | None = Field(
        None,
        description="A mailbox of those who look after it: told when nothing can be delivered, and when "
        "it is paused, where the deployment sends mail. It stands in no log.",
    )
    types: EventTypes = Field(default_factory=list)
    subject: EventSubject | None = None
    ordered: bool = Field(
        default=False,
        description="Whether an event is sent only after all before it were taken. A failing one then holds "
        "those after it.",
    )
    per_second: PerSecond = 50
    after: Annotated[
        int | None,
        Field(
            ge=-1,
            le=MAX_INTEGER,
            description="Position of the log after which to begin, -1 for all of it; null: where the log is "
            "when the address is verified.",
        ),
    ] = None


class WebhookEndpointPatch(RequestBody):
    """What to change of an endpoint; what is absent stays. A new address is verified anew."""

    url: URL | MISSING = MISSING
    description: LocalizedLine | MISSING | None = MISSING
    contact_email: Email | MISSING | None = MISSING
    types: EventTypes | MISSING = MISSING
    subject: EventSubject | MISSING | None = MISSING
    ordered: bool | MISSING = MISSING
    per_second: PerSecond | MISSING = MISSING


class WebhookResume(RequestBody):
    """How to go on."""

    replay: bool = Field(
        default=True,
        description="Whether to deliver what happened since the last acknowledged position; otherwise only "
        "what happens from now on is sent.",
    )


class WebhookReplayCreate(RequestBody):
    """A range of the log to deliver again."""

    after: Position = Field(description="The position the range begins after; -1: from the beginning.")
    until: Annotated[
        int | None,
        Field(ge=0, le=MAX_INTEGER, description="Its last position; null: all that was looked through."),
    ] = None
    types: EventTypes = Field(default_factory=list)

    @model_validator(mode="after")
    def _in_order(self) -> Any:
        if self.until is not None and self.until <= self.after:
            raise UNTIL_BEFORE_AFTER.broken()
        return self


class WebhookSecretCreate(RequestBody):
    """How long what is sent is signed with the earlier secret, too."""

    overlap_hours: Annotated[
        int, Field(ge=0, le=MAX_OVERLAP_HOURS, description="0 ends it at once, as after a leak.")
    ] = 24


class WebhookReplay(ResponseBody):
    """A range that is being delivered again."""

    id: UUID
    after: int
    until: int
    types: list[str]
    created_at: datetime


class WebhookSecret(ResponseBody):
    """A secret deliveries are signed with: everything but the secret."""

    id: UUID
    created_at: datetime
    expires_at: datetime | None = Field(description="When it ends by itself; null where it does not.")


class NewWebhookSecret(WebhookSecret):
    """A new secret, shown this once."""

    secret: str = Field(description="`whsec_…`, as the libraries of Standard Webhooks take it. Keep it now.")


class WebhookEndpoint(ResponseBody):
    """An address that events are sent to, and how that goes."""

    id: UUID
    integration_id: UUID
    organization_id: UUID
    url: str
    description: CheckedLine | None
    contact_email: str | None
    types: list[str]
    subject: str | None
    ordered: bool
    per_second: int
    status: EndpointStatus
    reason: EndpointReason | None = Field(description="Why it gets nothing; null where it does.")
    acknowledged_to: int | None = Field(
        description="Everything up to this position was taken or given up; null before it is verified."
    )
    looked_through_to: int | None = Field(
        description="How far the log has been looked through for it; null before it is verified."
    )
    waiting: int = Field(description="Deliveries that wait, for their first attempt or for another one.")
    held_by: UUID | None = Field(
        description="Where `ordered`: the delivery whose failure holds all after it; null: none does."
    )
    failures: int = Field(description="Attempts that failed since the last one that did not.")
    failing_since: datetime | None
    resting_until: datetime | None = Field(
        description="Until when nothing is tried, because everything failed or it asked for time."
    )
    delivered_at: datetime | None = Field(description="When something was last taken.")
    secrets: list[WebhookSecret]
    replays: list[WebhookReplay]
    created_at: datetime
    version: int


class NewWebhookEndpoint(WebhookEndpoint):
    """A new endpoint with the secret its deliveries are signed with, shown this once."""

    secret: str = Field(description="`whsec_…`, as the libraries of Standard Webhooks take it. Keep it now.")
