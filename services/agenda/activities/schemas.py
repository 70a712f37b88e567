"""Bodies of the activities' API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, AfterValidator, Field

from services.agenda.activities.events import ActivityStatus
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.plain_text import Line
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText


def _each_once(ids: list[UUID]) -> list[UUID]:
    return list(dict.fromkeys(ids))


def _each_line_once(lines: list[str]) -> list[str]:
    return list(dict.fromkeys(lines))


Ids = Annotated[list[UUID], Field(max_length=50), AfterValidator(_each_once)]
Lines = Annotated[list[Line], Field(max_length=20), AfterValidator(_each_line_once)]


class Milestone(RequestBody):
    """A point on the way."""

    title: LocalizedLine
    due_on: date | None = None
    done_on: date | None = Field(None, description="When it was reached; null: not yet.")


Milestones = Annotated[list[Milestone], Field(max_length=50)]


class ActivityCreate(RequestBody):
    """One thing partners do, or think of doing."""

    title: LocalizedLine
    description: LocalizedText | None = None
    lead_organization_id: UUID
    status: ActivityStatus = ActivityStatus.IDEA
    participants: Ids = Field([], description="Organizations asked to take part; each confirms by joining.")
    goal_ids: Ids = Field([], description="Sections of the agenda that are goals or strategies.")
    depends_on: Ids = Field([], description="Activities that have to be done first.")
    quick_win: bool = False
    already_done: bool = Field(False, description="What a partner does anyway, agenda or not.")
    early_joint_action: bool = Field(
        False, description="Of an action circle, which can begin before the agenda is adopted."
    )
    forum_id: UUID | None = Field(None, description="The forum whose activity it is.")
    milestones: Milestones = Field([])
    places: Lines = Field([], description="Where.")
    groups: Lines = Field([], description="For whom.")
    starts_on: date | None = None
    ends_on: date | None = None


class ActivityPatch(RequestBody):
    """What to change; what is absent stays, null empties. Lists are given whole."""

    title: LocalizedLine | MISSING = MISSING
    description: LocalizedText | MISSING | None = MISSING
    lead_organization_id: UUID | MISSING = MISSING
    status: ActivityStatus | MISSING = MISSING
    participants: Ids | MISSING = MISSING
    goal_ids: Ids | MISSING = MISSING
    depends_on: Ids | MISSING = MISSING
    quick_win: bool | MISSING = MISSING
    already_done: bool | MISSING = MISSING
    early_joint_action: bool | MISSING = MISSING
    forum_id: UUID | MISSING | None = MISSING
    milestones: Milestones | MISSING = MISSING
    places: Lines | MISSING = MISSING
    groups: Lines | MISSING = MISSING
    starts_on: date | MISSING | None = MISSING
    ends_on: date | MISSING | None = MISSING


class ParticipationBody(RequestBody):
    """The organization the caller speaks for."""

    organization_id: UUID


class MilestoneShown(ResponseBody):
    """A point on the way."""

    title: CheckedLine
    due_on: date | None
    done_on: date | None


class Activity(ResponseBody):
    """One thing partners do in the coordinated plan, or think of doing."""

    id: UUID
    title: CheckedLine
    description: CheckedText | None
    lead_organization_id: UUID
    lead_confirmed: bool = Field(description="Whether somebody who speaks for the lead has confirmed it.")
    status: ActivityStatus
    participants: list[UUID]
    joined: list[UUID] = Field(description="Those of `participants` that have confirmed.")
    goal_ids: list[UUID]
    depends_on: list[UUID]
    quick_win: bool
    already_done: bool
    early_joint_action: bool
    forum_id: UUID | None
    milestones: list[MilestoneShown]
    places: list[str]
    groups: list[str]
    starts_on: date | None
    ends_on: date | None
    created_at: datetime
    version: int
