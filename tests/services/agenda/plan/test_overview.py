"""What the plan shows of activities: plain values."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.agenda.plan.overview import by_goal, late_dependencies, overlaps, planned_by

TODAY = date(2027, 3, 1)
A, B, C, GOAL, OTHER = (UUID(int=number) for number in range(1, 6))


def activity(identity: UUID, **more: Any) -> dict[str, Any]:
    return {
        "id": identity,
        "lead_organization_id": f"lead of {identity}",
        "lead_confirmed": True,
        "status": "running",
        "decision_id": None,
        "already_done": False,
        "early_joint_action": False,
        "goal_ids": [GOAL],
        "depends_on": [],
        "places": [],
        "groups": [],
        "starts_on": None,
        "ends_on": None,
        **more,
    }


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "agenda"),
        ({"already_done": True}, "already_done"),
        ({"early_joint_action": True}, "early_joint_action"),
        ({"decision_id": B, "already_done": True}, "decision"),
        ({"decision_id": B, "status": "idea"}, "decision"),
        ({"status": "idea"}, None),
        ({"decision_id": B, "status": "stopped"}, None),
        ({"decision_id": B, "lead_confirmed": False}, None),
    ],
)
def test_what_makes_an_activity_part_of_the_plan(facts: dict[str, Any], expected: str | None) -> None:
    assert planned_by(activity(A, **facts)) == expected


def test_activities_are_told_by_goal_and_a_goal_without_any_is_empty() -> None:
    goals = [{"section_id": GOAL}, {"section_id": OTHER}]
    towards = by_goal(goals, [activity(A), activity(B, goal_ids=[C, GOAL])])
    assert towards == {GOAL: [A, B], OTHER: []}


def test_different_leads_in_one_place_overlap_however_it_was_typed() -> None:
    haifa = activity(A, places=["חיפה  והצפון"], groups=["Women"])
    again = activity(B, places=["חיפה והצפון"], groups=["women", "WOMEN"])
    found = overlaps([haifa, again, activity(C, places=["עכו"], groups=["men"])])
    assert [(one["place"], one["group"], one["activity_ids"]) for one in found] == [
        ("חיפה  והצפון", None, [A, B]),
        (None, "Women", [A, B]),
    ]
    own = again | {"lead_organization_id": haifa["lead_organization_id"]}
    assert overlaps([haifa, own]) == []
    assert overlaps([haifa, again | {"goal_ids": [OTHER]}]) == []
    assert overlaps([haifa, again | {"status": "done"}]) == []


@pytest.mark.parametrize(
    ("awaited", "late"),
    [
        (activity(B), None),
        (activity(B, ends_on=TODAY + timedelta(10)), None),
        (activity(B, ends_on=TODAY + timedelta(11)), "ends_after_start"),
        (activity(B, ends_on=TODAY - timedelta(1)), "overdue"),
        (activity(B, ends_on=TODAY - timedelta(1), status="done"), None),
        (activity(C), "not_in_plan"),
    ],
)
def test_what_waits_for_something_late(awaited: dict[str, Any], late: str | None) -> None:
    waiting = activity(A, depends_on=[B], starts_on=TODAY + timedelta(10))
    found = late_dependencies([waiting, awaited], TODAY)
    assert [one["late"] for one in found] == ([late] if late else [])
    assert late_dependencies([waiting | {"status": "done"}, awaited], TODAY) == []


def test_what_was_to_have_begun_waits_too_long() -> None:
    waiting = activity(A, depends_on=[B], starts_on=TODAY)
    (found,) = late_dependencies([waiting, activity(B)], TODAY)
    assert found == {"activity_id": A, "depends_on_id": B, "late": "ends_after_start"}
