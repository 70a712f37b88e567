"""Decisions computed again from the log: rules, electorate and ballots, by the function that decided them.

For `verify`, which takes it along where it is run as `shidra verify`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from shared.eventlog.verify import VerificationError
from shared.outcomes import Choice, Method, MethodName, Quorum, outcome


@dataclass
class _Decision:
    """What the log has said of a decision so far."""

    method: Method
    quorum: Quorum
    electorate: dict[str, str] = field(default_factory=dict)
    ballots: dict[str, Choice] = field(default_factory=dict)


class Decisions:
    """Computes the outcome of every decision that is closed, and compares it with what the log says."""

    types: Sequence[str] = ("agenda.decision.", "agenda.electorate.", "agenda.voter.", "agenda.ballot.")

    def __init__(self) -> None:
        self._open: dict[str, _Decision] = {}
        self._computed = 0

    def see(self, position: int, event: Mapping[str, Any]) -> None:
        """Take in an event; raises VerificationError where an outcome does not follow from the ballots."""
        data = event["data"]
        decision_id = data["decision_id"]
        if event["type"] == "agenda.decision.opened":
            self._open[decision_id] = _opened(position, data)
            return
        decision = self._open.get(decision_id)
        if decision is None:
            return  # drafts, and what follows after the outcome
        match event["type"]:
            case "agenda.electorate.frozen":
                decision.electorate |= dict(zip(data["voter_ids"], data["sectors"], strict=True))
            case "agenda.voter.disqualified" | "agenda.voter.recused":
                decision.electorate.pop(data["voter_id"], None)
            case "agenda.ballot.cast":
                decision.ballots[data["voter_id"]] = Choice(data["choice"])
            case "agenda.ballot.set_aside":
                decision.ballots.pop(data["voter_id"], None)
            case "agenda.decision.withdrawn":
                del self._open[decision_id]
            case "agenda.decision.closed":
                _compare(position, data, self._open.pop(decision_id))
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
    except ValueError:
        raise VerificationError(
            f"the decision opened at position {position} has a method that this version cannot compute"
        ) from None
    share = Fraction(data["quorum_numerator"], data["quorum_denominator"])
    return _Decision(
        Method(name, threshold, data.get("sectors_required")), Quorum(share, data["quorum_sectors"])
    )


def _compare(position: int, data: Mapping[str, Any], decision: _Decision) -> None:
    result = outcome(decision.method, decision.quorum, decision.electorate, decision.ballots)
    follows = {
        "outcome": result.outcome.value,
        "electorate": result.electorate,
        "cast": result.cast,
        "quorum_needed": result.quorum_needed,
    }
    for name, value in follows.items():
        if data[name] != value:
            raise VerificationError(
                f"the decision closed at position {position} says {name} {data[name]}, and from the ballots"
                f" follows {value}"
            )
