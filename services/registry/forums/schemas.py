"""Bodies of the forums' API."""

from datetime import datetime
from uuid import UUID

from pydantic import MISSING, Field

from shared.deciding import MethodShown, NoticeHours, QuorumGiven, QuorumShown, StandingMethodGiven
from shared.governance import DecisionKind, ForumKind
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText
from shared.time_zones import TimeZone


class ForumCreate(RequestBody):
    """A body to form, with its standing rules for deciding: a decision may be stricter, never laxer."""

    kind: ForumKind
    name: LocalizedLine
    purpose: LocalizedText | None = None
    time_zone: TimeZone | None = Field(
        None, description="In which terms of its seats end at midnight; absent or null: the initiative's."
    )
    method: StandingMethodGiven
    quorum: QuorumGiven
    notice_hours: NoticeHours = Field(description="Hours a decision is open at the least.")
    seats_pass_on: bool = Field(
        False,
        description="Whether an organization that somebody sits for names by itself who sits for it next. "
        "Otherwise the forum decides on each.",
    )


class ForumPatch(RequestBody):
    """What to change; its rules for deciding change only by the forum's own decision."""

    name: LocalizedLine | MISSING = MISSING
    purpose: LocalizedText | MISSING | None = MISSING
    time_zone: TimeZone | MISSING | None = MISSING


class Forum(ResponseBody):
    """A body of the initiative."""

    id: UUID
    kind: ForumKind
    name: CheckedLine
    purpose: CheckedText | None
    time_zone: str | None = Field(description="Null: the initiative's.")
    method: MethodShown
    quorum: QuorumShown
    notice_hours: int
    seats_pass_on: bool = Field(
        description="Whether an organization that somebody sits for names by itself who sits for it next."
    )
    delegated: list[DecisionKind] = Field(description="What a working group was left to decide.")
    created_at: datetime
    version: int
