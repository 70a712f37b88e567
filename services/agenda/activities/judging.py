"""Judging an activity: who can lead it and speak for its lead, what it names, whether it can be planned.

The rules are the charter's (`shared/charter.py`); here is what they are asked with.
"""

from collections.abc import Mapping
from datetime import UTC, date
from typing import Any
from uuid import UUID

from services.agenda.activities.errors import (
    DependencyCycle,
    EndsBeforeItStarts,
    LeadNotConfirmed,
    NotActionCircle,
    NotDoneAlready,
    UnknownDependency,
    UnknownGoal,
    UnknownPartner,
)
from services.agenda.activities.events import ActivityStatus
from services.agenda.activities.leading import UNKNOWN, Leadership, acting_together
from services.agenda.activities.repository import ActivityRepository
from services.agenda.versions.repository import agenda_is_adopted
from shared.charter import lead_activity, plan_activity
from shared.commands import Command
from shared.http.problems import Forbidden, OpenTo

Row = Mapping[str, Any]

UNDER_WAY = frozenset({ActivityStatus.PLANNED, ActivityStatus.RUNNING, ActivityStatus.DONE})
"""Statuses of what is planned or more."""
_HAPPENING = frozenset({ActivityStatus.RUNNING, ActivityStatus.DONE})


class Judging:
    """Judges activities of one initiative for one command."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._today: date = command.now.astimezone(UTC).date()
        self._repository = ActivityRepository(command.connection, command.initiative_id)

    async def is_spoken_for(self, organization_id: UUID) -> bool:
        """Whether the caller represents an organization and is free of the backbone."""
        return (await self._leadership(organization_id)).is_spoken_for_by(self._command.caller.person_id)

    async def is_confirmed_by_caller(self, organization_id: UUID) -> bool:
        """The same of one that is to lead; raises CharterRefusal where it may not."""
        leadership = await self._leadership(organization_id)
        lead_activity(of_the_backbone=leadership.of_the_backbone, exempt=leadership.exempt)
        return leadership.is_spoken_for_by(self._command.caller.person_id)

    async def check_speaker(self, organization_id: UUID) -> None:
        """Raises Forbidden for those who do not represent the lead, CharterRefusal for the backbone's."""
        person_id = self._command.caller.person_id
        leadership = await self._leadership(organization_id)
        if person_id is None or person_id not in leadership.representatives:
            raise Forbidden(OpenTo.LEAD)
        tied = leadership.representatives[person_id]
        lead_activity(
            of_the_backbone=leadership.of_the_backbone or tied, exempt=leadership.exempt and not tied
        )

    async def check_named(self, values: Row, before: Row | None = None) -> None:
        """Raises EndsBeforeItStarts, UnknownPartner, UnknownGoal, UnknownDependency, DependencyCycle
        and NotActionCircle.

        What an activity named before may meanwhile have been discarded: only what is new is looked up.
        """
        if values["starts_on"] and values["ends_on"] and values["ends_on"] < values["starts_on"]:
            raise EndsBeforeItStarts
        organizations = _new(
            [values["lead_organization_id"], *values["participants"]], before, "participants"
        )
        if len(await self._repository.organizations(organizations)) < len(set(organizations)):
            raise UnknownPartner
        goals = _new(values["goal_ids"], before, "goal_ids")
        if len(await self._repository.goals(goals)) < len(goals):
            raise UnknownGoal
        if len(await self._repository.known(values["depends_on"])) < len(values["depends_on"]):
            raise UnknownDependency
        if before is not None and before["id"] in await self._repository.waits_for(values["depends_on"]):
            raise DependencyCycle
        if values["early_joint_action"] and not await self._is_circle(values["forum_id"]):
            raise NotActionCircle

    async def check_status(self, values: Row) -> None:
        """Whether an activity can be what it says of itself.

        Raises NotDoneAlready, LeadNotConfirmed and CharterRefusal.
        """
        status = values["status"]
        if values["already_done"] and not _was_done(values):
            raise NotDoneAlready
        if status not in UNDER_WAY:
            return
        if not values["lead_confirmed"]:
            raise LeadNotConfirmed
        leadership = await self._leadership(values["lead_organization_id"])
        lead_activity(of_the_backbone=leadership.of_the_backbone, exempt=leadership.exempt)
        plan_activity(
            agenda_adopted=await agenda_is_adopted(self._command.connection, self._command.initiative_id),
            already_done=values["already_done"],
            partners_of_circle=await self._partners_of_circle(values),
        )

    async def _partners_of_circle(self, values: Row) -> int:
        if not values["early_joint_action"]:
            return 0
        acting = [values["lead_organization_id"], *values["joined"]]
        seated = await self._repository.seated(values["forum_id"])
        known = await self._repository.leadership(acting, self._command.now, self._today)
        return acting_together(acting, seated, known)

    async def _is_circle(self, forum_id: UUID | None) -> bool:
        return forum_id is not None and await self._repository.is_circle(forum_id)

    async def _leadership(self, organization_id: UUID) -> Leadership:
        known = await self._repository.leadership([organization_id], self._command.now, self._today)
        return known.get(organization_id, UNKNOWN)


def _new(named: list[UUID], before: Row | None, column: str) -> list[UUID]:
    known = set(before[column]) if before else set()
    return [one for one in dict.fromkeys(named) if one not in known]


def _was_done(values: Row) -> bool:
    """Whether an activity had begun before the day it was recorded; until it is confirmed it is an idea."""
    began = values["starts_on"]
    recorded: date = values["created_at"].astimezone(UTC).date()
    happening = values["status"] in _HAPPENING or not values["lead_confirmed"]
    stopped = values["status"] == ActivityStatus.STOPPED
    return began is not None and began < recorded and (happening or stopped)
