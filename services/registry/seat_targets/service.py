"""The rules of how forums are to be composed: said by who forms and leads them. It seats nobody."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.forums.repository import ForumRepository
from services.registry.groupings.errors import UnknownGroupingValue
from services.registry.groupings.service import GroupingCommands
from services.registry.seat_targets.errors import SeatTargetExists, TooManySeatTargets
from services.registry.seat_targets.events import SeatTargetDropped, SeatTargetSet
from services.registry.seat_targets.repository import SeatTargetRepository
from services.registry.seat_targets.schemas import SeatTargetCreate
from services.registry.seats.errors import NetworkHasNoSeats
from shared.commands import Command, Reading
from shared.governance import ForumKind, SeatRole
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]
MAX_TARGETS = 50
"""Of one forum."""


class SeatTargets:
    """Reading how a forum is to be composed."""

    def __init__(self, reading: Reading, forum_id: UUID) -> None:
        self._forums = ForumRepository(reading.connection, reading.initiative_id)
        self._repository = SeatTargetRepository(reading.connection, reading.initiative_id, forum_id)
        self._forum_id = forum_id

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Targets after an id; raises NotFound."""
        if await self._forums.get(self._forum_id) is None:
            raise NotFound
        return await self._repository.page(after, limit)


class SeatTargetCommands:
    """Saying how a forum is to be composed."""

    def __init__(self, command: Command, forum_id: UUID) -> None:
        self._command = command
        self._forums = ForumRepository(command.connection, command.initiative_id)
        self._repository = SeatTargetRepository(command.connection, command.initiative_id, forum_id)
        self._forum_id = forum_id

    async def set(self, body: SeatTargetCreate) -> Row:
        """Want at least so many seats of a group.

        Raises NotFound, NetworkHasNoSeats, Forbidden, UnknownGroupingValue, SeatTargetExists and
        TooManySeatTargets.
        """
        forum = await self._forums.lock(self._forum_id)  # held, so that no two pass the limit at once
        if forum is None:
            raise NotFound
        if forum["kind"] == ForumKind.NETWORK:
            raise NetworkHasNoSeats
        self._may_say()
        if body.grouping_id is not None:
            held = await GroupingCommands(self._command).held_values(body.grouping_id)
            if body.value_id not in held:
                raise UnknownGroupingValue
        if await self._repository.count() >= MAX_TARGETS:
            raise TooManySeatTargets(most=MAX_TARGETS)
        values = body.model_dump()
        row = await self._repository.insert(
            {**values, "id": uuid7(), "version": 1, "created_at": self._command.now}
        )
        if row is None:
            raise SeatTargetExists
        self._command.record(SeatTargetSet(target_id=row["id"], forum_id=self._forum_id, **values))
        return row

    async def drop(self, target_id: UUID, precondition: Precondition) -> None:
        """Want it no longer; raises NotFound, Forbidden and PreconditionFailed."""
        row = await self._repository.lock(target_id)
        if row is None:
            raise NotFound
        self._may_say()
        precondition.check(row["version"])
        await self._repository.delete(target_id)
        self._command.record(SeatTargetDropped(target_id=target_id, forum_id=self._forum_id))

    def _may_say(self) -> None:
        standing = self._command.caller.standing
        assert standing is not None
        chairs = standing.seats.get(self._forum_id) is SeatRole.CHAIR
        if not (chairs or standing.facilitates or standing.founding):
            raise Forbidden(OpenTo.CHAIR, OpenTo.FOUNDERS, OpenTo.FACILITATORS)
