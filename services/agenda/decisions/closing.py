"""Closing a decision: who counts in the end, what it comes to, and what follows, once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.decisions.electorates import disqualification, free
from services.agenda.decisions.events import (
    BallotSetAside,
    DecisionClosed,
    DecisionEffectReduced,
    DecisionEffectRefused,
    DecisionWithdrawn,
    EffectRefusedFor,
    GoneBecause,
    MandateRefused,
    Secrecy,
    VoterDisqualified,
    VoterKind,
)
from services.agenda.decisions.repository import DecisionRepository
from services.agenda.decisions.subjects import Subjects
from services.agenda.governing.repository import Governing
from services.agenda.objections.repository import ObjectionRepository
from services.agenda.published_ballots.publishing import Publishing, said_in
from shared.deciding import method_from_json, quorum_from_json
from shared.eventlog.event_types import Event
from shared.governance import DecisionKind
from shared.localization.messages import Message
from shared.orderings import Ordering
from shared.outcomes import Choice, Outcome, Result, Said, counted_apart, outcome_of, outcome_of_secret

Row = Mapping[str, Any]


WITHDRAWN_BY_THE_END = Message(
    he="היוזמה הסתיימה בהחלטת השותפים לפני שההחלטה הזאת נסגרה.",
    ar="انتهت المبادرة بقرار من شركائها قبل إغلاق هذا القرار.",
    en="The initiative ended by its partners' decision before this one was closed.",
).in_all_languages()
"""Why a decision is withdrawn that is open when the initiative ends."""


class Closing:
    """Closes decisions of one initiative; the caller holds the decision's row."""

    def __init__(
        self,
        connection: asyncpg.Connection,
        initiative_id: UUID,
        now: datetime,
        record: Callable[[Event], None],
    ) -> None:
        self._now = now
        self._record = record
        self._governing = Governing(connection, initiative_id)
        self._decisions = DecisionRepository(connection, initiative_id)
        self._objections = ObjectionRepository(connection, initiative_id)
        self._subjects = Subjects(connection, self._governing, initiative_id, now)
        self._publishing = Publishing(connection, initiative_id, record)

    async def close(self, decision: Row) -> None:
        """Disqualify who is to be, compute the outcome, record it and what follows from it."""
        bound = await self._settle(decision)
        groupings = await self._by_grouping(decision, bound)
        result, published = await self._result(decision, bound)
        left_out = await self._decisions.left_out(decision["id"])
        self._record(
            DecisionClosed(
                decision_id=decision["id"],
                outcome=result.outcome,
                electorate=result.electorate,
                cast=result.cast,
                quorum_needed=result.quorum_needed,
                unconfirmed=left_out["unconfirmed"] or None,
                to_be_renewed=left_out["to_be_renewed"] or None,
                **_order(result),
            )
        )
        refused_for, gone = await self._take_effect(decision, result.outcome)
        await self._decisions.update(
            decision,
            status="closed",
            outcome=result.outcome,
            result=result_as_json(result) | dict(left_out) | {"published": published, "groupings": groupings},
            effect_refused_for=refused_for,
            effect_gone=[{"id": str(one), "because": why.value} for one, why in gone.items()],
            closed_at=self._now,
        )

    async def _by_grouping(self, decision: Row, bound: Sequence[UUID]) -> list[dict[str, Any]]:
        """What those at each value of a grouping say; of secret ballots, how many of them voted."""
        if decision["secrecy"] == Secrecy.SECRET:
            turnout = await self._decisions.turnout_by_grouping(decision["id"], bound)
            return [{**row, "value_id": str(row["value_id"]), "choices": []} for row in turnout]
        tally: dict[str, dict[Said | None, int]] = {}
        for counted in await self._decisions.tally_by_grouping(decision["id"], bound):
            tally.setdefault(str(counted["value_id"]), {})[said_in(counted)] = counted["voters"]
        apart = counted_apart(method_from_json(decision["method"]), tally)
        return [
            {
                "value_id": value,
                "electorate": count.electorate,
                "cast": count.cast,
                "choices": _counts(count.choices),
            }
            for value, count in apart.items()
        ]

    async def _result(self, decision: Row, bound: Sequence[UUID]) -> tuple[Result, int]:
        """What those say who count in the end comes to, and how many secret ballots are published of it."""
        method, quorum = method_from_json(decision["method"]), quorum_from_json(decision["quorum"])
        options = [option["id"] for option in decision["options"]]
        secrecy = Secrecy(decision["secrecy"])
        if secrecy is Secrecy.SECRET:
            turnout, published = await self._publishing.tell_secret(decision, method, bound)
            result = outcome_of_secret(method, quorum, turnout, published, options)
            return result, sum(one.total() for one in published.values())
        # Ballots are counted by the database, however many they are.
        tally: dict[str, dict[Said | None, int]] = {}
        for counted in await self._decisions.tally(decision["id"], bound):
            tally.setdefault(counted["sector"], {})[said_in(counted)] = counted["voters"]
        if secrecy is Secrecy.HIDDEN:
            await self._publishing.tell_hidden(decision, bound)
        return outcome_of(method, quorum, tally, options), 0

    async def _settle(self, decision: Row) -> list[UUID]:
        """Take out who counts no more, with what they object; answers whose ballots count no more."""
        kind = DecisionKind(decision["kind"])
        ties = await self._governing.ties(decision["opened_at"], self._now.date())
        bound = [person_id for person_id, tie in ties.items() if not free(tie, kind)]
        disqualified = await self._disqualify(decision, kind, ties)
        set_aside = await self._decisions.cast_by_any(decision["id"], bound)
        for voter_id in set_aside:
            # Cast for an organization, or by proxy, by somebody who has come to belong to the backbone since.
            self._record(BallotSetAside(decision_id=decision["id"], voter_id=voter_id))
        await self._objections.lapse(decision["id"], [*disqualified, *set_aside], self._now)
        return bound

    async def _disqualify(
        self, decision: Row, kind: DecisionKind, ties: Mapping[UUID, Row]
    ) -> Collection[UUID]:
        """Take out who counts no more: people by their ties, organizations that nobody free speaks for."""
        voter_kind = VoterKind(decision["voter"])
        speaking: Mapping[UUID, Sequence[UUID]] = {}
        if voter_kind is VoterKind.ORGANIZATION:
            speaking = await self._governing.representatives(decision["opened_at"], self._now.date())
            asked = await self._decisions.entitled(decision["id"])
        else:
            asked = await self._decisions.entitled_among(decision["id"], list(ties))
        leaving = await self._decisions.bound(decision["id"])
        spoken_for = await self._decisions.cast_by_the_erased(decision["id"])
        for voter_id in asked:
            speakers = speaking.get(voter_id, ())
            someone_free = voter_id in spoken_for or any(free(ties.get(one), kind) for one in speakers)
            reason = disqualification(voter_kind, ties.get(voter_id), kind, someone_free)
            if reason is not None:
                leaving[voter_id] = reason
        for voter_id, reason in leaving.items():
            await self._decisions.disqualify(decision["id"], voter_id, reason)
            self._record(VoterDisqualified(decision_id=decision["id"], voter_id=voter_id, reason=reason))
        return leaving.keys()

    async def _take_effect(
        self, decision: Row, came_to: Outcome
    ) -> tuple[EffectRefusedFor | None, Mapping[UUID, GoneBecause]]:
        """Record what follows; answers why nothing does, and what has gone of what the decision is about."""
        kind = DecisionKind(decision["kind"])
        if came_to is Outcome.NOT_ADOPTED and kind is DecisionKind.MANDATE:
            mandate_id = UUID(decision["subject"]["mandate_id"])
            self._record(MandateRefused(decision_id=decision["id"], mandate_id=mandate_id))
        if came_to is not Outcome.ADOPTED:
            return None, {}
        if kind is DecisionKind.INITIATIVE_END:
            await self._settle_open(decision["id"])
        judged = await self._subjects.effects(decision)
        told = {
            "decision_id": decision["id"],
            "kind": kind,
            "gone_ids": list(judged.gone),
            "gone_because": list(judged.gone.values()),
        }
        if judged.effects is None:
            reason = EffectRefusedFor.SUBJECT_GONE
            self._record(DecisionEffectRefused.model_validate({**told, "reason": reason}))
            return reason, judged.gone
        if judged.gone:
            self._record(DecisionEffectReduced.model_validate(told))
        for effect in judged.effects:
            self._record(effect)
        return None, judged.gone

    async def _settle_open(self, ending: UUID) -> None:
        """Before the initiative ends: what is over comes to its outcome, what is open is withdrawn."""
        for decision in await self._decisions.lock_open(ending):
            kind = DecisionKind(decision["kind"])
            over = max(decision["closes_at"], decision["corrections_until"] or decision["closes_at"])
            if over <= self._now and kind is not DecisionKind.INITIATIVE_END:
                await self.close(decision)
                continue
            self._record(DecisionWithdrawn(decision_id=decision["id"], reason=WITHDRAWN_BY_THE_END))
            await self._publishing.withdraw(decision)
            await self._decisions.update(
                decision, status="closed", outcome=Outcome.WITHDRAWN, closed_at=self._now
            )


def _order(result: Result) -> dict[str, Any]:
    """The order of options as the event of closing says it; nothing where none were ordered."""
    if result.ordering is None:
        return {}
    places = result.ordering.places
    return {
        "ordered_ids": [UUID(option) for place in places for option in place],
        "places": [number for number, place in enumerate(places, 1) for _ in place],
    }


def result_as_json(result: Result) -> dict[str, Any]:
    """An outcome with its numbers, as it is kept and as the API shows it."""
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
