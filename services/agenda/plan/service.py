"""The coordinated plan: what partners took on towards the agenda."""

from datetime import UTC
from typing import Any

from services.agenda.activities.leading import UNKNOWN
from services.agenda.activities.repository import ActivityRepository
from services.agenda.plan.overview import by_goal, late_dependencies, overlaps, planned_by
from services.agenda.sections.events import SectionKind
from services.agenda.versions.service import Agenda
from shared.commands import Reading

_GOALS = (SectionKind.GOALS, SectionKind.STRATEGIES)


class Plan:
    """Reading the coordinated plan of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._activities = ActivityRepository(reading.connection, reading.initiative_id)
        self._agenda = Agenda(reading)

    async def overview(self) -> dict[str, Any]:
        """The plan, by goals, with what is missing, twice, or late."""
        version_id, sections = await self._agenda.in_force()
        goals = [section for section in sections if section["kind"] in _GOALS]
        activities = await self._planned()
        towards = by_goal(goals, activities)
        named = {activity for ids in towards.values() for activity in ids}
        today = self._reading.now.astimezone(UTC).date()
        return {
            "agenda_version_id": version_id,
            "activities": activities,
            "goals": [goal | {"activity_ids": towards[goal["section_id"]]} for goal in goals],
            "gaps": [
                goal["section_id"]
                for goal in goals
                if goal["kind"] == SectionKind.GOALS and not towards[goal["section_id"]]
            ],
            "without_goal": [one["id"] for one in activities if one["id"] not in named],
            "overlaps": overlaps(activities),
            "late_dependencies": late_dependencies(activities, today),
        }

    async def _planned(self) -> list[dict[str, Any]]:
        rows = [dict(row) | {"planned_by": planned_by(row)} for row in await self._activities.planned()]
        planned = [row for row in rows if row["planned_by"] is not None]
        now = self._reading.now
        leads = {row["lead_organization_id"] for row in planned}
        known = await self._activities.leadership(leads, now, now.astimezone(UTC).date())
        return [
            row | {"lead_conflict": known.get(row["lead_organization_id"], UNKNOWN).in_conflict}
            for row in planned
        ]
