"""Bodies of the profiles' API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field

from services.registry.organizations.schemas import PopulationGroups
from services.registry.profiles.events import LineEnd, LineSide, OfferKind
from services.registry.profiles.matching import MatchReason
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText


class OfferOrNeed(RequestBody):
    """What is offered or needed."""

    kind: OfferKind
    text: LocalizedLine = Field(description="In a line: what, how much, when.")
    population_groups: PopulationGroups = Field(
        default_factory=list, description="Codes of the population groups it is for; none: for everybody."
    )
    place: LocalizedLine | None = Field(None, description="Where it is given or needed; null: anywhere.")
    until: date | None = Field(None, description="The last day it holds; null while it goes on.")


class ProfileLineCreate(OfferOrNeed):
    """An offer or a need to add to a profile."""

    side: LineSide


class ProfileCreate(RequestBody):
    """A partner's profile, as it says itself, or as others draft it, from an interview, for it to confirm.

    Members read it. What was said in confidence belongs in the private notes of an interaction.
    """

    organization_id: UUID
    expectations: LocalizedText | None = Field(None, description="What it expects of the initiative.")
    interests: LocalizedText | None = Field(None, description="Its own interests in the issue.")
    shared_interests: LocalizedText | None = Field(None, description="What it shares with the others.")
    unique_value: LocalizedText | None = Field(None, description="What it brings that others do not.")
    part: LocalizedText | None = Field(None, description="Its part in the initiative.")
    strategy: LocalizedText | None = Field(None, description="How it works on the issue itself.")
    offers: Annotated[list[OfferOrNeed], Field(max_length=30)] = Field(default_factory=list)
    needs: Annotated[list[OfferOrNeed], Field(max_length=30)] = Field(default_factory=list)


class ProfilePatch(RequestBody):
    """What to change; what is absent stays, null empties. Offers and needs are added and ended one by one."""

    expectations: LocalizedText | MISSING | None = MISSING
    interests: LocalizedText | MISSING | None = MISSING
    shared_interests: LocalizedText | MISSING | None = MISSING
    unique_value: LocalizedText | MISSING | None = MISSING
    part: LocalizedText | MISSING | None = MISSING
    strategy: LocalizedText | MISSING | None = MISSING


class ProfileLineEnd(RequestBody):
    """How an offer or a need ended."""

    ended: LineEnd


class StatedLine(ResponseBody):
    """An offer or a need as a profile states it."""

    id: UUID
    kind: OfferKind
    text: CheckedLine
    population_groups: list[str]
    place: CheckedLine | None
    until: date | None
    ended: LineEnd | None = Field(description="Null while it stands; `until` may have passed.")
    ended_on: date | None


class Profile(ResponseBody):
    """A partner's profile, as of now or as it was recorded at a moment."""

    id: UUID
    organization_id: UUID
    expectations: CheckedText | None
    interests: CheckedText | None
    shared_interests: CheckedText | None
    unique_value: CheckedText | None
    part: CheckedText | None
    strategy: CheckedText | None
    offers: list[StatedLine]
    needs: list[StatedLine]
    confirmed: bool = Field(description="By the partner itself, every word of it.")
    confirmed_at: datetime | None = Field(description="Null while it is not confirmed.")
    by_partner: bool = Field(description="Whether this version is the partner's own doing.")
    recorded_at: datetime
    created_at: datetime
    version: int


class ProfileVersion(Profile):
    """What a profile said from a moment on."""


class ProfileLine(StatedLine):
    """An offer or a need, with whose it is."""

    profile_id: UUID
    organization_id: UUID
    side: LineSide
    confirmed: bool = Field(description="Whether the partner stands by its profile as it is.")
    created_at: datetime


class MatchedWords(ResponseBody):
    """How alike two lines are: trigrams they share, of those the shorter one has."""

    numerator: int
    denominator: int


class ProfileMatch(ResponseBody):
    """What may meet a line, and by what. A suggestion: nothing comes of it by itself."""

    line: ProfileLine
    reasons: list[MatchReason]
    population_groups: list[str] = Field(description="Those both name.")
    words: MatchedWords


class ProfileMatches(ResponseBody):
    """A line, and what may meet it, the likeliest first."""

    line: ProfileLine
    matches: list[ProfileMatch] = Field(description="At most ten; `more` says how many others there are.")
    more: int
