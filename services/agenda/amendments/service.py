"""The rules of amendments: an open question is asked otherwise, for objections, and all vote anew."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import MISSING

from services.agenda.amendments.errors import (
    AmendmentOutdated,
    ObjectionsNotStanding,
    SameText,
    TooLateToAmend,
    TooManyAmendments,
)
from services.agenda.amendments.events import AmendmentProposed, DecisionAmended
from services.agenda.amendments.repository import AmendmentRepository
from services.agenda.amendments.schemas import AmendmentCreate
from services.agenda.decisions.errors import DecisionNotOpen, SupportedAlready
from services.agenda.decisions.events import Reminder, VotersReminded
from services.agenda.decisions.handling import DecisionHandling
from services.agenda.decisions.repository import in_parts
from services.agenda.objections.repository import ObjectionRepository
from shared.charter import amend_open_question
from shared.commands import Command, Reading
from shared.governance import SeatRole
from shared.http.pagination import START
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]

SHORTEST_HOURS = 24
"""How long voters have after an amendment at the least, in forums whose notice is shorter."""
MOST_AMENDMENTS = 20
"""Proposed to one question, whether they were made or not."""
_VOTERS_A_LINE = 400


class Amendments:
    """Reading the amendments of a decision."""

    def __init__(self, reading: Reading) -> None:
        self._repository = AmendmentRepository(reading.connection, reading.initiative_id)

    async def page(self, decision_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Amendments after an id."""
        return await self._repository.page(decision_id, after, limit)


class AmendmentCommands(DecisionHandling):
    """Amending what is open."""

    def __init__(self, command: Command) -> None:
        super().__init__(command)
        self._amendments = AmendmentRepository(command.connection, command.initiative_id)
        self._objections = ObjectionRepository(command.connection, command.initiative_id)

    async def propose(self, decision_id: UUID, body: AmendmentCreate) -> Row:
        """Ask an open question otherwise, for objections that stand.

        The forum's chair and who drafted it do alone; of the other members it takes a second one. Raises
        NotFound, CharterRefusal, Forbidden, DecisionNotOpen, SameText, ObjectionsNotStanding,
        TooLateToAmend and TooManyAmendments.
        """
        row, people = await self._enter(decision_id)
        question = row["question"] if body.question is MISSING else body.question
        explanation = row["explanation"] if body.explanation is MISSING else body.explanation
        if (question, explanation) == (row["question"], row["explanation"]):
            raise SameText
        if not (await self._objections.standing(decision_id)).issuperset(body.objection_ids):
            raise ObjectionsNotStanding
        if len(await self._amendments.page(decision_id, START, MOST_AMENDMENTS)) == MOST_AMENDMENTS:
            raise TooManyAmendments(most=MOST_AMENDMENTS)
        values = {
            "id": uuid7(),
            "decision_id": decision_id,
            "objection_ids": body.objection_ids,
            "question": question,
            "explanation": explanation,
            "from_amendment_id": row["amendment_id"],
            "from_question": row["question"],
            "from_explanation": row["explanation"],
            "reason": body.reason,
            "proposed_by": self.command.caller.person_id,
            "proposed_at": self.command.now,
        }
        amendment = await self._amendments.insert(values)
        if self._alone(row, people):
            return await self._make(row, amendment)
        self.command.record(AmendmentProposed(**_told(amendment)))
        return amendment

    async def support(self, decision_id: UUID, amendment_id: UUID) -> Row:
        """Bring about what another member proposed.

        Raises NotFound, CharterRefusal, Forbidden, DecisionNotOpen, SupportedAlready, AmendmentOutdated and
        TooLateToAmend.
        """
        row, _ = await self._enter(decision_id)
        amendment = await self._amendments.get(decision_id, amendment_id)
        if amendment is None:
            raise NotFound
        if amendment["made_at"] is not None or amendment["proposed_by"] == self.command.caller.person_id:
            raise SupportedAlready
        standing = await self._objections.standing(decision_id)
        if amendment["from_amendment_id"] != row["amendment_id"] or standing.isdisjoint(
            amendment["objection_ids"]
        ):
            raise AmendmentOutdated
        return await self._make(row, amendment)

    async def _enter(self, decision_id: UUID) -> tuple[Row, set[UUID]]:
        """The decision, held, and who of its forum may steer it; that the caller does was checked."""
        row = await self.locked(decision_id)
        forum = await self.forum_of(row)
        caller = self.command.caller
        amend_open_question(staff=caller.is_staff)
        people = await self.deciding_people(row, forum)
        if caller.person_id not in people:
            await self.check_tie(row, forum)
            raise Forbidden(OpenTo.FORUM_VOTERS)
        if row["status"] != "open" or self.command.now >= row["closes_at"]:
            raise DecisionNotOpen
        hours = max(row["notice_hours"], SHORTEST_HOURS)
        if row["closes_at"] - self.command.now < timedelta(hours=hours):
            raise TooLateToAmend(hours=hours)
        return row, people

    def _alone(self, row: Row, people: set[UUID]) -> bool:
        caller = self.command.caller
        assert caller.standing is not None
        chairs = caller.standing.seats.get(row["forum_id"]) is SeatRole.CHAIR
        self.command.caller = caller.acting(SeatRole.CHAIR if chairs else SeatRole.MEMBER)
        return chairs or row["drafted_by"] == caller.person_id or len(people) == 1

    async def _make(self, row: Row, amendment: Row) -> Row:
        made, voters = await self._amendments.make(amendment, self.command.now)
        await self._objections.amended(row["id"], amendment["objection_ids"], self.command.now)
        self.command.record(DecisionAmended(**_told(amendment)))
        for part in in_parts(sorted(voters), _VOTERS_A_LINE):
            self.command.record(
                VotersReminded(
                    decision_id=row["id"],
                    kind=Reminder.RENEW,
                    closes_at=row["closes_at"],
                    voter_ids=list(part),
                )
            )
        return made


def _told(amendment: Row) -> dict[str, Any]:
    names = ("decision_id", "objection_ids", "question", "explanation", "reason")
    return {
        **{name: amendment[name] for name in names},
        "amendment_id": amendment["id"],
        "author_id": amendment["proposed_by"],
    }


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase who proposed amendments, and why; what a question says is the initiative's."""
    await AmendmentRepository(connection, initiative_id).forget(person_id)
