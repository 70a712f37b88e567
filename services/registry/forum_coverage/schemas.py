"""Bodies of the API of forums' coverage."""

from uuid import UUID

from pydantic import Field

from services.registry.organizations.events import Sector
from shared.http.bodies import ResponseBody
from shared.localization.texts import CheckedLine, CheckedText


class ForumGroup(ResponseBody):
    """One sector or value of a grouping: who sits in the forum, beside who the partners are."""

    sector: Sector | None = Field(description="Who sits for themself counts for the community.")
    grouping_id: UUID | None
    value_id: UUID | None = Field(
        description="Null in a grouping: it is not said where they stand, or they sit for themselves."
    )
    name: CheckedLine | None
    partners: int = Field(description="Partner organizations of the group.")
    seats: int
    votes: int = Field(description="Seats with a vote.")
    missing: bool = Field(description="There are partners of this group, and nobody of it has a vote here.")


class SeatSignal(ResponseBody):
    """A target that is not reached: numbers, no verdict."""

    target_id: UUID
    sector: Sector | None
    grouping_id: UUID | None
    value_id: UUID | None
    with_votes: bool = Field(description="Whether only seats with a vote count.")
    at_least: int
    present: int
    missing: int
    text: CheckedText


class ForumCoverage(ResponseBody):
    """Who is in a forum, by sector and grouping, and who is missing. Numbers, no verdict."""

    forum_id: UUID
    groups: list[ForumGroup]
    signals: list[SeatSignal] = Field(description="What is missing to how it is to be composed.")
