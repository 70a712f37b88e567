"""Bodies of the recognitions' API."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class RecognitionCreate(RequestBody):
    """Credit to give: to which organization, for what."""

    to_organization_id: UUID
    to_person_id: UUID | None = Field(None, description="Somebody of that organization who is to be named.")
    by_organization_id: UUID | None = Field(
        None,
        description="An organization you represent, in whose name you give it; absent or null: your own.",
    )
    text: LocalizedText = Field(description="For what.")
    meeting_id: UUID | None = Field(None, description="The meeting at which it was said.")


class Recognition(ResponseBody):
    """Credit given to a partner."""

    id: UUID
    to_organization_id: UUID
    to_person_id: UUID | None
    by_organization_id: UUID | None
    text: CheckedText | None = Field(description="Null once whoever gave or got it has been erased.")
    meeting_id: UUID | None
    given_by: UUID | None
    given_at: datetime


class RecognizedPartner(ResponseBody):
    """How much credit a partner has had."""

    organization_id: UUID
    recognitions: int
    last_given_at: datetime | None = Field(description="Null where it never had any.")


class RecognitionBalance(ResponseBody):
    """Partners without credit for some time."""

    partners: list[RecognizedPartner] = Field(description="Whoever has waited longest comes first.")
