"""Bodies of the engagement activities' API."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.engagement_activities.errors import REACH_ADDS_UP
from services.registry.engagement_activities.events import Involvement, Support
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.languages import Language
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText

People = Annotated[int, Field(ge=0, le=10_000_000)]


class EngagementActivityPut(RequestBody):
    """Something done with the community, as it was. No names: numbers of people."""

    held_on: date
    title: LocalizedLine
    text: LocalizedText | None = Field(None, description="What it was about, and what came of it.")
    involvement: Involvement = Field(description="How much was in the hands of those who came.")
    organization_ids: list[UUID] = Field(default_factory=list, max_length=20, description="Who held it.")
    languages: list[Language] = Field(default_factory=list, max_length=3, description="Spoken there.")
    support: list[Support] = Field(
        default_factory=list, max_length=8, description="What made it possible to take part."
    )
    invited: People | None = None
    took_part: People
    with_lived_experience: People | None = Field(
        None, description="Of them, how many said so themselves; null where nobody was asked."
    )

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.with_lived_experience is not None and self.with_lived_experience > self.took_part:
            raise REACH_ADDS_UP.broken()
        return self


class EngagementActivity(ResponseBody):
    """Something done with the community."""

    id: UUID
    held_on: date
    title: CheckedLine
    text: CheckedText | None
    involvement: Involvement
    organization_ids: list[UUID]
    languages: list[Language]
    support: list[Support]
    invited: int | None
    took_part: int
    with_lived_experience: int | None
    withdrawn: bool
    created_at: datetime
    version: int


class SupportGiven(ResponseBody):
    """At how many activities a kind of support was given."""

    support: Support
    activities: int


class ReachByInvolvement(ResponseBody):
    """Activities at which so much was in the hands of those who came, and how many came."""

    involvement: Involvement
    activities: int
    took_part: int = Field(description="Summed over activities: who came twice is counted twice.")


class Reach(ResponseBody):
    """Whom the engagement activities of some time reached, and what made it possible."""

    activities: int
    took_part: int = Field(description="Summed over activities: who came twice is counted twice.")
    with_lived_experience: int = Field(description="Of those activities at which it was asked.")
    without_support: int = Field(description="Activities at which no support for taking part was given.")
    by_involvement: list[ReachByInvolvement]
    by_support: list[SupportGiven]
