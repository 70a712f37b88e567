"""The outcome of a decision: a pure function of method, quorum, electorate and ballots, in exact arithmetic.

Whoever has the log can compute it again: nothing here reads a clock, a database or a floating-point number.
The rules are those of the domain (section 5); shares are fractions, compared by cross-multiplication.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from shared.orderings import Counting, Ordering, Preferences, by_points, instant_runoff, schulze


class MethodName(StrEnum):
    """How ballots become an outcome."""

    CONSENT = "consent"
    """Adopted when nobody objects and somebody consents."""
    MAJORITY = "majority"
    """Adopted when the share of yes among yes and no passes the threshold."""
    SECTOR_BALANCED = "sector_balanced"
    """As a majority, and within at least so many of the sectors that voted, too."""
    GRADIENTS = "gradients"
    """Adopted when nobody blocks and enough of those who do not abstain agree at least with reservations."""
    FIST_TO_FIVE = "fist_to_five"
    """Adopted when nobody shows a fist (0) and enough show three fingers or more."""
    APPROVAL = "approval"
    """Orders options by how many approve each of them."""
    SCORE = "score"
    """Orders options by the sums of their scores."""
    RANKED = "ranked"
    """Orders options by how voters rank them."""

    @property
    def orders(self) -> bool:
        """Whether it orders options, where others adopt a question or do not."""
        return self in _ORDERING


class Choice(StrEnum):
    """What a ballot can say."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    CONSENT = "consent"
    OBJECT = "object"
    # Eight gradients of agreement (S. Kaner, Facilitator's Guide to Participatory Decision-Making).
    ENDORSE = "endorse"
    AGREE = "agree"
    AGREE_WITH_RESERVATIONS = "agree_with_reservations"
    STAND_ASIDE = "stand_aside"
    DISCUSS_MORE = "discuss_more"
    DISLIKE_BUT_SUPPORT = "dislike_but_support"
    DISAGREE = "disagree"
    BLOCK = "block"
    # Fingers shown, from a fist on.
    FIST = "0"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"


_ORDERING = frozenset({MethodName.APPROVAL, MethodName.SCORE, MethodName.RANKED})
_GOOD = {
    MethodName.GRADIENTS: (Choice.ENDORSE, Choice.AGREE, Choice.AGREE_WITH_RESERVATIONS),
    MethodName.FIST_TO_FIVE: (Choice.THREE, Choice.FOUR, Choice.FIVE),
}
"""Of the methods on a scale: what counts as agreeing."""
_BLOCKS = {MethodName.GRADIENTS: Choice.BLOCK, MethodName.FIST_TO_FIVE: Choice.FIST}

CHOICES: dict[MethodName, tuple[Choice, ...]] = {
    MethodName.CONSENT: (Choice.CONSENT, Choice.ABSTAIN, Choice.OBJECT),
    MethodName.MAJORITY: (Choice.YES, Choice.NO, Choice.ABSTAIN),
    MethodName.SECTOR_BALANCED: (Choice.YES, Choice.NO, Choice.ABSTAIN),
    MethodName.GRADIENTS: (
        *(Choice.ENDORSE, Choice.AGREE, Choice.AGREE_WITH_RESERVATIONS, Choice.STAND_ASIDE),
        *(Choice.DISCUSS_MORE, Choice.DISLIKE_BUT_SUPPORT, Choice.DISAGREE, Choice.BLOCK),
    ),
    MethodName.FIST_TO_FIVE: (
        *(Choice.FIST, Choice.ONE, Choice.TWO, Choice.THREE, Choice.FOUR, Choice.FIVE),
    ),
    **dict.fromkeys(_ORDERING, ()),
}
"""The choices of each method; those that order options have none."""


class Outcome(StrEnum):
    """What a decision came to."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    NO_QUORUM = "no_quorum"
    TIED = "tied"
    WITHDRAWN = "withdrawn"


HALF = Fraction(1, 2)
THREE_QUARTERS = Fraction(3, 4)

Said: TypeAlias = Choice | Preferences
"""What a ballot says: a choice, or, by methods that order options, preferences."""
Tally: TypeAlias = Mapping[str, Mapping[Said | None, int]]
"""By the sector of voters: how many of them say what; at None those who cast no ballot."""
Turnout: TypeAlias = Mapping[str, tuple[int, int]]
"""By the sector of voters: how many there are, and how many of them cast a ballot."""
FEWEST_SECRET = 3
"""Fewer secret ballots than this, of all or of a sector counted apart, would say who said what."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method with its parameters."""

    name: MethodName
    threshold: Fraction | None = None
    """Of the majorities: yes / (yes + no) has to be greater. On a scale: the share that agrees, at least."""
    sectors_required: int | None = None
    """Of the sector-balanced majority: in how many of the sectors that voted it has to be reached, too."""

    counting: Counting | None = None
    """Of rankings."""
    best_score: int | None = None
    """Of scores: they go from 0 to it."""

    def as_strict_as(self, standing: "Method") -> bool:
        """Whether whatever this method adopts, the standing one would have adopted too.

        An order of options adopts nothing: of it that holds as it is. Scales and majorities are compared by
        their thresholds: what agrees on a scale is a yes, who stands aside abstains, all else is a no.
        """
        if self.name.orders:
            return True
        if self.name is MethodName.CONSENT:
            return standing.name in (MethodName.CONSENT, MethodName.MAJORITY, MethodName.GRADIENTS)
        if self.name in _GOOD or standing.name in _GOOD:
            alike = self.name is standing.name and _of(self) >= _of(standing)
            return alike or (standing.name is MethodName.MAJORITY and _of(self) > _of(standing))
        if standing.name is MethodName.CONSENT or _of(self) < _of(standing):
            return False
        if standing.name is MethodName.MAJORITY:
            return True
        return self.name is MethodName.SECTOR_BALANCED and (self.sectors_required or 1) >= (
            standing.sectors_required or 1
        )


@dataclass(frozen=True, slots=True)
class Quorum:
    """How much of the electorate has to cast a ballot; abstentions count."""

    share: Fraction
    sectors: int = 0
    """In how many sectors of the electorate the share has to be reached, too."""

    def as_strict_as(self, standing: "Quorum") -> bool:
        """Whether whenever this quorum is reached, the standing one is too."""
        return self.share >= standing.share and self.sectors >= standing.sectors

    def needed(self, size: int) -> int:
        """How many ballots an electorate of a size needs: the share of it, rounded up."""
        return -(-self.share.numerator * size // self.share.denominator)


@dataclass(frozen=True, slots=True)
class SectorCount:
    """What one sector of the electorate did."""

    electorate: int
    cast: int
    choices: Mapping[Choice, int]
    carried: bool | None
    """Whether the method was satisfied within the sector; None where the method does not ask."""


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome with every number that led to it."""

    outcome: Outcome
    electorate: int
    cast: int
    quorum_needed: int
    quorum_sectors: int
    """In how many sectors the quorum's share was reached."""
    quorum_reached: bool
    choices: Mapping[Choice, int]
    sectors: Mapping[str, SectorCount] = field(default_factory=dict)
    ordering: Ordering | None = None
    """Of methods that order options."""


def can_say(method: Method, said: Said, options: Sequence[str] = ()) -> bool:
    """Whether a ballot can say this by a method: one of its choices, or some of the options, each once."""
    if isinstance(said, Choice):
        return said in CHOICES[method.name]
    known = len(set(said.options)) == len(said.options) and set(options).issuperset(said.options)
    if method.name is not MethodName.SCORE:
        return method.name.orders and known and not said.scores
    in_range = all(0 <= score <= (method.best_score or 0) for score in said.scores)
    return known and in_range and len(said.scores) == len(said.options)


def outcome(
    method: Method,
    quorum: Quorum,
    electorate: Mapping[str, str],
    ballots: Mapping[str, Said],
    options: Sequence[str] = (),
) -> Result:
    """What a decision comes to.

    `electorate` maps each voter who counts (not recused, not disqualified) to their sector; `ballots` maps
    voters to what their last ballot says. Ballots of others than the electorate do not count. `options`: what
    is ordered, by methods that do.
    """
    tally: dict[str, Counter[Said | None]] = {}
    for voter, sector in electorate.items():
        tally.setdefault(sector, Counter())[ballots.get(voter)] += 1
    return outcome_of(method, quorum, tally, options)


def outcome_of(method: Method, quorum: Quorum, tally: Tally, options: Sequence[str] = ()) -> Result:
    """What a decision comes to, of ballots that are counted already: who cast which is of no matter."""
    sectors = {sector: _sector(method, tally[sector]) for sector in sorted(tally)}
    said = sum((_said(voters) for voters in tally.values()), Counter[Said]())
    return _result(method, quorum, sectors, said, options)


def counted_apart(method: Method, tally: Tally) -> dict[str, SectorCount]:
    """What those of each group say, of groups that nothing is decided by: groupings of the initiative's."""
    return {group: replace(_sector(method, tally[group]), carried=None) for group in sorted(tally)}


def by_sector(method: Method) -> bool:
    """Whether the outcome depends on what is said within each sector, so that secret ballots tell theirs."""
    return method.name is MethodName.SECTOR_BALANCED


def conceals(method: Method, turnout: Turnout) -> bool:
    """Whether secret ballots can be published without saying who said what: there are none or enough."""
    cast = [ballots for _, ballots in turnout.values()]
    told_apart = cast if by_sector(method) else []
    return all(not 0 < ballots < FEWEST_SECRET for ballots in (sum(cast), *told_apart))


def outcome_of_secret(
    method: Method,
    quorum: Quorum,
    turnout: Turnout,
    published: Mapping[str | None, Mapping[Said, int]],
    options: Sequence[str] = (),
) -> Result:
    """What a decision comes to whose ballots are secret, by what is published of them.

    `published` counts what ballots say: by sector where the method asks for it, at None otherwise. It comes
    to what open ballots would come to, save that the quorum is three at the least; where they cannot be
    published (see `conceals`) there is none, and nothing is said of what they say.
    """
    told = conceals(method, turnout)
    sectors: dict[str, SectorCount] = {}
    for sector, (size, cast) in sorted(turnout.items()):
        counted = _counted(method, size, published.get(sector, {}))
        sectors[sector] = counted if told and by_sector(method) else SectorCount(size, cast, {}, None)
    everything = sum((Counter(one) for one in published.values()), Counter[Said]())
    result = _result(method, quorum, sectors, everything, options, fewest=FEWEST_SECRET)
    if told:
        return result
    return replace(result, outcome=Outcome.NO_QUORUM, quorum_reached=False, choices={}, ordering=None)


def _result(
    method: Method,
    quorum: Quorum,
    sectors: Mapping[str, SectorCount],
    said: Counter[Said],
    options: Sequence[str],
    *,
    fewest: int = 0,
) -> Result:
    size = sum(count.electorate for count in sectors.values())
    cast = sum(count.cast for count in sectors.values())
    needed = max(quorum.needed(size), fewest)
    reached_in = sum(count.cast >= quorum.needed(count.electorate) for count in sectors.values())
    reached = cast >= max(needed, 1) and reached_in >= quorum.sectors
    choices = _choices(method, said)
    ordering = _ordered(method, said, options) if method.name.orders else None
    came_to = _decide(method, choices, sectors) if ordering is None else _stands(ordering, said)
    return Result(
        came_to if reached else Outcome.NO_QUORUM,
        size,
        cast,
        needed,
        reached_in,
        reached,
        choices,
        sectors,
        ordering,
    )


def _of(method: Method) -> Fraction:
    """The threshold of a method, or the one that is usual for it."""
    return method.threshold or (THREE_QUARTERS if method.name in _GOOD else HALF)


def _ordered(method: Method, said: Counter[Said], options: Sequence[str]) -> Ordering:
    preferences = [ballot for ballot in said.elements() if isinstance(ballot, Preferences)]
    if method.name is not MethodName.RANKED:
        return by_points(options, preferences)
    runoff = method.counting is Counting.INSTANT_RUNOFF
    return (instant_runoff if runoff else schulze)(options, preferences)


def _stands(ordering: Ordering, said: Iterable[Said]) -> Outcome:
    """An order stands where somebody preferred something, and one option alone comes first."""
    if not any(isinstance(ballot, Preferences) and ballot.options for ballot in said):
        return Outcome.NOT_ADOPTED
    return Outcome.ADOPTED if len(ordering.places[0]) == 1 else Outcome.TIED


def _sector(method: Method, voters: Mapping[Said | None, int]) -> SectorCount:
    return _counted(method, sum(voters.values()), _said(voters))


def _counted(method: Method, size: int, said: Mapping[Said, int]) -> SectorCount:
    choices = _choices(method, said)
    carried = _passes(method, choices) if by_sector(method) else None
    return SectorCount(size, sum(said.values()), choices, carried)


def _said(voters: Mapping[Said | None, int]) -> Counter[Said]:
    """What those say who cast a ballot."""
    return Counter({one: count for one, count in voters.items() if one is not None})


def _choices(method: Method, said: Mapping[Said, int]) -> dict[Choice, int]:
    return {choice: said.get(choice, 0) for choice in CHOICES[method.name]}


def _passes(method: Method, choices: Mapping[Choice, int]) -> bool:
    """yes / (yes + no) > threshold; 0 of 0 passes nothing."""
    threshold = method.threshold or HALF
    yes, no = choices[Choice.YES], choices[Choice.NO]
    return yes * threshold.denominator > threshold.numerator * (yes + no)


def agreeing(method: Method, choices: Mapping[Choice, int]) -> tuple[int, int]:
    """On a scale: how many agree, and of how many who took part; who stands aside is not among these."""
    base = sum(choices.values()) - choices.get(Choice.STAND_ASIDE, 0)
    return sum(choices[choice] for choice in _GOOD[method.name]), base


def blocking(method: Method, choices: Mapping[Choice, int]) -> int:
    """On a scale: how many block, or show a fist."""
    return choices[_BLOCKS[method.name]]


def _decide(method: Method, choices: Mapping[Choice, int], sectors: Mapping[str, SectorCount]) -> Outcome:
    if method.name in _GOOD:
        threshold = _of(method)
        good, base = agreeing(method, choices)
        enough = good > 0 and good * threshold.denominator >= threshold.numerator * base
        return Outcome.ADOPTED if enough and not blocking(method, choices) else Outcome.NOT_ADOPTED
    if method.name is MethodName.CONSENT:
        agreed = choices[Choice.OBJECT] == 0 and choices[Choice.CONSENT] > 0
        return Outcome.ADOPTED if agreed else Outcome.NOT_ADOPTED
    yes, no = choices[Choice.YES], choices[Choice.NO]
    if not _passes(method, choices):
        drawn = yes == no > 0 and (method.threshold or HALF) == HALF
        return Outcome.TIED if drawn else Outcome.NOT_ADOPTED
    if method.name is MethodName.SECTOR_BALANCED:
        carried = sum(count.carried is True for count in sectors.values())
        if carried < (method.sectors_required or 1):
            return Outcome.NOT_ADOPTED
    return Outcome.ADOPTED
