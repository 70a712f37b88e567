"""Ballots of those who are not there: written down by another, and theirs once they say so."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.agenda.ballots.errors import BallotCounts, VoterHasVoted
from services.agenda.ballots.events import (
    Awaits,
    BallotConfirmed,
    BallotGivenForConfirmation,
    BallotRejected,
)
from services.agenda.ballots.handling import BallotHandling, read
from services.agenda.ballots.saying import described, unseen
from services.agenda.ballots.schemas import BallotSaid, BallotStatus
from services.agenda.objections.raising import follow_ballot
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.outcomes import MethodName

Row = Mapping[str, Any]


class ConfirmingCommands(BallotHandling):
    """Recording ballots for voters who are not there, and confirming what awaits it."""

    async def record_absent(self, decision_id: UUID, voter_id: UUID, body: BallotSaid) -> Row:
        """Write down what an absent voter said: the forum's chair and facilitators, who decide nothing by it.

        Raises NotFound, NotInElectorate, Forbidden, BallotsNotSeen, DecisionNotOpen, NoLongerVoter,
        VoterHasVoted, QuestionAmended, ChoiceOfAnotherMethod, ReasonRequired and ObjectionNeedsReason.
        """
        entered = await self.enter(decision_id, voter_id)
        recorded_by = self.check_records(entered)
        self.check_open(entered)
        values = {
            "decision_id": decision_id,
            "voter_id": voter_id,
            **read(body, entered),
            "recorded_by": recorded_by,
        }
        row = await self.repository.record_absent(
            {**values, "status": BallotStatus.AWAITS_VOTER, "cast_at": self.command.now}
        )
        if row is None:
            raise VoterHasVoted
        self.command.record(BallotGivenForConfirmation(**values, awaits=Awaits.VOTER))
        return described(row, MethodName(entered["method"]["name"]))

    async def confirm(self, decision_id: UUID, voter_id: UUID, precondition: Precondition) -> Row:
        """Let a ballot count, or count again: the voter, or whoever speaks for it.

        Raises NotFound, NotInElectorate, Forbidden, CharterRefusal, DecisionNotOpen, NoLongerVoter,
        PreconditionFailed and BallotCounts.
        """
        entered, person_id = await self._awaiting(decision_id, voter_id, precondition)
        row = await self.repository.confirm(decision_id, voter_id, person_id, self.command.now)
        self.command.record(BallotConfirmed(decision_id=decision_id, voter_id=voter_id, cast_by=person_id))
        await follow_ballot(self.command, entered, row)
        return described(unseen(row, entered), MethodName(entered["method"]["name"]))

    async def reject(self, decision_id: UUID, voter_id: UUID, precondition: Precondition) -> Row:
        """Say that a ballot is not the voter's, or was not approved; raises as `confirm` does."""
        entered, person_id = await self._awaiting(decision_id, voter_id, precondition)
        row = await self.repository.reject(decision_id, voter_id, person_id, self.command.now)
        self.command.record(BallotRejected(decision_id=decision_id, voter_id=voter_id, rejected_by=person_id))
        return described(row, MethodName(entered["method"]["name"]))

    async def _awaiting(
        self, decision_id: UUID, voter_id: UUID, precondition: Precondition
    ) -> tuple[Row, UUID]:
        entered = await self.enter(decision_id, voter_id)
        person_id = await self.act_for(voter_id, entered)
        ballot = await self.repository.lock(decision_id, voter_id)
        if ballot is None or ballot["status"] == BallotStatus.REJECTED:
            raise NotFound
        self.check_open(entered, ballot)
        precondition.check(ballot["version"])
        if ballot["status"] == BallotStatus.COUNTS:
            raise BallotCounts
        return entered, person_id
