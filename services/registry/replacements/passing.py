"""Passing seats on: at once where they are the organization's, by a proposal where the forum decides."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.replacements.matters import Matter, MatterReason
from services.registry.seats.events import SeatPassedOn, SeatProposed, SeatStatus, SeatWithdrawn
from services.registry.seats.repository import SeatRepository
from services.registry.seats.service import seat_fields
from shared.commands import Command
from shared.governance import SeatRole
from shared.ids import uuid7

Row = Mapping[str, Any]

_PASSED = frozenset({MatterReason.ORGANIZATION_NAMES, MatterReason.CHAIR_AS_MEMBER})
_PROPOSED = frozenset({MatterReason.FORUM_DECIDES, MatterReason.PROPOSED_ANEW})


class SeatPassing:
    """Lets one person sit where another did. The seats are held by the caller."""

    def __init__(self, command: Command, predecessor_id: UUID, successor_id: UUID) -> None:
        self._command = command
        self._seats = SeatRepository(command.connection, command.initiative_id)
        self._predecessor_id = predecessor_id
        self._successor_id = successor_id

    async def pass_on(self, matter: Matter) -> UUID | None:
        """Do what was judged of a seat; answers the seat, or the proposal, that takes its place."""
        assert matter.within is not None
        seat = await self._seats.lock(matter.within, matter.id)
        assert seat is not None
        if matter.reason in _PASSED:
            return await self._take(seat)
        if matter.reason is MatterReason.PROPOSED_ANEW:
            await self._seats.set_status(seat, SeatStatus.WITHDRAWN)
            self._command.record(SeatWithdrawn(**seat_fields(seat)))
        return await self._propose(seat) if matter.reason in _PROPOSED else None

    async def _take(self, seat: Row) -> UUID:
        await self._seats.set_status(seat, SeatStatus.ENDED)
        new = await self._insert(seat, SeatStatus.SEATED)
        self._command.record(
            SeatPassedOn(**seat_fields(new), from_seat_id=seat["id"], from_person_id=self._predecessor_id)
        )
        return UUID(str(new["id"]))

    async def _propose(self, seat: Row) -> UUID:
        new = await self._insert(seat, SeatStatus.PROPOSED)
        self._command.record(SeatProposed(**seat_fields(new)))
        return UUID(str(new["id"]))

    async def _insert(self, seat: Row, status: SeatStatus) -> Row:
        """The same seat for the successor, until the same day; a chair's role is not passed on with it."""
        role = SeatRole.MEMBER if seat["role"] == SeatRole.CHAIR else SeatRole(seat["role"])
        row = await self._seats.insert(
            {
                "forum_id": seat["forum_id"],
                "id": uuid7(),
                "person_id": self._successor_id,
                "organization_id": seat["organization_id"],
                "role": role,
                "votes": seat["votes"],
                "status": status,
                "proposed_by": self._command.caller.person_id,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        # Whoever takes over is held, and has no seat in the forum.
        assert row is not None
        if seat["ends_on"] is not None:
            await self._seats.put_term(row["id"], seat["ends_on"], seat["ends_at"])
        return {**row, "ends_on": seat["ends_on"], "ends_at": seat["ends_at"]}
