"""Bodies of the instalments' API."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.registry.funding_sources.schemas import Amount
from services.registry.instalments.events import InstalmentStatus
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class InstalmentCreate(RequestBody):
    """Part of a grant, and when it is due."""

    amount: Amount
    due_on: date
    condition: LocalizedText | None = Field(None, description="What it waits for.")


class InstalmentMove(RequestBody):
    """Another day for an instalment, perhaps another amount, and why."""

    due_on: date
    amount: Amount | None = Field(
        None, description="Where only part of it comes: the rest is an instalment of its own."
    )
    reason: LocalizedText


class InstalmentReceipt(RequestBody):
    """That an instalment arrived, in full."""

    received_on: date


class Move(ResponseBody):
    """When an instalment was due before, and in which amount, and why that changed."""

    from_on: date
    amount: int
    reason: CheckedText | None = Field(description="Null, too, for whom the grant's terms are not.")
    moved_at: datetime


class Instalment(ResponseBody):
    """Part of a grant: when it is due, and whether it has arrived."""

    id: UUID
    grant_id: UUID
    amount: int = Field(description="In minor units of the grant's currency.")
    due_on: date
    status: InstalmentStatus
    received_on: date | None
    condition: CheckedText | None = Field(description="Null, too, for whom the grant's terms are not.")
    moves: list[Move] = Field(description="Oldest first.")
    created_at: datetime
    version: int
