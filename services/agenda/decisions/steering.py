"""Steering what is open: extending and withdrawing, by the chair or two members, never facilitators."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any
from uuid import UUID

from services.agenda.decisions.errors import DecisionNotOpen, ExtensionTooLong, ExtensionTooShort
from services.agenda.decisions.events import Act, DecisionExtended, DecisionWithdrawn
from services.agenda.decisions.handling import DecisionHandling
from services.agenda.decisions.opening import LONGEST
from services.agenda.decisions.schemas import DecisionExtend, DecisionStatus, DecisionWithdraw
from services.agenda.published_ballots.publishing import Publishing
from shared.charter import steer_open_decision
from shared.outcomes import Outcome

Row = Mapping[str, Any]


class SteeringCommands(DecisionHandling):
    """Extending and withdrawing decisions."""

    async def withdraw(self, decision_id: UUID, body: DecisionWithdraw) -> dict[str, Any]:
        """Take a decision back: a draft by who drafted it; an open one by the chair or two members.

        Raises NotFound, Forbidden, DecisionNotOpen, SupportedAlready and CharterRefusal.
        """
        row = await self.locked(decision_id)
        forum = await self.forum_of(row)
        caller = self.command.caller
        over = row["status"] == DecisionStatus.OPEN and self.command.now >= row["closes_at"]
        if over or row["status"] == DecisionStatus.CLOSED:
            raise DecisionNotOpen  # what the ballots came to is not taken back before a worker has said it
        own_draft = row["status"] == DecisionStatus.DRAFT and row["drafted_by"] == caller.person_id
        if not own_draft:
            steer_open_decision(facilitating=caller.is_staff)
            if not await self.carries(Act.WITHDRAW, row, forum, reason=body.reason):
                return await self.read(decision_id)
        author_id = caller.person_id if body.reason is not None else None
        self.command.record(
            DecisionWithdrawn(decision_id=decision_id, author_id=author_id, reason=body.reason)
        )
        command = self.command
        await Publishing(command.connection, command.initiative_id, command.record).withdraw(row)
        await self.repository.update(
            row, status=DecisionStatus.CLOSED, outcome=Outcome.WITHDRAWN, closed_at=self.command.now
        )
        return await self.read(decision_id)

    async def extend(self, decision_id: UUID, body: DecisionExtend) -> dict[str, Any]:
        """Leave a decision open for longer, never shorter: the chair, or two members who want the same day.

        Raises NotFound, Forbidden, CharterRefusal, DecisionNotOpen, ExtensionTooShort, ExtensionTooLong and
        SupportedAlready.
        """
        row = await self.locked(decision_id)
        forum = await self.forum_of(row)
        steer_open_decision(facilitating=self.command.caller.is_staff)
        if row["status"] != DecisionStatus.OPEN or self.command.now >= row["closes_at"]:
            raise DecisionNotOpen
        closes_at = body.closes_at.astimezone(UTC)
        if closes_at <= row["closes_at"]:
            raise ExtensionTooShort
        latest = row["opened_at"] + LONGEST
        if closes_at > latest:
            raise ExtensionTooLong(latest=latest.date().isoformat())
        if await self.carries(Act.EXTEND, row, forum, closes_at, body.reason):
            await self.repository.drop_supports(decision_id, Act.EXTEND)
            await self.repository.update(row, closes_at=closes_at)
            self.command.record(
                DecisionExtended(
                    decision_id=decision_id,
                    from_closes_at=row["closes_at"],
                    closes_at=closes_at,
                    author_id=self.command.caller.person_id,
                    reason=body.reason,
                )
            )
        return await self.read(decision_id)
