"""Decisions computed again from the log: rules, electorate and ballots, by the function that decided them.

For `verify`, which takes it along where it is run as `shidra verify`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from shared.eventlog.verify import VerificationError
from shared.orderings import Counting, Preferences
from shared.outcomes import (
    Choice,
    Method,
    MethodName,
    Outcome,
    Quorum,
    Result,
    Said,
    Turnout,
    by_sector,
    can_say,
    conceals,
    outcome,
    outcome_of_secret,
)


@dataclass
class _Decision:
    """What the log has said of a decision so far."""

    method: Method
    quorum: Quorum
    electorate: dict[str, str] = field(default_factory=dict)
    ballots: dict[str, Said] = field(default_factory=dict)
    awaiting: dict[str, Said | None] = field(default_factory=dict)
    """Ballots that count once they are confirmed; None where what they say is not told."""
    renewing: dict[str, Said | None] = field(default_factory=dict)
    """Ballots on what the question said before it was amended, which count once they are renewed."""
    corrections_until: str = ""
    forum_id: str = ""
    kind: str = ""
    of_people: bool = False

    def amend(self) -> None:
        """No ballot on another text counts, and no hand shown for it is corrected."""
        self.renewing.update(self.ballots)
        self.renewing.update(self.awaiting)
        self.ballots.clear()
        self.awaiting.clear()
        self.corrections_until = ""

    def forget(self, voter_id: str) -> None:
        """Nothing that a voter said before counts, or can be confirmed."""
        self.ballots.pop(voter_id, None)
        self.awaiting.pop(voter_id, None)
        self.renewing.pop(voter_id, None)
        self.given.discard(voter_id)

    options: tuple[str, ...] = ()
    secrecy: str = "open"
    given: set[str] = field(default_factory=set)
    """Voters who count and voted, where what they said was not told before the closing."""
    published: list[tuple[str, str | None, Said]] = field(default_factory=list)
    """Secret ballots: receipt, sector where the method asks for it, and what is said."""


class Decisions:
    """Computes the outcome of every decision that is closed, and compares it with what the log says."""

    types: Sequence[str] = (
        *("agenda.decision.", "agenda.electorate.", "agenda.voter."),
        *("agenda.ballot.", "agenda.show_of_hands.", "agenda.proxy."),
        "agenda.initiative.ended",
    )

    def __init__(self) -> None:
        self._open: dict[str, _Decision] = {}
        self._proxies: dict[str, Mapping[str, Any]] = {}
        self._to_end: set[str] = set()
        """Decisions that came to it that the initiative ends."""
        self._computed = 0

    def see(self, position: int, event: Mapping[str, Any]) -> None:
        """Take in an event; raises VerificationError where an outcome does not follow from the ballots."""
        data = event["data"]
        if event["type"].startswith("agenda.proxy."):
            self._take_proxy(event["type"], data)
            return
        decision_id = data["decision_id"]
        if event["type"] == "agenda.initiative.ended" and decision_id not in self._to_end:
            raise VerificationError(
                f"the initiative ended at position {position} by decision {decision_id}, and no such decision"
                " was adopted before"
            )
        if event["type"] == "agenda.decision.opened":
            self._open[decision_id] = _opened(position, data)
            return
        decision = self._open.get(decision_id)
        if decision is None:
            return  # drafts, and what follows after the outcome
        if event["type"].startswith("agenda.ballot."):
            self._check_proxy(position, event, decision)
            _take_ballot(position, event, decision)
        match event["type"]:
            case "agenda.electorate.frozen":
                decision.electorate |= dict(zip(data["voter_ids"], data["sectors"], strict=True))
            case "agenda.voter.disqualified" | "agenda.voter.recused":
                decision.electorate.pop(data["voter_id"], None)
            case "agenda.show_of_hands.recorded":
                _check_open(position, decision)
                decision.corrections_until = data["correct_until"]
            case "agenda.decision.amended":
                _check_open(position, decision)
                decision.amend()
            case "agenda.decision.withdrawn":
                del self._open[decision_id]
            case "agenda.decision.closed":
                decision = self._open.pop(decision_id)
                _check_time(position, event, decision)
                result = _compared(position, data, decision)
                if decision.kind == "initiative_end" and result.outcome is Outcome.ADOPTED:
                    self._to_end.add(decision_id)
                self._note(position, decision_id, result)

    def _take_proxy(self, type_: str, data: Mapping[str, Any]) -> None:
        if type_ == "agenda.proxy.given":
            self._proxies[data["proxy_id"]] = data
        else:
            self._proxies.pop(data["proxy_id"], None)

    def _check_proxy(self, position: int, event: Mapping[str, Any], decision: _Decision) -> None:
        """Raises VerificationError where a ballot was cast by a proxy that its voter had not given so."""
        data = event["data"]
        if "proxy_id" not in data:
            return
        proxy = self._proxies.get(data["proxy_id"])
        if (
            proxy is None
            or (proxy["voter_id"], proxy["holder_id"]) != (data["voter_id"], data["cast_by"])
            or proxy["forum_id"] != decision.forum_id
            or proxy.get("decision_id", data["decision_id"]) != data["decision_id"]
            or proxy.get("until", event["time"][:10]) < event["time"][:10]
            or (decision.of_people and data["cast_by"] not in decision.electorate)
        ):
            raise VerificationError(
                f"the ballot at position {position} is cast by a proxy that does not hold"
            )

    def _note(self, position: int, decision_id: str, result: Result) -> None:  # noqa: ARG002 - for one alone
        self._computed += 1

    def said(self) -> list[str]:
        """How many were computed."""
        if not self._computed:
            return []
        return [f"{self._computed} closed decisions computed again: each has the outcome its ballots give"]


def _opened(position: int, data: Mapping[str, Any]) -> _Decision:
    numerator = data.get("threshold_numerator")
    threshold = None if numerator is None else Fraction(numerator, data["threshold_denominator"])
    try:
        name = MethodName(data["method"])
        counting = Counting(data["counting"]) if "counting" in data else None
    except ValueError:
        raise VerificationError(
            f"the decision opened at position {position} has a method that this version cannot compute"
        ) from None
    share = Fraction(data["quorum_numerator"], data["quorum_denominator"])
    return _Decision(
        Method(name, threshold, data.get("sectors_required"), counting, data.get("best_score")),
        Quorum(share, data["quorum_sectors"]),
        options=tuple(data.get("option_ids", ())),
        forum_id=data.get("forum_id", ""),
        kind=data.get("kind", ""),
        of_people=data.get("voter") == "person",
        secrecy=data.get("secrecy", "open"),
    )


def _said(position: int, data: Mapping[str, Any], decision: _Decision) -> Said:
    """What a ballot says; raises VerificationError for what no ballot of this decision can say."""
    try:
        said: Said = (
            Choice(data["choice"])
            if "choice" in data
            else Preferences(tuple(data["option_ids"]), tuple(data.get("scores", ())))
        )
    except ValueError:
        raise VerificationError(
            f"the ballot at position {position} has a choice that this version does not know"
        ) from None
    if not can_say(decision.method, said, decision.options):
        raise VerificationError(f"the ballot at position {position} says what no ballot of its decision can")
    return said


def _take_ballot(position: int, event: Mapping[str, Any], decision: _Decision) -> None:
    """Take in what is told of ballots; raises VerificationError for what cannot have been."""
    data = event["data"]
    match event["type"]:
        case "agenda.ballot.cast" | "agenda.ballot.preferences_cast":
            _check_open(position, decision)
            decision.forget(data["voter_id"])
            decision.ballots[data["voter_id"]] = _said(position, data, decision)
        case "agenda.ballot.given":
            _take_given(data, decision)
        case "agenda.ballot.given_for_confirmation":
            _check_open(position, decision)
            decision.forget(data["voter_id"])
            decision.awaiting[data["voter_id"]] = _said(position, data, decision)
        case "agenda.ballot.confirmed" | "agenda.ballot.rejected":
            _settle(position, event, decision)
        case "agenda.ballot.set_aside":
            decision.ballots.pop(data["voter_id"], None)
            decision.given.discard(data["voter_id"])
        case "agenda.ballot.published":
            _take_published(position, data, decision)


def _check_open(position: int, decision: _Decision) -> None:
    """Raises VerificationError where ballots were to be hidden, and one is told."""
    if decision.secrecy != "open":
        raise VerificationError(f"the ballot at position {position} tells what was to be hidden")


def _take_given(data: Mapping[str, Any], decision: _Decision) -> None:
    """Take in that a voter voted, where what they said is not told before the closing."""
    voter = data["voter_id"]
    decision.forget(voter)
    if "awaits" in data:
        decision.awaiting[voter] = None
    else:
        decision.given.add(voter)


def _settle(position: int, event: Mapping[str, Any], decision: _Decision) -> None:
    """A ballot awaits no more; raises VerificationError where none awaited."""
    voter = event["data"]["voter_id"]
    waiting = decision.awaiting if voter in decision.awaiting else decision.renewing
    if voter not in waiting:
        raise VerificationError(f"the entry at position {position} confirms a ballot that awaits nothing")
    said = waiting.pop(voter)
    if event["type"] == "agenda.ballot.rejected":
        return
    if said is None:
        decision.given.add(voter)
    else:
        decision.ballots[voter] = said


def _take_published(position: int, data: Mapping[str, Any], decision: _Decision) -> None:
    """Take in what was published of ballots; raises VerificationError for what cannot have been."""
    count = len(data.get("choices", data.get("option_ids", ())))
    lists = {name: data[name] for name in ("choices", "option_ids", "scores") if name in data}
    one_of = {"choices": "choice", "option_ids": "option_ids", "scores": "scores"}
    said = [
        _said(position, {one_of[name]: values[number] for name, values in lists.items()}, decision)
        for number in range(count)
    ]
    if decision.secrecy == "hidden":
        decision.ballots |= dict(zip(data["voter_ids"], said, strict=True))
        return
    before = decision.published[-1][0] if decision.published else ""
    receipts = data["receipts"]
    if receipts != sorted(set(receipts)) or receipts[0] <= before:
        raise VerificationError(f"the receipts at position {position} are not in order, or stand there twice")
    sectors = data.get("sectors", [None] * count)
    decision.published += zip(receipts, sectors, said, strict=True)


def _check_time(position: int, event: Mapping[str, Any], decision: _Decision) -> None:
    """Raises VerificationError where a decision closes while hands that were shown can be corrected."""
    until = decision.corrections_until
    if until and datetime.fromisoformat(event["time"]) < datetime.fromisoformat(until):
        raise VerificationError(
            f"the decision closed at position {position} closes before its show of hands could be corrected"
        )


class OneDecision(Decisions):
    """Computes the outcome of one decision, and says every number that leads to it."""

    def __init__(self, decision_id: str) -> None:
        super().__init__()
        self._decision_id = decision_id
        self._said: list[str] = []

    def see(self, position: int, event: Mapping[str, Any]) -> None:
        """Take in what is of the decision; raises VerificationError."""
        if event["data"].get("decision_id", self._decision_id) == self._decision_id:
            super().see(position, event)

    def _note(self, position: int, decision_id: str, result: Result) -> None:
        self._said = [
            f"decision {decision_id}, closed at position {position}: from the ballots follows"
            f" {result.outcome.value}, and so the log says",
            *_numbers(result),
        ]

    def said(self) -> list[str]:
        """The numbers; raises VerificationError where the export does not have the decision's outcome."""
        if not self._said:
            raise VerificationError(f"decision {self._decision_id} is not closed in this export")
        return self._said


def _numbers(result: Result) -> Iterator[str]:
    yield (
        f"{result.cast} of {result.electorate} voted, {result.quorum_needed} were needed:"
        f" {'' if result.quorum_reached else 'no '}quorum"
    )
    if result.choices:
        yield _listed(result.choices)
    for sector, count in result.sectors.items():
        carried = {True: ", carried", False: ", not carried", None: ""}[count.carried]
        counts = f": {_listed(count.choices)}" if count.choices else ""
        yield f"{sector}: {count.cast} of {count.electorate} voted{counts}{carried}"
    if result.ordering is not None:
        for number, place in enumerate(result.ordering.places, 1):
            yield f"place {number}: " + ", ".join(
                f"{option} ({result.ordering.points[option]})" for option in place
            )


def _listed(choices: Mapping[Choice, int]) -> str:
    return ", ".join(f"{choice.value} {count}" for choice, count in choices.items())


def _result(position: int, decision: _Decision) -> Result:
    voted = decision.given & decision.electorate.keys()
    if decision.secrecy != "secret":
        if decision.secrecy == "hidden" and decision.ballots.keys() != voted:
            raise VerificationError(
                f"for the decision closed at position {position} other ballots are published than were given"
            )
        return outcome(
            decision.method, decision.quorum, decision.electorate, decision.ballots, decision.options
        )
    turnout = {
        sector: (len(voters), len(voters & voted)) for sector, voters in _by_sector(decision.electorate)
    }
    published: dict[str | None, Counter[Said]] = {}
    for _, sector, said in decision.published:
        published.setdefault(sector, Counter())[said] += 1
    _check_numbers(position, decision.method, turnout, published)
    return outcome_of_secret(decision.method, decision.quorum, turnout, published, decision.options)


def _by_sector(electorate: Mapping[str, str]) -> Iterator[tuple[str, set[str]]]:
    for sector in set(electorate.values()):
        yield sector, {voter for voter, of in electorate.items() if of == sector}


def _check_numbers(
    position: int,
    method: Method,
    turnout: Turnout,
    published: Mapping[str | None, Counter[Said]],
) -> None:
    """Raises VerificationError where as many secret ballots are not published as were given."""
    told = {sector: said.total() for sector, said in published.items()}
    cast: dict[str | None, int] = {sector: ballots for sector, (_, ballots) in turnout.items() if ballots}
    if cast and not by_sector(method):
        cast = {None: sum(cast.values())}
    if told != (cast if conceals(method, turnout) else {}):
        raise VerificationError(
            f"for the decision closed at position {position} {sum(told.values())} secret ballots are"
            f" published, which are not those given"
        )


def _compared(position: int, data: Mapping[str, Any], decision: _Decision) -> Result:
    result = _result(position, decision)
    follows: dict[str, Any] = {
        "outcome": result.outcome.value,
        "electorate": result.electorate,
        "cast": result.cast,
        "quorum_needed": result.quorum_needed,
    }
    for name, left_out in (("unconfirmed", decision.awaiting), ("to_be_renewed", decision.renewing)):
        follows[name] = len(left_out.keys() & decision.electorate.keys()) or None
    if result.ordering is not None:
        places = result.ordering.places
        follows["ordered_ids"] = [option for place in places for option in place]
        follows["places"] = [number for number, place in enumerate(places, 1) for _ in place]
    for name, value in follows.items():
        if data.get(name) != value:
            raise VerificationError(
                f"the decision closed at position {position} says {name} {data.get(name)}, and from the"
                f" ballots follows {value}"
            )
    return result
