"""What every change of a decision asks: which one, of which forum, and what the caller is to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from services.agenda.decisions.electorates import free
from services.agenda.decisions.errors import SupportedAlready
from services.agenda.decisions.events import Act, DecisionActSupported
from services.agenda.decisions.repository import DecisionRepository
from services.agenda.governing.repository import Governing
from shared.charter import network_as_of, steer_as_member
from shared.commands import Command
from shared.governance import DecisionKind, ForumKind, SeatRole
from shared.http.problems import Forbidden, NotFound, OpenTo

Row = Mapping[str, Any]


def shown(row: Row) -> dict[str, Any]:
    """A decision as the API shows it."""
    return {**row, "supports": row["supports"] or []}


class DecisionHandling:
    """A command on decisions of one initiative."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.repository = DecisionRepository(command.connection, command.initiative_id)
        self.governing = Governing(command.connection, command.initiative_id)

    async def carries(
        self, act: Act, row: Row, forum: Row, until: datetime | None = None, reason: Any = None
    ) -> bool:
        """Whether the caller, with who supported it before, brings an act about.

        The chair does alone; of the other members it takes two, or the only one there is, who want an
        extension until the same moment. Whoever may not vote on it counts as neither. Raises Forbidden,
        CharterRefusal where the caller's tie to the backbone is why, and SupportedAlready.
        """
        people = await self.deciding_people(row, forum)
        caller_id = self.command.caller.person_id
        if caller_id is None or caller_id not in people:
            await self.check_tie(row, forum)
            raise Forbidden(OpenTo.FORUM_VOTERS)
        assert self.command.caller.standing is not None
        if self.command.caller.standing.seats.get(forum["id"]) is SeatRole.CHAIR:
            self.command.caller = self.command.caller.acting(SeatRole.CHAIR)
            return True
        self.command.caller = self.command.caller.acting(SeatRole.MEMBER)
        if not await self.repository.support(row["id"], act, caller_id, until, reason):
            raise SupportedAlready
        supporters = await self.repository.supporters(row["id"], act, until)
        if len(supporters & people) >= min(2, len(people)):
            return True
        author_id = caller_id if reason is not None else None
        supported = {"decision_id": row["id"], "act": act, "until": until}
        self.command.record(DecisionActSupported(**supported, author_id=author_id, reason=reason))
        return False

    async def check_tie(self, row: Row, forum: Row) -> None:
        """Say to members whose tie to the backbone is why they may not steer; raises CharterRefusal."""
        standing, since = self.command.caller.standing, row["opened_at"] or self.command.now
        if standing is None or not await self.belongs(forum):
            return
        tie = await self.governing.tie_of(standing.person_id, since, self.command.now.date())
        steer_as_member(free=free(tie, DecisionKind(row["kind"])))

    async def deciding_people(self, row: Row, forum: Row) -> set[UUID]:
        """Members of the forum who may vote on this."""
        today = self.command.now.date()
        since = row["opened_at"] or self.command.now
        ties = await self.governing.ties(since, today)
        if forum["kind"] == ForumKind.NETWORK:
            as_of = network_as_of(drafted_at=row["created_at"], opened_at=since)
            members = await self.governing.partners(today, as_of)
        else:
            members = await self.governing.seated(forum["id"])
        kind = DecisionKind(row["kind"])
        return {
            one["person_id"]
            for one in members
            if not one["named_late"] and free(ties.get(one["person_id"]), kind)
        }

    async def belongs(self, forum: Row) -> bool:
        """Whether the caller is of a forum: holds a seat; in the network, represents a partner."""
        standing = self.command.caller.standing
        assert standing is not None
        if forum["kind"] != ForumKind.NETWORK:
            return forum["id"] in standing.seats
        partners = await self.governing.partners(self.command.now.date(), self.command.now)
        return any(partner["person_id"] == standing.person_id for partner in partners)

    async def forum_of(self, row: Row) -> Row:
        """The forum of a decision; raises NotFound."""
        forum = await self.governing.forum(row["forum_id"])
        if forum is None:
            raise NotFound
        return forum

    async def locked(self, decision_id: UUID) -> Row:
        """A decision, held until the transaction ends; raises NotFound."""
        row = await self.repository.lock(decision_id)
        if row is None:
            raise NotFound
        return row

    async def read(self, decision_id: UUID) -> dict[str, Any]:
        """A decision that is there, as the API shows it."""
        row = await self.repository.get(decision_id)
        assert row is not None
        return shown(row)
