"""What the plan shows: gaps, overlaps, what is late. Plain functions over plain values."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.agenda.activities.events import ActivityStatus
from services.agenda.plan.schemas import Late, PlannedBy

Row = Mapping[str, Any]


def planned_by(activity: Row) -> PlannedBy | None:
    """What makes an activity part of the plan; None where it is not: an idea, stopped, or not confirmed."""
    if not activity["lead_confirmed"] or activity["status"] == ActivityStatus.STOPPED:
        return None
    if activity["decision_id"] is not None:
        return PlannedBy.DECISION
    if activity["status"] == ActivityStatus.IDEA:
        return None
    if activity["already_done"]:
        return PlannedBy.ALREADY_DONE
    return PlannedBy.EARLY_JOINT_ACTION if activity["early_joint_action"] else PlannedBy.AGENDA


def by_goal(goals: Sequence[Row], activities: Sequence[Row]) -> dict[UUID, list[UUID]]:
    """The activities towards each goal, in their order."""
    towards: dict[UUID, list[UUID]] = {goal["section_id"]: [] for goal in goals}
    for activity in activities:
        for goal in activity["goal_ids"]:
            if goal in towards:
                towards[goal].append(activity["id"])
    return towards


def overlaps(activities: Sequence[Row]) -> list[dict[str, Any]]:
    """Activities of different leads towards one goal in one place, or for one group.

    Places and groups are what people typed: letters' case and spaces do not tell them apart. What is done
    does not overlap any more.
    """
    found: dict[tuple[UUID, str, str], list[tuple[str, Row]]] = defaultdict(list)
    for activity in activities:
        if activity["status"] == ActivityStatus.DONE:
            continue
        for goal in activity["goal_ids"]:
            for dimension, column in (("place", "places"), ("group", "groups")):
                for named in {_alike(name): name for name in activity[column]}.items():
                    found[goal, dimension, named[0]].append((named[1], activity))
    return [
        {
            "goal_id": goal,
            "place": sharing[0][0] if dimension == "place" else None,
            "group": sharing[0][0] if dimension == "group" else None,
            "activity_ids": [activity["id"] for _, activity in sharing],
            "lead_organization_ids": leads,
        }
        for (goal, dimension, _), sharing in found.items()
        if len(leads := list(dict.fromkeys(activity["lead_organization_id"] for _, activity in sharing))) > 1
    ]


def late_dependencies(activities: Sequence[Row], today: date) -> list[dict[str, Any]]:
    """Activities that wait for something late; what is done waits for nothing."""
    known = {activity["id"]: activity for activity in activities}
    return [
        {"activity_id": activity["id"], "depends_on_id": awaited, "late": late}
        for activity in activities
        if activity["status"] != ActivityStatus.DONE
        for awaited in activity["depends_on"]
        if (late := _lateness(activity, known.get(awaited), today)) is not None
    ]


def _lateness(activity: Row, awaited: Row | None, today: date) -> Late | None:
    if awaited is None:
        return Late.NOT_IN_PLAN
    if awaited["status"] == ActivityStatus.DONE:
        return None
    ends, starts = awaited["ends_on"], activity["starts_on"]
    if ends is not None and ends < today:
        return Late.OVERDUE
    if starts is not None and ((ends is not None and ends > starts) or starts <= today):
        return Late.ENDS_AFTER_START
    return None


def _alike(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
