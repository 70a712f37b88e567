"""The rules of objections: who answers one, and who says that it is settled."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.ballots.saying import OBJECTING
from services.agenda.ballots.schemas import BallotPut
from services.agenda.ballots.service import BallotCommands
from services.agenda.decisions.handling import DecisionHandling
from services.agenda.decisions.repository import DecisionRepository
from services.agenda.objections.errors import (
    ObjectionSettled,
    StillObjecting,
    TooManyAnswers,
    UnknownAnswer,
)
from services.agenda.objections.events import ObjectionAnswered, ObjectionResolved
from services.agenda.objections.repository import ObjectionRepository
from services.agenda.objections.schemas import ObjectionAnswerAccept, ObjectionAnswerCreate, ObjectionStatus
from shared.commands import Command, Reading
from shared.http.preconditions import ANY_VERSION
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]

MOST_ANSWERS = 50
"""Answers to one objection."""


def shown(row: Row) -> dict[str, Any]:
    """An objection as the API shows it."""
    return {**row, "answers": row["answers"] or []}


class Objections:
    """Reading the objections to a question."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ObjectionRepository(reading.connection, reading.initiative_id)
        self._decisions = DecisionRepository(reading.connection, reading.initiative_id)

    async def page(self, decision_id: UUID, after: UUID, limit: int) -> list[dict[str, Any]]:
        """Objections after an id, with their answers; raises NotFound."""
        if await self._decisions.get(decision_id) is None:
            raise NotFound
        return [shown(row) for row in await self._repository.page(decision_id, after, limit)]


class ObjectionCommands:
    """Answering objections, and accepting answers."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ObjectionRepository(command.connection, command.initiative_id)
        self._deciding = DecisionHandling(command)

    async def answer(
        self, decision_id: UUID, objection_id: UUID, body: ObjectionAnswerCreate
    ) -> dict[str, Any]:
        """Answer an objection: the forum's members, who drafted the question, facilitators.

        Also once it is settled, or the decision closed: dissent that was left without an answer can still
        get one. Raises NotFound, Forbidden and TooManyAnswers.
        """
        decision = await self._deciding.locked(decision_id)
        objection = await self._locked(decision_id, objection_id)
        caller = self._command.caller
        assert caller.person_id is not None
        drafted = decision["drafted_by"] == caller.person_id
        forum = await self._deciding.forum_of(decision)
        if not (drafted or caller.facilitates or await self._deciding.belongs(forum)):
            raise Forbidden(OpenTo.FORUM_MEMBERS, OpenTo.DRAFTER, OpenTo.FACILITATORS)
        if len(await self._repository.answers(objection_id)) >= MOST_ANSWERS:
            raise TooManyAnswers(most=MOST_ANSWERS)
        answer_id = uuid7()
        await self._repository.answer(
            {
                "id": answer_id,
                "objection_id": objection["id"],
                "text": body.text,
                "answered_by": caller.person_id,
                "answered_at": self._command.now,
            }
        )
        self._command.record(
            ObjectionAnswered(
                decision_id=decision_id,
                objection_id=objection_id,
                answer_id=answer_id,
                answered_by=caller.person_id,
                text=body.text,
            )
        )
        return await self._read(decision_id, objection_id)

    async def accept(
        self, decision_id: UUID, objection_id: UUID, body: ObjectionAnswerAccept
    ) -> dict[str, Any]:
        """Say that an answer settles an objection, and vote otherwise: whoever casts the voter's ballot.

        Raises NotFound, ObjectionSettled, UnknownAnswer, StillObjecting and what casting a ballot raises.
        """
        if body.choice in OBJECTING:
            raise StillObjecting
        ballots = BallotCommands(self._command)
        seen = await self._repository.get(decision_id, objection_id)
        if seen is None:
            raise NotFound
        # In the order in which a ballot that is cast locks: decision, ballot, objection.
        await ballots.enter(decision_id, seen["voter_id"])
        await ballots.repository.lock(decision_id, seen["voter_id"])
        objection = await self._locked(decision_id, objection_id)
        if objection["status"] != ObjectionStatus.STANDS:
            raise ObjectionSettled
        if body.answer_id not in await self._repository.answers(objection_id):
            raise UnknownAnswer
        await self._repository.settle(
            decision_id, objection_id, ObjectionStatus.RESOLVED, self._command.now, body.answer_id
        )
        said = BallotPut.model_validate(body.model_dump(exclude={"answer_id"}))
        await ballots.cast(decision_id, objection["voter_id"], said, ANY_VERSION)
        self._command.record(
            ObjectionResolved(
                decision_id=decision_id,
                objection_id=objection_id,
                voter_id=objection["voter_id"],
                answer_id=body.answer_id,
            )
        )
        return await self._read(decision_id, objection_id)

    async def _locked(self, decision_id: UUID, objection_id: UUID) -> Row:
        objection = await self._repository.lock(decision_id, objection_id)
        if objection is None:
            raise NotFound
        return objection

    async def _read(self, decision_id: UUID, objection_id: UUID) -> dict[str, Any]:
        row = await self._repository.get(decision_id, objection_id)
        assert row is not None
        return shown(row)


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what a person objected and answered; that there was an objection stays."""
    await ObjectionRepository(connection, initiative_id).forget(person_id)
