"""Bodies of the API of handovers."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from services.registry.handovers.events import HandedKind, HandedStatus, HandoverStatus
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class HandoverCreate(RequestBody):
    """A mandate to hand over, and to whom."""

    mandate_id: UUID
    to_organization_ids: Annotated[list[UUID], Field(min_length=1, max_length=10)]


class HandoverThingCreate(RequestBody):
    """Something that is to be handed over."""

    kind: HandedKind
    text: LocalizedText = Field(description="What, so that both sides know when it is there.")


class HandoverThingReturn(RequestBody):
    """Why something is not accepted as it was handed."""

    reason: LocalizedText


class HandoverEnd(RequestBody):
    """How handing over ends."""

    status: Literal[HandoverStatus.DONE, HandoverStatus.CALLED_OFF]


class HandoverThing(ResponseBody):
    """Something that is handed over."""

    id: UUID
    kind: HandedKind
    text: CheckedText
    status: HandedStatus
    reason: CheckedText | None = Field(description="What was missing, where it was returned.")
    changed_at: datetime


class Handover(ResponseBody):
    """The course by which a backbone's work goes over to others."""

    id: UUID
    mandate_id: UUID
    organization_ids: list[UUID] = Field(description="Who hands over: the mandate's holders.")
    to_organization_ids: list[UUID]
    status: HandoverStatus
    things: list[HandoverThing]
    begun_at: datetime
    ended_at: datetime | None
    version: int
