"""The outcome of a decision: a pure function of method, quorum, electorate and ballots, in exact arithmetic.

Whoever has the log can compute it again: nothing here reads a clock, a database or a floating-point number.
The rules are those of the domain (section 5); shares are fractions, compared by cross-multiplication.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class MethodName(StrEnum):
    """How ballots become an outcome."""

    CONSENT = "consent"
    """Adopted when nobody objects and somebody consents."""
    MAJORITY = "majority"
    """Adopted when the share of yes among yes and no passes the threshold."""
    SECTOR_BALANCED = "sector_balanced"
    """As a majority, and within at least so many of the sectors that voted, too."""


class Choice(StrEnum):
    """What a ballot can say."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    CONSENT = "consent"
    OBJECT = "object"


CHOICES: dict[MethodName, tuple[Choice, ...]] = {
    MethodName.CONSENT: (Choice.CONSENT, Choice.ABSTAIN, Choice.OBJECT),
    MethodName.MAJORITY: (Choice.YES, Choice.NO, Choice.ABSTAIN),
    MethodName.SECTOR_BALANCED: (Choice.YES, Choice.NO, Choice.ABSTAIN),
}
"""The choices of each method."""


class Outcome(StrEnum):
    """What a decision came to."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    NO_QUORUM = "no_quorum"
    TIED = "tied"
    WITHDRAWN = "withdrawn"


HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Method:
    """A method with its parameters."""

    name: MethodName
    threshold: Fraction | None = None
    """Of the majorities: yes / (yes + no) has to be greater."""
    sectors_required: int | None = None
    """Of the sector-balanced majority: in how many of the sectors that voted it has to be reached, too."""

    def as_strict_as(self, standing: "Method") -> bool:
        """Whether whatever this method adopts, the standing one would have adopted too."""
        if standing.name is MethodName.CONSENT:
            return self.name is MethodName.CONSENT
        if self.name is MethodName.CONSENT:
            return standing.name is MethodName.MAJORITY
        if (self.threshold or HALF) < (standing.threshold or HALF):
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


def outcome(
    method: Method, quorum: Quorum, electorate: Mapping[str, str], ballots: Mapping[str, Choice]
) -> Result:
    """What a decision comes to.

    `electorate` maps each voter who counts (not recused, not disqualified) to their sector; `ballots` maps
    voters to what their last ballot says. Ballots of others than the electorate do not count.
    """
    cast = {voter: ballots[voter] for voter in electorate if voter in ballots}
    sectors = {
        sector: _sector(method, [voter for voter, theirs in electorate.items() if theirs == sector], cast)
        for sector in sorted(set(electorate.values()))
    }
    needed = quorum.needed(len(electorate))
    reached_in = sum(count.cast >= quorum.needed(count.electorate) for count in sectors.values())
    reached = len(cast) >= max(needed, 1) and reached_in >= quorum.sectors
    choices = _counted(method, cast.values())
    return Result(
        _decide(method, choices, sectors) if reached else Outcome.NO_QUORUM,
        len(electorate),
        len(cast),
        needed,
        reached_in,
        reached,
        choices,
        sectors,
    )


def _sector(method: Method, voters: list[str], cast: Mapping[str, Choice]) -> SectorCount:
    choices = _counted(method, (cast[voter] for voter in voters if voter in cast))
    carried = _passes(method, choices) if method.name is MethodName.SECTOR_BALANCED else None
    return SectorCount(len(voters), sum(choices.values()), choices, carried)


def _counted(method: Method, choices: object) -> dict[Choice, int]:
    counted = Counter(choices)  # type: ignore[call-overload]  # any iterable of choices
    return {choice: counted[choice] for choice in CHOICES[method.name]}


def _passes(method: Method, choices: Mapping[Choice, int]) -> bool:
    """yes / (yes + no) > threshold; 0 of 0 passes nothing."""
    threshold = method.threshold or HALF
    yes, no = choices[Choice.YES], choices[Choice.NO]
    return yes * threshold.denominator > threshold.numerator * (yes + no)


def _decide(method: Method, choices: Mapping[Choice, int], sectors: Mapping[str, SectorCount]) -> Outcome:
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
