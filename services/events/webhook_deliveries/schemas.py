"""Bodies of the deliveries' API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from services.events.webhook_dispatcher.outcomes import DeliveryError, DeliveryKind, DeliveryStatus
from shared.http.bodies import ResponseBody

StatusFilter = Annotated[DeliveryStatus | None, Query(alias="status", description="Only of this status.")]
TypeFilter = Annotated[
    str | None,
    Query(
        alias="type",
        max_length=100,
        pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$",
        description="Only of this type.",
    ),
]


class DeliveryAttempt(ResponseBody):
    """One attempt to deliver."""

    at: datetime
    duration_ms: int
    status: int | None = Field(description="The status the receiver answered; null where it did not.")
    error: DeliveryError | None = Field(description="Why it failed; null where it did not.")


class WebhookDelivery(ResponseBody):
    """An event on its way to an endpoint."""

    id: UUID = Field(description="The event's id, and `webhook-id` in every attempt.")
    kind: DeliveryKind
    position: int | None = Field(description="Position in the log; null for what stands in none.")
    type: str
    status: DeliveryStatus
    due_at: datetime = Field(description="When it is, or was, to be tried; later where the endpoint rests.")
    attempts: int = Field(description="How often it was tried since it was last queued.")
    latest: list[DeliveryAttempt] = Field(description="The latest attempts, at most eleven, oldest first.")
    answer: str | None = Field(
        description="What the receiver answered when it last failed: the first 2 KB. Forgotten when anybody "
        "in the initiative is erased."
    )
    created_at: datetime
    finished_at: datetime | None


class ErrorCount(ResponseBody):
    """How many deliveries failed for one reason, by their last attempt."""

    error: DeliveryError
    deliveries: int


class WebhookStatistics(ResponseBody):
    """How deliveries to an endpoint went in the last 24 hours, and what waits."""

    delivered: int
    delivered_at_once: int = Field(description="Those of them that the first attempt delivered.")
    failed: int = Field(description="Given up.")
    waiting: int
    behind: int | None = Field(
        description="Entries of the log that have not been looked through; null before it is verified."
    )
    median_ms: int | None = Field(description="Median of how long the attempts that delivered took.")
    p95_ms: int | None = Field(description="The time that 95 of 100 of them stayed under.")
    errors: list[ErrorCount] = Field(description="Of what waits or was given up: why it last failed.")
