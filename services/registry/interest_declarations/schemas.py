"""Bodies of the API of interest declarations."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.interest_declarations.errors import INTERESTS_IN_WORDS
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class InterestDeclarationCreate(RequestBody):
    """What ties somebody to a proposed mandate, or that nothing does."""

    organization_id: UUID | None = Field(
        None, description="The proposed organization one declares for; absent or null: for oneself."
    )
    has_interests: bool
    text: LocalizedText | None = Field(None, description="Which, where there are any.")

    @model_validator(mode="after")
    def _in_words(self) -> Self:
        if self.has_interests is (self.text is None):
            raise INTERESTS_IN_WORDS.broken()
        return self


class InterestDeclaration(ResponseBody):
    """What somebody declared; their last word."""

    id: UUID
    mandate_id: UUID
    organization_id: UUID | None = Field(description="Null where somebody declared for themself.")
    author_id: UUID | None = Field(description="Null once whoever declared has been erased.")
    has_interests: bool
    text: CheckedText | None
    declared_at: datetime
