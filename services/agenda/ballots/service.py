"""The rules of ballots: who casts one for whom, while the decision is open."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.ballots.errors import (
    ChoiceOfAnotherMethod,
    NotInElectorate,
    ObjectionNeedsReason,
    ReasonRequired,
)
from services.agenda.ballots.events import BallotCast, PreferencesCast
from services.agenda.ballots.repository import BallotRepository
from services.agenda.ballots.schemas import BallotPut
from services.agenda.decisions.electorates import NO_TIE
from services.agenda.decisions.errors import DecisionNotOpen, NoLongerVoter
from services.agenda.decisions.events import Reasons, VoterKind
from services.agenda.governing.repository import Governing
from shared.charter import cast_ballot, speak_in_open_decision
from shared.commands import Capacity, Command, Reading
from shared.deciding import method_from_json
from shared.governance import DecisionKind
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, Problem
from shared.outcomes import CHOICES, Choice, Method, MethodName

Row = Mapping[str, Any]


def described(row: Row, method: MethodName) -> dict[str, Any]:
    """A ballot as the API shows it."""
    options, scores = row["option_ids"], row["scores"]
    listed = None
    if method is MethodName.SCORE:
        pairs = zip(options, scores, strict=True)
        listed = [{"option_id": option, "score": score} for option, score in pairs]
    return {
        **row,
        "approved": options if method is MethodName.APPROVAL else None,
        "scores": listed,
        "ranking": options if method is MethodName.RANKED else None,
    }


def _said(body: BallotPut, method: Method, options: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What a ballot says, as it is kept; raises ChoiceOfAnotherMethod."""
    given = {
        MethodName.APPROVAL: body.approved,
        MethodName.SCORE: None if body.scores is None else [one.option_id for one in body.scores],
        MethodName.RANKED: body.ranking,
    }
    named = {name for name, listed in given.items() if listed is not None}
    if not method.name.orders:
        if named or body.choice not in CHOICES[method.name]:
            raise ChoiceOfAnotherMethod
        return {"choice": body.choice, "option_ids": None, "scores": None}
    listed = given[method.name]
    known = {UUID(option["id"]) for option in options}
    if body.choice is not None or named != {method.name} or listed is None:
        raise ChoiceOfAnotherMethod
    scores = [one.score for one in body.scores or ()] if method.name is MethodName.SCORE else None
    if len(set(listed)) < len(listed) or not known.issuperset(listed):
        raise ChoiceOfAnotherMethod
    if max(scores or (), default=0) > (method.best_score or 0) and scores:
        raise ChoiceOfAnotherMethod
    return {"choice": None, "option_ids": listed, "scores": scores}


def _check_reason(body: BallotPut, reasons: Reasons) -> None:
    """Raises ReasonRequired and ObjectionNeedsReason."""
    if body.reason is not None:
        return
    if reasons is Reasons.REQUIRED:
        raise ReasonRequired
    blocks = body.choice in (Choice.BLOCK, Choice.FIST) and reasons is Reasons.REQUIRED_FOR_OBJECTION
    if blocks or body.choice is Choice.OBJECT:
        raise ObjectionNeedsReason


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

        Raises NotFound, NotInElectorate, Forbidden, CharterRefusal, PreconditionFailed, DecisionNotOpen,
        NoLongerVoter, ChoiceOfAnotherMethod, ReasonRequired and ObjectionNeedsReason.
        """
        entered = await self._repository.enter(decision_id, voter_id)
        if entered is None:
            raise await self._why_not(decision_id)
        person_id = self._act_for(voter_id, VoterKind(entered["voter"]))
        await self._check_ties(entered, person_id)
        await self._check_speaker(entered, voter_id, person_id)
        if entered["status"] != "open" or self._command.now >= entered["closes_at"]:
            raise DecisionNotOpen
        if entered["voter_status"] != "entitled":
            raise NoLongerVoter
        said = _said(body, method_from_json(entered["method"]), entered["options"])
        _check_reason(body, Reasons(entered["reasons"]))
        precondition.check(await self._repository.version(decision_id, voter_id))
        row = await self._repository.put(
            {
                "decision_id": decision_id,
                "voter_id": voter_id,
                **said,
                "reason": body.reason,
                "cast_by": person_id,
                "cast_at": self._command.now,
            }
        )
        told = {"decision_id": decision_id, "voter_id": voter_id, "cast_by": person_id, "reason": body.reason}
        if said["choice"] is not None:
            self._command.record(BallotCast(**told, choice=said["choice"]))
        else:
            ordered = {name: said[name] for name in ("option_ids", "scores")}
            self._command.record(PreferencesCast(**told, **ordered))
        return described(row, MethodName(entered["method"]["name"]))

    async def _why_not(self, decision_id: UUID) -> Problem:
        """Why a voter cannot be found: there is no decision, nobody has a vote yet, or they have none."""
        status = await self._repository.status_of(decision_id)
        if status is None:
            return NotFound()
        return DecisionNotOpen() if status == "draft" else NotInElectorate()

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

    async def _check_speaker(self, entered: Row, voter_id: UUID, person_id: UUID) -> None:
        if entered["voter"] != VoterKind.ORGANIZATION or entered["opened_at"] is None:
            return
        today = self._command.now.date()
        late = await self._governing.speakers(voter_id, entered["opened_at"], today)
        others = [one for one in late if one != person_id and not late[one]]
        speak_in_open_decision(named_late_by_staff=late.get(person_id, False), others_speak=bool(others))


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase who cast a person's ballots and why; what each voter said stays, so that it can be counted."""
    await BallotRepository(connection, initiative_id).forget(person_id)
