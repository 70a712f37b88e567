"""The rules of activities: who records, leads, confirms and joins one, and when it can be planned.

Nobody signs a partner up: what is entered for a partner is an idea until somebody who speaks for it, and is
free of the backbone, confirms it; partners named as taking part join themselves (docs/decisions/0024).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.activities.errors import (
    LeadConfirmedAlready,
    NotNamedAsParticipant,
    TooManyActivities,
)
from services.agenda.activities.events import (
    ActivityChanged,
    ActivityJoined,
    ActivityLeadConfirmed,
    ActivityLeft,
    ActivityRecorded,
    ActivityStatus,
)
from services.agenda.activities.judging import Judging
from services.agenda.activities.models import DESCRIBING
from services.agenda.activities.repository import ActivityRepository
from services.agenda.activities.schemas import ActivityCreate, ActivityPatch
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]

MOST_ACTIVITIES = 1000
"""Activities of an initiative that were not stopped: a plan that can be read and compared as a whole."""


class Activities:
    """Reading the activities of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ActivityRepository(reading.connection, reading.initiative_id)

    async def get(self, activity_id: UUID) -> Row:
        """One activity; raises NotFound."""
        row = await self._repository.get(activity_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[Any]:
        """Activities after an id: of a status, of a lead, towards a goal."""
        return await self._repository.page(after, limit, filters)


class ActivityCommands:
    """Changing the activities of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._caller = command.caller
        self._repository = ActivityRepository(command.connection, command.initiative_id)
        self._judging = Judging(command)

    async def record(self, body: ActivityCreate) -> Row:
        """Record an activity: one who represents the lead, or facilitators, for the lead to confirm.

        Raises Forbidden, TooManyActivities, EndsBeforeItStarts, UnknownPartner, UnknownGoal,
        UnknownDependency, NotActionCircle, NotDoneAlready, LeadNotConfirmed and CharterRefusal.
        """
        standing = self._caller.standing
        speaks = standing is not None and body.lead_organization_id in standing.represents
        if not (speaks or self._caller.facilitates):
            raise Forbidden(OpenTo.LEAD, OpenTo.FACILITATORS)
        await self._repository.hold()
        if await self._repository.count() >= MOST_ACTIVITIES:
            raise TooManyActivities
        values = body.model_dump(mode="python") | {"joined": [], "created_at": self._command.now}
        values |= _as_json(values)
        await self._judging.check_named(values)
        values["lead_confirmed"] = await self._judging.is_confirmed_by_caller(body.lead_organization_id)
        await self._judging.check_status(values)
        row = await self._repository.insert(
            {**values, "id": uuid7(), "entered_by": self._caller.person_id, "version": 1}
        )
        self._command.record(ActivityRecorded(**_stated(row)))
        return row

    async def change(self, activity_id: UUID, body: ActivityPatch, precondition: Precondition) -> Row:
        """Change an activity: who speaks for its lead; until that is confirmed, also facilitators.

        A new lead has to confirm it, and until then it is an idea again. Raises NotFound, Forbidden,
        PreconditionFailed, EndsBeforeItStarts, UnknownPartner, UnknownGoal, UnknownDependency,
        DependencyCycle, NotActionCircle, NotDoneAlready, LeadNotConfirmed and CharterRefusal.
        """
        given = body.model_dump(mode="python")
        if "depends_on" in given:
            await self._repository.hold()
        row = await self._locked(activity_id)
        if not await self._may_change(row):
            entering = () if row["lead_confirmed"] else (OpenTo.AUTHOR, OpenTo.FACILITATORS)
            raise Forbidden(OpenTo.LEAD, *entering)
        precondition.check(row["version"])
        values: dict[str, Any] = {name: given.get(name, row[name]) for name in DESCRIBING}
        values |= _as_json(values) | {"id": activity_id, "created_at": row["created_at"]}
        values["joined"] = [one for one in row["joined"] if one in values["participants"]]
        if all(values[name] == row[name] for name in DESCRIBING):
            return row
        await self._judging.check_named(values, before=row)
        await self._hand_over(row, values)
        if _matters(row, values):
            await self._judging.check_status(values)
        changed = await self._repository.update(row, {name: values[name] for name in DESCRIBING})
        self._command.record(ActivityChanged(**_stated(changed)))
        return changed

    async def confirm(self, activity_id: UUID, precondition: Precondition) -> Row:
        """Stand by an activity that was entered for the organization one speaks for.

        Raises NotFound, Forbidden, PreconditionFailed, LeadConfirmedAlready and CharterRefusal.
        """
        row = await self._locked(activity_id)
        await self._judging.check_speaker(row["lead_organization_id"])
        precondition.check(row["version"])
        if row["lead_confirmed"]:
            raise LeadConfirmedAlready
        changed = await self._repository.update(row, {"lead_confirmed": True})
        self._command.record(ActivityLeadConfirmed(**_named(row)))
        return changed

    async def join(self, activity_id: UUID, organization_id: UUID) -> Row:
        """Confirm that an organization takes part; raises NotFound, Forbidden and NotNamedAsParticipant."""
        row = await self._locked(activity_id)
        await self._only_representatives(organization_id)
        if organization_id not in row["participants"]:
            raise NotNamedAsParticipant
        if organization_id in row["joined"]:
            return row
        changed = await self._repository.update(row, {"joined": [*row["joined"], organization_id]})
        self._command.record(ActivityJoined(**_named(row), organization_id=organization_id))
        return changed

    async def leave(self, activity_id: UUID, organization_id: UUID) -> Row:
        """Say that an organization does not take part.

        Raises NotFound, Forbidden and NotNamedAsParticipant.
        """
        row = await self._locked(activity_id)
        await self._only_representatives(organization_id)
        if organization_id not in row["participants"]:
            raise NotNamedAsParticipant
        without = {
            name: [one for one in row[name] if one != organization_id] for name in ("participants", "joined")
        }
        changed = await self._repository.update(row, without)
        self._command.record(ActivityLeft(**_named(row), organization_id=organization_id))
        return changed

    async def _may_change(self, row: Row) -> bool:
        if await self._judging.is_spoken_for(row["lead_organization_id"]):
            return True
        entering = self._caller.facilitates or row["entered_by"] == self._caller.person_id
        return entering and not row["lead_confirmed"]

    async def _hand_over(self, row: Row, values: dict[str, Any]) -> None:
        if values["lead_organization_id"] == row["lead_organization_id"]:
            return
        confirmed = await self._judging.is_confirmed_by_caller(values["lead_organization_id"])
        values["lead_confirmed"] = confirmed
        if not confirmed:
            values["status"] = ActivityStatus.IDEA

    async def _only_representatives(self, organization_id: UUID) -> None:
        if not await self._judging.is_spoken_for(organization_id):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES)

    async def _locked(self, activity_id: UUID) -> Row:
        row = await self._repository.lock(activity_id)
        if row is None:
            raise NotFound
        return row


_JUDGED = ("status", "lead_organization_id", "already_done", "early_joint_action", "forum_id", "starts_on")


def _matters(row: Row, values: Row) -> bool:
    """Whether a change touches what planning depends on; a milestone can be ticked off at any time."""
    return any(values[name] != row[name] for name in _JUDGED)


def _as_json(values: Row) -> dict[str, Any]:
    """Milestones as jsonb keeps them: days as text."""
    return {
        "milestones": [
            one | {name: str(one[name]) if one[name] is not None else None for name in ("due_on", "done_on")}
            for one in values["milestones"]
        ]
    }


def _named(row: Row) -> dict[str, Any]:
    return {"activity_id": row["id"], "lead_organization_id": row["lead_organization_id"]}


def _stated(row: Row) -> dict[str, Any]:
    same = {name: row[name] for name in DESCRIBING if name not in ("participants", "joined")}
    return {
        **same,
        "activity_id": row["id"],
        "participant_ids": row["participants"],
        "joined_ids": row["joined"],
    }


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what the activities hold of a person: that they entered them. What partners do stays."""
    await ActivityRepository(connection, initiative_id).forget_entered(person_id)
