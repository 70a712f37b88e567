"""The rules of ballots: who casts one for whom, while the decision is open."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.ballots.errors import ChoiceOfAnotherMethod, ObjectionNeedsReason
from services.agenda.ballots.events import BallotCast
from services.agenda.ballots.repository import BallotRepository
from services.agenda.ballots.schemas import BallotPut
from services.agenda.decisions.electorates import NO_TIE
from services.agenda.decisions.errors import DecisionNotOpen, NoLongerVoter
from services.agenda.decisions.events import VoterKind
from services.agenda.governing.repository import Governing
from shared.charter import cast_ballot
from shared.commands import Capacity, Command, Reading
from shared.deciding import method_from_json
from shared.governance import DecisionKind
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound
from shared.outcomes import CHOICES, Choice

Row = Mapping[str, Any]


class Ballots:
    """Reading the ballots of a decision."""

    def __init__(self, reading: Reading) -> None:
        self._repository = BallotRepository(reading.connection, reading.initiative_id)

    async def page(self, decision_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Ballots of a decision after a voter's id; raises NotFound."""
        rows = await self._repository.page(decision_id, after, limit)
        if rows is None:
            raise NotFound
        return rows


class BallotCommands:
    """Casting ballots."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = BallotRepository(command.connection, command.initiative_id)
        self._governing = Governing(command.connection, command.initiative_id)

    async def cast(
        self, decision_id: UUID, voter_id: UUID, body: BallotPut, precondition: Precondition
    ) -> Row:
        """Cast a voter's ballot, or change it.

        Raises NotFound, Forbidden, CharterRefusal, PreconditionFailed, DecisionNotOpen, NoLongerVoter,
        ChoiceOfAnotherMethod and ObjectionNeedsReason.
        """
        entered = await self._repository.enter(decision_id, voter_id)
        if entered is None:
            raise NotFound
        person_id = self._act_for(voter_id, VoterKind(entered["voter"]))
        await self._check_ties(entered, person_id)
        if entered["status"] != "open" or self._command.now >= entered["closes_at"]:
            raise DecisionNotOpen
        if entered["voter_status"] != "entitled":
            raise NoLongerVoter
        if body.choice not in CHOICES[method_from_json(entered["method"]).name]:
            raise ChoiceOfAnotherMethod
        if body.choice is Choice.OBJECT and body.reason is None:
            raise ObjectionNeedsReason
        precondition.check(await self._repository.version(decision_id, voter_id))
        row = await self._repository.put(
            {
                "decision_id": decision_id,
                "voter_id": voter_id,
                "choice": body.choice,
                "reason": body.reason,
                "cast_by": person_id,
                "cast_at": self._command.now,
            }
        )
        self._command.record(
            BallotCast(
                decision_id=decision_id,
                voter_id=voter_id,
                cast_by=person_id,
                choice=body.choice,
                reason=body.reason,
            )
        )
        return row

    def _act_for(self, voter_id: UUID, voter: VoterKind) -> UUID:
        """Go on as the voter, or as who speaks for it; raises Forbidden."""
        standing = self._command.caller.standing
        assert standing is not None
        if voter is VoterKind.PERSON:
            if voter_id != standing.person_id:
                raise Forbidden
            self._command.caller = self._command.caller.acting(Capacity.PERSON)
        elif voter_id in standing.represents:
            self._command.caller = self._command.caller.acting(Capacity.REPRESENTATIVE, voter_id)
        elif voter_id in standing.alternate_for:
            self._command.caller = self._command.caller.acting(Capacity.ALTERNATE, voter_id)
        else:
            raise Forbidden
        return standing.person_id

    async def _check_ties(self, entered: Row, person_id: UUID) -> None:
        since = entered["opened_at"] or self._command.now
        tie = await self._governing.tie_of(person_id, since, self._command.now.date()) or NO_TIE
        cast_ballot(
            staff=tie["staff"],
            of_the_backbone=tie["of_the_backbone"],
            exempt=tie["exempt"],
            kind=DecisionKind(entered["kind"]),
        )


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase who cast a person's ballots and why; what each voter said stays, so that it can be counted."""
    await BallotRepository(connection, initiative_id).forget(person_id)
