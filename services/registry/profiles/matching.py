"""Whether an offer may meet a need: a pure function of the two lines, with its reasons.

Nothing here decides, and nothing follows by itself: people read the suggestion and talk. Kinds are the same;
population groups and places, where both name them, have one in common; likeness of words is the share of
trigrams (`services/registry/names`) that the shorter line has in common with the longer (the overlap
coefficient of Szymkiewicz and Simpson), so that a few words in a long line are found.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from services.registry.names.forms import essence
from services.registry.profiles.events import OfferKind

Row = Mapping[str, Any]
_ALIKE = (1, 2)
"""From what share of common trigrams on two lines are alike."""
MOST_SHOWN = 10


class MatchReason(StrEnum):
    """What speaks for an offer meeting a need."""

    SAME_KIND = "same_kind"
    POPULATION_GROUPS = "population_groups"
    """Both are for a group in common."""
    PLACE = "place"
    """Both name the same place."""
    WORDS = "words"
    """They say it in like words."""


class Match(NamedTuple):
    """Why two lines may meet."""

    reasons: tuple[MatchReason, ...]
    population_groups: tuple[str, ...]
    shared: int
    """Trigrams in common."""
    of: int
    """Trigrams of the shorter line, at least 1."""


def match(one: Row, other: Row) -> Match | None:
    """Why an offer may meet a need, whichever is given first; None where it does not."""
    if one["kind"] != other["kind"]:
        return None
    ours, theirs = set(one["population_groups"]), set(other["population_groups"])
    here, there = _places(one["place"]), _places(other["place"])
    if (ours and theirs and not ours & theirs) or (here and there and not here & there):
        return None
    mine, yours = set(one["grams"]), set(other["grams"])
    shared, of = len(mine & yours), max(min(len(mine), len(yours)), 1)
    found = {
        MatchReason.SAME_KIND: True,
        MatchReason.POPULATION_GROUPS: bool(ours & theirs),
        MatchReason.PLACE: bool(here & there),
        MatchReason.WORDS: shared * _ALIKE[1] >= of * _ALIKE[0],
    }
    if one["kind"] == OfferKind.OTHER and not found[MatchReason.WORDS]:
        return None
    reasons = tuple(reason for reason, holds in found.items() if holds)
    return Match(reasons, tuple(sorted(ours & theirs)), shared, of)


def _places(place: Mapping[str, str] | None) -> set[tuple[str, ...]]:
    """A place in the one form of each language in which names are compared."""
    return {essence(name) for name in (place or {}).values()}


def matches_of(line: Row, others: Iterable[Row]) -> list[tuple[Row, Match]]:
    """What may meet a line: for the most reasons first, then in the likest words, then the oldest."""
    found = [
        (other, met)
        for other in others
        if other["organization_id"] != line["organization_id"] and (met := match(line, other)) is not None
    ]
    return sorted(found, key=lambda one: (-len(one[1].reasons), -one[1].shared / one[1].of, one[0]["id"]))
