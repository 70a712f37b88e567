"""Orderings of options, out of ballots that approve, score or rank them: pure functions in integers.

None of them knows of anything that tells options or voters apart but the ballots, so that the order in which
things are listed never matters, and what is equal is said to be equal.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby


class Counting(StrEnum):
    """How rankings are counted."""

    INSTANT_RUNOFF = "instant_runoff"
    """The option with the fewest first places falls out, again and again."""
    SCHULZE = "schulze"
    """Options are compared in pairs, by the strongest chain of majorities from one to the other."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a ballot says of the options of a decision."""

    options: tuple[str, ...]
    """Those it approves or scores, in whatever order, or ranks, the best first."""
    scores: tuple[int, ...] = ()
    """Of a ballot that scores: of each of its options."""


@dataclass(frozen=True, slots=True)
class Round:
    """One count of an instant runoff."""

    votes: Mapping[str, int]
    """First places among the options that are left."""
    out: tuple[str, ...]
    """Who falls out; in the last round nobody."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """Options in an order, with every number that led to it."""

    places: tuple[tuple[str, ...], ...]
    """From the first place on; several at one place are equal."""
    points: Mapping[str, int]
    """Approvals, sums of scores, first places in the first round, or options beaten."""
    rounds: tuple[Round, ...] = ()
    """Of an instant runoff."""
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Of Schulze: how many ballots prefer the first of a pair to the second."""


def by_points(options: Sequence[str], ballots: Iterable[Preferences]) -> Ordering:
    """Options by approvals, or by the sums of their scores; what a ballot leaves out gets nothing."""
    points = dict.fromkeys(options, 0)
    for ballot in ballots:
        for option, score in zip(ballot.options, ballot.scores or (1,) * len(ballot.options), strict=True):
            points[option] += score
    return Ordering(_grouped(points), points)


def instant_runoff(options: Sequence[str], ballots: Iterable[Preferences]) -> Ordering:
    """Options by the round in which they fall out of an instant runoff, the last to stay first.

    Of several with the fewest first places that one falls out which had fewer in the round before, or in the
    one before that (back to the first); where they were equal in all of them, they fall out together and
    share a place. Whoever has more than half of the ballots still counted has won; the others go on being
    counted for the places behind. A ballot counts for its best option that is left, and no more when it has
    none. (Robert's Rules of Order, preferential voting; ties as in OpaVote's "backwards tie-breaking".)
    """
    rankings = Counter(ballot.options for ballot in ballots)
    left, rounds, behind = list(options), list[Round](), list[tuple[str, ...]]()
    while left:
        votes = dict.fromkeys(left, 0)
        for ranking, count in rankings.items():
            best = next((option for option in ranking if option in votes), None)
            if best is not None:
                votes[best] += count
        out = _last(left, [*(one.votes for one in rounds), votes])
        rounds.append(Round(votes, () if len(out) == len(left) else out))
        behind.append(out)
        left = [option for option in left if option not in out]
    return Ordering(tuple(reversed(behind)), rounds[0].votes if rounds else {}, tuple(rounds))


def _last(left: Sequence[str], counted: Sequence[Mapping[str, int]]) -> tuple[str, ...]:
    candidates = list(left)
    for votes in reversed(counted):
        fewest = min(votes[option] for option in candidates)
        candidates = [option for option in candidates if votes[option] == fewest]
        if len(candidates) == 1:
            break
    return tuple(candidates)


def schulze(options: Sequence[str], ballots: Iterable[Preferences]) -> Ordering:
    """Options by the method of Schulze: the strongest paths of pairwise majorities, by winning votes.

    Options a ballot leaves out stand behind those it ranks, and equal among themselves. An option is before
    another where the strongest path to it is stronger than the one back; what is not before one another
    shares a place. (M. Schulze, A new monotonic, clone-independent, reversal symmetric, and
    Condorcet-consistent single-winner election method, Social Choice and Welfare 36, 2011.)
    """
    pairs = {(one, other): 0 for one in options for other in options if one != other}
    for ranking, count in Counter(ballot.options for ballot in ballots).items():
        for place, one in enumerate(ranking):
            worse = set(options).difference(ranking[: place + 1])
            for other in worse:
                pairs[one, other] += count
    strength = {pair: votes if votes > pairs[pair[::-1]] else 0 for pair, votes in pairs.items()}
    for through in options:
        for one in options:
            for other in options:
                if len({through, one, other}) == 3:
                    by_way = min(strength[one, through], strength[through, other])
                    strength[one, other] = max(strength[one, other], by_way)
    beaten = {
        one: sum(strength[one, other] > strength[other, one] for other in options if other != one)
        for one in options
    }
    return Ordering(_peeled(options, strength), beaten, pairs=pairs)


def _peeled(options: Sequence[str], strength: Mapping[tuple[str, str], int]) -> tuple[tuple[str, ...], ...]:
    """Place by place those whom nobody left is before; the relation is transitive, so there always are."""
    left, places = list(options), list[tuple[str, ...]]()
    while left:
        best = tuple(
            one
            for one in left
            if not any(strength[other, one] > strength[one, other] for other in left if other != one)
        )
        places.append(best)
        left = [one for one in left if one not in best]
    return tuple(places)


def _grouped(points: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    ranked = sorted(points, key=lambda option: -points[option])
    return tuple(tuple(group) for _, group in groupby(ranked, key=lambda option: points[option]))
