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


class Compared(NamedTuple):
    """A line with the sets by which it is compared, made once for however many it is compared with."""

    line: Row
    groups: frozenset[str]
    places: frozenset[tuple[str, ...]]
    grams: frozenset[int]


class Match(NamedTuple):
    """Why two lines may meet."""

    reasons: tuple[MatchReason, ...]
    population_groups: tuple[str, ...]
    shared: int
    """Trigrams in common."""
    of: int
    """Trigrams of the shorter line, at least 1."""


def compared(line: Row) -> Compared:
    """A line as it is compared; places in the one form of each language in which names are."""
    places = frozenset(essence(name) for name in (line["place"] or {}).values())
    return Compared(line, frozenset(line["population_groups"]), places, frozenset(line["grams"]))


def match(one: Compared, other: Compared) -> Match | None:
    """Why an offer may meet a need, whichever is given first; None where it does not."""
    if one.line["kind"] != other.line["kind"]:
        return None
    groups, places = one.groups & other.groups, one.places & other.places
    if (one.groups and other.groups and not groups) or (one.places and other.places and not places):
        return None
    shared, of = len(one.grams & other.grams), max(min(len(one.grams), len(other.grams)), 1)
    found = {
        MatchReason.SAME_KIND: True,
        MatchReason.POPULATION_GROUPS: bool(groups),
        MatchReason.PLACE: bool(places),
        MatchReason.WORDS: shared * _ALIKE[1] >= of * _ALIKE[0],
    }
    if one.line["kind"] == OfferKind.OTHER and not found[MatchReason.WORDS]:
        return None
    reasons = tuple(reason for reason, holds in found.items() if holds)
    return Match(reasons, tuple(sorted(groups)), shared, of)


def matches_of(one: Compared, others: Iterable[Compared]) -> list[tuple[Row, Match]]:
    """What may meet a line: for the most reasons first, then in the likest words, then the oldest."""
    found = [
        (other.line, met)
        for other in others
        if other.line["organization_id"] != one.line["organization_id"]
        and (met := match(one, other)) is not None
    ]
    return sorted(
        found, key=lambda pair: (-len(pair[1].reasons), -pair[1].shared / pair[1].of, pair[0]["id"])
    )
