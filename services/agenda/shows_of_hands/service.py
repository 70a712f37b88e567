"""The rules of shows of hands: who writes them down, whose hands count, how long they can be corrected."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.agenda.ballots.errors import NotInElectorate, VoterHasVoted
from services.agenda.ballots.handling import BallotHandling, read
from services.agenda.ballots.schemas import BallotStatus
from services.agenda.decisions.electorates import NO_TIE, check_speaker
from services.agenda.decisions.errors import DecisionNotOpen, NoLongerVoter
from services.agenda.decisions.events import VoterKind
from services.agenda.decisions.repository import DecisionRepository
from services.agenda.decisions.schemas import VoterStatus
from services.agenda.objections.raising import follow_ballot
from services.agenda.shows_of_hands.errors import HandOfAnother, NotMeetingOfForum
from services.agenda.shows_of_hands.events import ShowOfHandsRecorded
from services.agenda.shows_of_hands.schemas import HandShown, ShowOfHandsCreate
from shared.charter import cast_ballot
from shared.governance import DecisionKind
from shared.http.problems import NotFound

Row = Mapping[str, Any]

CORRECTING = timedelta(hours=72)
"""How long voters can correct what was recorded of them (domain, section 5)."""


class ShowsOfHands(BallotHandling):
    """Recording shows of hands."""

    async def record(self, decision_id: UUID, body: ShowOfHandsCreate) -> dict[str, Any]:
        """Write down how a meeting voted. Ballots that voters gave themselves stay.

        `closes_at` stays, too: nobody who was not there gets more time, or less. Those whose hands were
        recorded can correct for 72 hours, and the decision does not close before. Raises NotFound, Forbidden,
        NotMeetingOfForum, DecisionNotOpen, NotInElectorate, NoLongerVoter, HandOfAnother, CharterRefusal,
        VoterHasVoted, QuestionAmended, BallotsNotSeen, ChoiceOfAnotherMethod, ReasonRequired and
        ObjectionNeedsReason.
        """
        decisions = DecisionRepository(self.command.connection, self.command.initiative_id)
        decision = await decisions.lock(decision_id)
        if decision is None:
            raise NotFound
        recorded_by = self.check_records(decision)
        if decision["status"] != "open" or self.command.now >= decision["closes_at"]:
            raise DecisionNotOpen
        if not await self.governing.meets(decision["forum_id"], body.meeting_id):
            raise NotMeetingOfForum
        await self._check_voters(decisions, decision, body.hands)
        correct_until = self.command.now + CORRECTING
        common = {
            "decision_id": decision_id,
            "meeting_id": body.meeting_id,
            "recorded_by": recorded_by,
            "status": BallotStatus.COUNTS,
            "correct_until": correct_until,
            "cast_at": self.command.now,
        }
        kept = [hand.voter_id for hand in body.hands if not await self._count(decision, hand, common)]
        recorded = len(body.hands) - len(kept)
        if not recorded:
            raise VoterHasVoted
        await decisions.update(decision, corrections_until=correct_until)
        self.command.record(
            ShowOfHandsRecorded(
                decision_id=decision_id,
                meeting_id=body.meeting_id,
                recorded_by=recorded_by,
                hands=recorded,
                correct_until=correct_until,
            )
        )
        return {**common, "recorded": recorded, "kept_voter_ids": kept}

    async def _count(self, decision: Row, hand: HandShown, common: Row) -> bool:
        """Keep what a voter showed; False where they gave a ballot themself."""
        values = {**common, **read(hand, decision), "voter_id": hand.voter_id, "cast_by": _shown_by(hand)}
        row = await self.repository.record(values)
        if row is None:
            return False
        self.command.record(self.told(values))
        await follow_ballot(self.command, decision, row)
        return True

    async def _check_voters(
        self, decisions: DecisionRepository, decision: Row, hands: Sequence[HandShown]
    ) -> None:
        """Everybody is entitled, shows their own hand, and is free of the backbone."""
        now, kind = self.command.now, DecisionKind(decision["kind"])
        named = [hand.voter_id for hand in hands]
        statuses = await decisions.voter_statuses(decision["id"], named)
        if len(statuses) < len(named):
            raise NotInElectorate
        if set(statuses.values()) != {VoterStatus.ENTITLED}:
            raise NoLongerVoter
        of_people = VoterKind(decision["voter"]) is VoterKind.PERSON
        ties = await self.governing.ties(decision["opened_at"], now.date())
        for hand in hands:
            shown_by = _shown_by(hand)
            speakers = {shown_by: False} if of_people else await self.speakers(hand.voter_id, decision)
            if shown_by not in speakers or (of_people and shown_by != hand.voter_id):
                raise HandOfAnother
            check_speaker(shown_by, speakers)
            tie = ties.get(shown_by, NO_TIE)
            cast_ballot(
                staff=tie["staff"], of_the_backbone=tie["of_the_backbone"], exempt=tie["exempt"], kind=kind
            )


def _shown_by(hand: HandShown) -> UUID:
    return hand.shown_by or hand.voter_id
