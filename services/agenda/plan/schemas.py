"""Bodies of the coordinated plan."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from services.agenda.activities.events import ActivityStatus
from services.agenda.activities.schemas import MilestoneShown
from shared.http.bodies import ResponseBody
from shared.localization.texts import CheckedLine


class PlannedBy(StrEnum):
    """What makes an activity part of the plan."""

    DECISION = "decision"
    """A decision named it."""
    ALREADY_DONE = "already_done"
    """A partner does it anyway."""
    EARLY_JOINT_ACTION = "early_joint_action"
    """Partners of an action circle do it together."""
    AGENDA = "agenda"
    """Its lead took it on after the agenda was adopted."""


class Late(StrEnum):
    """Why what an activity waits for is, or will be, late."""

    NOT_IN_PLAN = "not_in_plan"
    """It is not in the plan, or was stopped: nobody is doing it."""
    ENDS_AFTER_START = "ends_after_start"
    """It ends only after the waiting activity is to start."""
    OVERDUE = "overdue"
    """Its last day has passed, and it is not done."""


class PlanActivity(ResponseBody):
    """An activity of the plan."""

    id: UUID
    title: CheckedLine
    lead_organization_id: UUID
    lead_conflict: bool = Field(
        description="Whether its lead has become the backbone since, or a front of it, and is not exempt."
    )
    status: ActivityStatus
    planned_by: PlannedBy
    decision_id: UUID | None = Field(description="The decision that made it part of the plan, if one did.")
    joined: list[UUID]
    goal_ids: list[UUID]
    quick_win: bool
    places: list[str]
    groups: list[str]
    milestones: list[MilestoneShown]
    starts_on: date | None
    ends_on: date | None


class PlanGoal(ResponseBody):
    """A goal or strategy with what is done for it."""

    section_id: UUID
    kind: str
    title: CheckedLine
    activity_ids: list[UUID]


class PlanOverlap(ResponseBody):
    """Activities of different leads towards one goal, in one place or for one group."""

    goal_id: UUID
    place: str | None
    group: str | None
    activity_ids: list[UUID]
    lead_organization_ids: list[UUID]


class LateDependency(ResponseBody):
    """An activity that waits for something that is, or will be, late."""

    activity_id: UUID
    depends_on_id: UUID
    late: Late


class CoordinatedPlan(ResponseBody):
    """What partners do towards the agenda, who leads what, where something is missing, twice, or late."""

    agenda_version_id: UUID | None = Field(description="The agenda as adopted last; null: the draft's goals.")
    activities: list[PlanActivity]
    goals: list[PlanGoal]
    gaps: list[UUID] = Field(description="Goals for which nothing is done; strategies are ways, not goals.")
    without_goal: list[UUID] = Field(description="Activities that name none of these goals or strategies.")
    overlaps: list[PlanOverlap]
    late_dependencies: list[LateDependency]
