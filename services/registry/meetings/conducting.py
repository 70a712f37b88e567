"""Who runs the meetings of a forum, and who belongs to it: asked by every slice about meetings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from services.registry.belonging.repository import Belonging
from services.registry.meetings.errors import NotConducting, NotOfForum
from services.registry.meetings.repository import MeetingRepository
from shared.commands import Caller, Reading
from shared.governance import ForumKind, SeatRole
from shared.http.problems import NotFound

Row = Mapping[str, Any]


def conducts(caller: Caller, forum: Row) -> bool:
    """Whether somebody runs a forum's meetings: its chair, facilitators; in a circle, each of its members."""
    role = None if caller.standing is None else caller.standing.seats.get(forum["id"])
    in_circle = forum["kind"] == ForumKind.ACTION_CIRCLE and role is not None
    return caller.facilitates or role is SeatRole.CHAIR or in_circle


class Conducting:
    """Looks up a meeting with its forum, and what the caller is to it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.repository = MeetingRepository(reading.connection, reading.initiative_id)

    async def forum(self, forum_id: UUID) -> Row:
        """A forum; raises NotFound."""
        forum = await self.repository.forum(forum_id)
        if forum is None:
            raise NotFound
        return forum

    async def conducted(self, meeting_id: UUID) -> Row:
        """A meeting the caller runs, held until the transaction ends; raises NotFound and NotConducting."""
        row = await self.locked(meeting_id)
        self.only_who_conducts(await self.forum(row["forum_id"]))
        return row

    async def attended(self, meeting_id: UUID) -> Row:
        """A meeting of a forum of the caller's, held; raises NotFound and NotOfForum."""
        row = await self.locked(meeting_id)
        if not await self.belongs(await self.forum(row["forum_id"])):
            raise NotOfForum
        return row

    async def invited(self, meeting_id: UUID) -> Row:
        """A meeting of a forum of the caller's, or of an organization's they are alternate of; held.

        Raises NotFound and NotOfForum.
        """
        row = await self.locked(meeting_id)
        forum = await self.forum(row["forum_id"])
        if not (await self.belongs(forum) or await self._stands_in(forum)):
            raise NotOfForum
        return row

    async def locked(self, meeting_id: UUID) -> Row:
        """A meeting, held until the transaction ends; raises NotFound."""
        row = await self.repository.lock(meeting_id)
        if row is None:
            raise NotFound
        return row

    def only_who_conducts(self, forum: Row) -> None:
        """Go on only for who runs a forum's meetings; raises NotConducting."""
        if not conducts(self._reading.caller, forum):
            raise NotConducting

    async def belongs(self, forum: Row) -> bool:
        """Whether the caller is of a forum, or facilitates."""
        caller = self._reading.caller
        if caller.facilitates:
            return True
        return caller.person_id in await self.repository.members(forum, self._reading.now.date())

    async def _stands_in(self, forum: Row) -> bool:
        """Whether the caller is alternate of an organization that somebody is in a forum for."""
        standing = self._reading.caller.standing
        alternate_for = () if standing is None else sorted(standing.alternate_for)
        belonging = Belonging(self._reading.connection, self._reading.initiative_id)
        return await belonging.is_there(forum["id"], alternate_for, self._reading.now.date())


def over(row: Row, now: datetime) -> bool:
    """Whether a meeting has begun, or is past."""
    return row["starts_at"] is not None and row["starts_at"] <= now
