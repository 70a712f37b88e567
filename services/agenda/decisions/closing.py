"""Closing a decision: who counts in the end, what it comes to, and what follows, once."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.decisions.electorates import disqualification, free
from services.agenda.decisions.events import (
    BallotSetAside,
    DecisionClosed,
    DecisionEffectRefused,
    DecisionFact,
    EffectRefusedFor,
    MandateRefused,
    VoterDisqualified,
    VoterKind,
)
from services.agenda.decisions.repository import DecisionRepository
from services.agenda.decisions.subjects import Subjects
from services.agenda.governing.repository import Governing
from shared.deciding import method_from_json, quorum_from_json
from shared.governance import DecisionKind
from shared.orderings import Ordering, Preferences
from shared.outcomes import Choice, Outcome, Result, Said, outcome

Row = Mapping[str, Any]


class Closing:
    """Closes decisions of one initiative; the caller holds the decision's row."""

    def __init__(
        self,
        connection: asyncpg.Connection,
        initiative_id: UUID,
        now: datetime,
        record: Callable[[DecisionFact], None],
    ) -> None:
        self._now = now
        self._record = record
        self._governing = Governing(connection, initiative_id)
        self._decisions = DecisionRepository(connection, initiative_id)
        self._subjects = Subjects(connection, self._governing, initiative_id, now)

    async def close(self, decision: Row) -> None:
        """Disqualify who is to be, compute the outcome, record it and what follows from it."""
        counting, ballots = await self._who_counts(decision)
        result = outcome(
            method_from_json(decision["method"]),
            quorum_from_json(decision["quorum"]),
            counting,
            ballots,
            [option["id"] for option in decision["options"]],
        )
        self._record(
            DecisionClosed(
                decision_id=decision["id"],
                outcome=result.outcome,
                electorate=result.electorate,
                cast=result.cast,
                quorum_needed=result.quorum_needed,
                **_order(result),
            )
        )
        refused_for = await self._take_effect(decision, result.outcome)
        await self._decisions.update(
            decision,
            status="closed",
            outcome=result.outcome,
            result=_as_json(result),
            effect_refused_for=refused_for,
            closed_at=self._now,
        )

    async def _who_counts(self, decision: Row) -> tuple[dict[str, str], dict[str, Said]]:
        kind, voter_kind = DecisionKind(decision["kind"]), VoterKind(decision["voter"])
        ties = await self._governing.ties(decision["opened_at"], self._now.date())
        speaking = await self._governing.representatives(self._now.date())
        counting: dict[str, str] = {}
        for voter in await self._decisions.entitled(decision["id"]):
            someone_free = any(free(ties.get(person), kind) for person in speaking.get(voter["id"], ()))
            reason = disqualification(voter_kind, ties.get(voter["id"]), kind, someone_free)
            if reason is None:
                counting[str(voter["id"])] = voter["sector"]
                continue
            await self._decisions.disqualify(decision["id"], voter["id"], reason)
            self._record(VoterDisqualified(decision_id=decision["id"], voter_id=voter["id"], reason=reason))
        ballots: dict[str, Said] = {}
        for ballot in await self._decisions.ballots(decision["id"]):
            voter_id = str(ballot["voter_id"])
            if voter_id not in counting:
                continue
            if free(ties.get(ballot["cast_by"]), kind):
                ballots[voter_id] = _said(ballot)
            else:  # an organization's, by somebody who has come to belong to the backbone since
                self._record(BallotSetAside(decision_id=decision["id"], voter_id=ballot["voter_id"]))
        return counting, ballots

    async def _take_effect(self, decision: Row, came_to: Outcome) -> EffectRefusedFor | None:
        kind = DecisionKind(decision["kind"])
        if came_to is Outcome.NOT_ADOPTED and kind is DecisionKind.MANDATE:
            mandate_id = UUID(decision["subject"]["mandate_id"])
            self._record(MandateRefused(decision_id=decision["id"], mandate_id=mandate_id))
        if came_to is not Outcome.ADOPTED:
            return None
        effects = await self._subjects.effects(decision)
        if effects is None:
            reason = EffectRefusedFor.SUBJECT_GONE
            self._record(DecisionEffectRefused(decision_id=decision["id"], kind=kind, reason=reason))
            return reason
        for effect in effects:
            self._record(effect)
        return None


def _said(ballot: Row) -> Said:
    if ballot["choice"] is not None:
        return Choice(ballot["choice"])
    return Preferences(tuple(map(str, ballot["option_ids"])), tuple(ballot["scores"] or ()))


def _order(result: Result) -> dict[str, Any]:
    """The order of options as the event of closing says it; nothing where none were ordered."""
    if result.ordering is None:
        return {}
    places = result.ordering.places
    return {
        "ordered_ids": [UUID(option) for place in places for option in place],
        "places": [number for number, place in enumerate(places, 1) for _ in place],
    }


def _as_json(result: Result) -> dict[str, Any]:
    numbers = asdict(result) | _ordering_as_json(result.ordering)
    del numbers["ordering"]
    numbers["choices"] = _counts(result.choices)
    numbers["sectors"] = [
        {"sector": sector, **asdict(count), "choices": _counts(count.choices)}
        for sector, count in result.sectors.items()
    ]
    return numbers


def _ordering_as_json(ordering: Ordering | None) -> dict[str, Any]:
    if ordering is None:
        return {"options": [], "rounds": [], "preferences": []}
    return {
        "options": [
            {"option_id": option, "place": number, "points": ordering.points[option]}
            for number, place in enumerate(ordering.places, 1)
            for option in place
        ],
        "rounds": [
            {
                "votes": [{"option_id": option, "votes": votes} for option, votes in one.votes.items()],
                "out": list(one.out),
            }
            for one in ordering.rounds
        ],
        "preferences": [
            {"option_id": option, "over": other, "ballots": ballots}
            for (option, other), ballots in ordering.pairs.items()
        ],
    }


def _counts(choices: Mapping[Choice, int]) -> list[dict[str, Any]]:
    return [{"choice": choice.value, "ballots": count} for choice, count in choices.items()]
