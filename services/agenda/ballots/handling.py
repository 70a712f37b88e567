"""What every change of a ballot asks: of which decision, whose it is, and whether there is still time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from services.agenda.ballots.errors import BallotsNotSeen, NotInElectorate, QuestionAmended
from services.agenda.ballots.events import BallotCast, PreferencesCast
from services.agenda.ballots.repository import BallotRepository
from services.agenda.ballots.saying import check_reason, kept
from services.agenda.ballots.schemas import BallotSaid
from services.agenda.decisions.electorates import NO_TIE, check_speaker
from services.agenda.decisions.errors import DecisionNotOpen, NoLongerVoter
from services.agenda.decisions.events import Reasons, Secrecy, VoterKind
from services.agenda.governing.repository import Governing
from services.agenda.proxies.using import use_proxy
from shared.charter import cast_ballot
from shared.commands import Capacity, Command
from shared.deciding import method_from_json
from shared.governance import DecisionKind, SeatRole
from shared.http.problems import Forbidden, NotFound, OpenTo, Problem

Row = Mapping[str, Any]


class BallotHandling:
    """A command on ballots of one initiative."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.repository = BallotRepository(command.connection, command.initiative_id)
        self.governing = Governing(command.connection, command.initiative_id)

    async def enter(self, decision_id: UUID, voter_id: UUID) -> Row:
        """A decision and one of its voters, held; raises NotFound, DecisionNotOpen and NotInElectorate."""
        entered = await self.repository.enter(decision_id, voter_id)
        if entered is None:
            raise await self._why_not(decision_id)
        return entered

    async def _why_not(self, decision_id: UUID) -> Problem:
        """Why a voter cannot be found: there is no decision, nobody has a vote yet, or they have none."""
        status = await self.repository.status_of(decision_id)
        if status is None:
            return NotFound()
        return DecisionNotOpen() if status == "draft" else NotInElectorate()

    async def act_for(self, voter_id: UUID, entered: Row) -> UUID:
        """Go on as the voter, or as who speaks for it; raises Forbidden and CharterRefusal."""
        capacity = self._capacity(voter_id, VoterKind(entered["voter"]))
        if capacity is None:
            raise Forbidden(OpenTo.VOTER, OpenTo.PROXY)
        person_id = await self._go_on(entered, capacity, None if capacity is Capacity.PERSON else voter_id)
        if capacity is not Capacity.PERSON and entered["opened_at"] is not None:
            check_speaker(person_id, await self.speakers(voter_id, entered))
        return person_id

    async def act_by_proxy(self, decision_id: UUID, voter_id: UUID, entered: Row) -> UUID | None:
        """Go on as who votes for a voter by proxy, and answer which; None for the voter's own ballot.

        Raises Forbidden, CharterRefusal and TooManyProxies.
        """
        if self._capacity(voter_id, VoterKind(entered["voter"])) is not None:
            return None
        proxy_id = await use_proxy(self.command, entered, decision_id, voter_id)
        if proxy_id is None:
            raise Forbidden(OpenTo.VOTER, OpenTo.PROXY)
        await self._go_on(entered, Capacity.PROXY, None)
        return proxy_id

    def _capacity(self, voter_id: UUID, voter: VoterKind) -> Capacity | None:
        """In what capacity the caller casts a voter's own ballot; None where they do not."""
        standing = self.command.caller.standing
        assert standing is not None
        if voter is VoterKind.PERSON:
            return Capacity.PERSON if voter_id == standing.person_id else None
        if voter_id in standing.represents:
            return Capacity.REPRESENTATIVE
        return Capacity.ALTERNATE if voter_id in standing.alternate_for else None

    async def _go_on(self, entered: Row, capacity: Capacity, organization_id: UUID | None) -> UUID:
        standing = self.command.caller.standing
        assert standing is not None
        person_id = standing.person_id
        self.command.caller = self.command.caller.acting(capacity, organization_id)
        await self._check_ties(entered, person_id)
        return person_id

    async def speakers(self, voter_id: UUID, decision: Row) -> Mapping[UUID, bool]:
        """Who can vote for an organization, and whether staff named them since the opening."""
        return await self.governing.speakers(voter_id, decision["opened_at"], self.command.now.date())

    async def _check_ties(self, entered: Row, person_id: UUID) -> None:
        since = entered["opened_at"] or self.command.now
        tie = await self.governing.tie_of(person_id, since, self.command.now.date()) or NO_TIE
        cast_ballot(
            staff=tie["staff"],
            of_the_backbone=tie["of_the_backbone"],
            exempt=tie["exempt"],
            kind=DecisionKind(entered["kind"]),
        )

    def check_records(self, decision: Row) -> UUID:
        """Go on as who may write down what others say: the forum's chair, facilitators.

        Raises Forbidden, and BallotsNotSeen where nobody may know what others say.
        """
        forum_id = decision["forum_id"]
        caller = self.command.caller
        assert caller.standing is not None
        if caller.standing.seats.get(forum_id) is SeatRole.CHAIR:
            self.command.caller = caller.acting(SeatRole.CHAIR)
        elif not caller.facilitates:
            raise Forbidden(OpenTo.CHAIR, OpenTo.FACILITATORS)
        if decision["secrecy"] != Secrecy.OPEN:
            raise BallotsNotSeen
        return caller.standing.person_id

    def check_open(self, entered: Row, ballot: Row | None = None) -> None:
        """Raises DecisionNotOpen and NoLongerVoter.

        Whoever was written down in a meeting can still correct that when others can cast no ballot any more.
        """
        until: datetime = entered["closes_at"]
        if ballot is not None and ballot["correct_until"] is not None:
            until = max(until, ballot["correct_until"])
        if entered["status"] != "open" or self.command.now >= until:
            raise DecisionNotOpen
        if entered["voter_status"] != "entitled":
            raise NoLongerVoter

    def told(self, values: Row) -> BallotCast | PreferencesCast:
        """The fact of a ballot that counts."""
        by = ("cast_by", "proxy_id", "recorded_by")
        names = ("decision_id", "voter_id", *by, "meeting_id", "reason")
        said = {name: values.get(name) for name in names}
        if values["choice"] is not None:
            return BallotCast.model_validate({**said, "choice": values["choice"]})
        ordered = {name: values[name] for name in ("option_ids", "scores")}
        return PreferencesCast.model_validate({**said, **ordered})


def read(body: BallotSaid, decision: Row) -> dict[str, Any]:
    """What a ballot says, as it is kept.

    Raises QuestionAmended, ChoiceOfAnotherMethod, ReasonNotTaken, ReasonRequired and ObjectionNeedsReason.
    """
    if body.amendment_id != decision["amendment_id"]:
        raise QuestionAmended
    said = kept(body, method_from_json(decision["method"]), decision["options"])
    check_reason(body, Reasons(decision["reasons"]))
    return {**said, "reason": body.reason}
