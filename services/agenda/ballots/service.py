"""The rules of ballots: who casts one for whom, while the decision is open. More in `confirming`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from services.agenda.ballots.errors import VoterHasVoted
from services.agenda.ballots.events import Awaits, BallotGiven, BallotGivenForConfirmation
from services.agenda.ballots.handling import BallotHandling, read
from services.agenda.ballots.repository import BallotRepository
from services.agenda.ballots.saying import described
from services.agenda.ballots.schemas import BallotPut, BallotStatus
from services.agenda.decisions.events import Secrecy
from services.agenda.objections.raising import follow_ballot
from shared.commands import Reading
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.outcomes import MethodName

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
        return [described(row, MethodName(row["method_name"])) for row in rows]


class BallotCommands(BallotHandling):
    """Casting ballots."""

    async def cast(
        self, decision_id: UUID, voter_id: UUID, body: BallotPut, precondition: Precondition
    ) -> Row:
        """Cast a voter's ballot, or change it: the voter, who speaks for it, or who votes by proxy.

        Raises NotFound, NotInElectorate, Forbidden, CharterRefusal, PreconditionFailed, DecisionNotOpen,
        NoLongerVoter, TooManyProxies, VoterHasVoted, QuestionAmended, ChoiceOfAnotherMethod,
        ReasonNotTaken, ReasonRequired and ObjectionNeedsReason.
        """
        entered = await self.enter(decision_id, voter_id)
        proxy_id = await self.act_by_proxy(decision_id, voter_id, entered)
        person_id = self.command.caller.person_id if proxy_id else await self.act_for(voter_id, entered)
        before = await self.repository.lock(decision_id, voter_id)
        self.check_open(entered, before)
        values = {
            "decision_id": decision_id,
            "voter_id": voter_id,
            **read(body, entered),
            "status": BallotStatus.AWAITS_APPROVAL if body.subject_to_approval else BallotStatus.COUNTS,
            # Wholly random: an id that grows would tell when the ballot was cast, and so whose it is.
            "receipt": uuid4() if entered["secrecy"] == Secrecy.SECRET else None,
            "cast_by": person_id,
            "proxy_id": proxy_id,
            "cast_at": self.command.now,
        }
        precondition.check(before["version"] if before is not None else 0)
        row = await (self.repository.put_by_proxy if proxy_id else self.repository.put)(values)
        if row is None:
            raise VoterHasVoted
        self._record(entered, values)
        await follow_ballot(self.command, entered, row)
        return described(row, MethodName(entered["method"]["name"]))

    def _record(self, decision: Row, values: Row) -> None:
        """Say what was cast; where nobody may see that yet, that something was."""
        awaits = Awaits.APPROVAL if values["status"] == BallotStatus.AWAITS_APPROVAL else None
        if decision["secrecy"] != Secrecy.OPEN:
            named = {name: values[name] for name in ("decision_id", "voter_id", "cast_by", "proxy_id")}
            self.command.record(BallotGiven.model_validate({**named, "awaits": awaits}))
        elif awaits:
            given = {name: values[name] for name in BallotGivenForConfirmation.model_fields if name in values}
            self.command.record(BallotGivenForConfirmation(**given, awaits=awaits))
        else:
            self.command.record(self.told(values))


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase who cast a person's ballots and why; what each voter said stays, so that it can be counted."""
    await BallotRepository(connection, initiative_id).forget(person_id)
