"""The rules of groupings: facilitators and founders define them; an organization also says where it stands.

People have no values: where somebody belongs is theirs to keep (docs/decisions). They count by the
organizations they represent.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.groupings.errors import GroupingValueInUse, TooManyGroupings, UnknownGroupingValue
from services.registry.groupings.events import GroupingDefined, GroupingRedefined, OrganizationGrouped
from services.registry.groupings.repository import GroupingRepository
from services.registry.groupings.schemas import GroupingCreate, GroupingPatch
from services.registry.history.service import settled_in_the_record
from services.registry.history.when import NOW, When
from services.registry.organizations.service import Organizations
from shared.commands import Capacity, Command, Reading
from shared.http.preconditions import ANY_VERSION, Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]
MAX_GROUPINGS = 20


class Groupings:
    """Reading the groupings of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = GroupingRepository(reading.connection, reading.initiative_id)

    async def get(self, grouping_id: UUID) -> Row:
        """One grouping; raises NotFound."""
        row = await self._repository.get(grouping_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Groupings after an id."""
        return await self._repository.page(after, limit)

    async def places(
        self, grouping_id: UUID, after: UUID, limit: int, value_id: UUID | None, when: When = NOW
    ) -> list[Any]:
        """Where organizations stand or stood in a grouping; raises NotFound, MomentToCome and NotKeptThen.

        Where an organization stands has no days of its own: it holds from when it is recorded.
        """
        await self.get(grouping_id)
        when = await settled_in_the_record(self._reading, when)
        return await self._repository.places(grouping_id, after, limit, value_id, when)


class GroupingCommands:
    """Changing the groupings of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = GroupingRepository(command.connection, command.initiative_id)

    async def define(self, body: GroupingCreate) -> Row:
        """Give the initiative a grouping; raises TooManyGroupings."""
        if await self._repository.count() >= MAX_GROUPINGS:
            raise TooManyGroupings(most=MAX_GROUPINGS)
        values = [{"id": str(uuid7()), "name": value.name} for value in body.values]
        row = await self._repository.insert(
            {
                "id": uuid7(),
                "name": body.name,
                "values": values,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(GroupingDefined(grouping_id=row["id"], **_definition(row)))
        return row

    async def redefine(self, grouping_id: UUID, body: GroupingPatch, precondition: Precondition) -> Row:
        """Change names and values.

        Raises NotFound, PreconditionFailed, UnknownGroupingValue and GroupingValueInUse.
        """
        row = await self._locked(grouping_id, precondition)
        changes = body.model_dump(mode="json")
        if "values" in changes:
            changes["values"] = [value | {"id": value["id"] or str(uuid7())} for value in changes["values"]]
            given = [value.id for value in body.values if value.id is not None]  # type: ignore[union-attr]  # not MISSING: it is in the dump
            if not set(given) <= ids(row):
                raise UnknownGroupingValue
            if (ids(row) - set(given)) & await self._repository.in_use(grouping_id):
                raise GroupingValueInUse
        if changes.items() <= dict(row).items():
            return row
        changed = await self._repository.update(row, changes)
        self._command.record(GroupingRedefined(grouping_id=grouping_id, **_definition(changed)))
        return changed

    async def group(self, grouping_id: UUID, organization_id: UUID, value_id: UUID | None) -> Row:
        """Say at which value an organization stands, or that it is not said.

        Raises NotFound, Forbidden and UnknownGroupingValue.
        """
        self._speaking_for(organization_id)
        row = await self._locked(grouping_id, ANY_VERSION)
        await Organizations(self._command).get(organization_id)
        if value_id is not None and value_id not in ids(row):
            raise UnknownGroupingValue
        before = await self._repository.place(grouping_id, organization_id)
        if value_id == (before and before["value_id"]):
            return before or _nowhere(organization_id)
        await self._repository.remove(grouping_id, organization_id)
        after = _nowhere(organization_id)
        if value_id is not None:
            placed = {"value_id": value_id, "grouped_at": self._command.now}
            after = await self._repository.put(grouping_id, organization_id, placed)
        self._command.record(
            OrganizationGrouped(organization_id=organization_id, grouping_id=grouping_id, value_id=value_id)
        )
        return after

    async def held_values(self, grouping_id: UUID) -> set[UUID]:
        """The ids of a grouping's values, which stay until the transaction ends; none of an unknown one."""
        row = await self._repository.lock(grouping_id)
        return set() if row is None else ids(row)

    def _speaking_for(self, organization_id: UUID) -> None:
        """Facilitators and founders place any organization, its representatives their own."""
        caller = self._command.caller
        standing = caller.standing
        if standing is None or standing.facilitates or standing.founding:
            return
        if organization_id not in standing.represents:
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS, OpenTo.FOUNDERS)
        self._command.caller = caller.acting(Capacity.REPRESENTATIVE, organization_id)

    async def _locked(self, grouping_id: UUID, precondition: Precondition) -> Row:
        row = await self._repository.lock(grouping_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        return row


def ids(grouping: Row) -> set[UUID]:
    """The ids of a grouping's values."""
    return {UUID(value["id"]) for value in grouping["values"]}


def _definition(row: Row) -> dict[str, Any]:
    return {
        "name": row["name"],
        "value_ids": [value["id"] for value in row["values"]],
        "value_names": [value["name"] for value in row["values"]],
    }


def _nowhere(organization_id: UUID) -> Row:
    return {"organization_id": organization_id, "value_id": None, "grouped_at": None}
