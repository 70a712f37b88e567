"""Alternatives take turns, so that a noisy neighbour disturbs them alike; medians are compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured of one alternative, a value each round."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle value."""
        return median(self.values)

    def times(self, other: "Figure") -> float:
        """How many times the other this is: the middle one of the rounds' ratios."""
        return median(mine / theirs for mine, theirs in zip(self.values, other.values, strict=True))

    @property
    def spread(self) -> float:
        """How far the values lie apart, as a part of the median."""
        return (max(self.values) - min(self.values)) / self.median


def in_turns(alternatives: Mapping[Name, Callable[[], float]], rounds: int) -> dict[Name, Figure]:
    """Measure every alternative `rounds` times, in turns."""
    values: dict[Name, list[float]] = {name: [] for name in alternatives}
    for _ in range(rounds):
        for name, measure in alternatives.items():
            values[name].append(measure())
    return {name: Figure(tuple(found)) for name, found in values.items()}
