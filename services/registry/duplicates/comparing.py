"""Whether two organizations may be one: a pure function of what is recorded of them, with its reasons.

Nothing here decides. Two organizations with one name exist, so that what speaks against is said as well.
"""

from collections.abc import Mapping
from enum import StrEnum
from itertools import product
from typing import Any, NamedTuple

from services.registry.names.grams import identifier_key, site_of
from services.registry.names.likeness import Likeness, form_of, likeness

Row = Mapping[str, Any]


class DuplicateReason(StrEnum):
    """What speaks for two organizations being one."""

    SAME_IDENTIFIER = "same_identifier"
    SAME_NAME = "same_name"
    """But for prefixes, ways of writing, and words that say what a body is in law."""
    SIMILAR_NAME = "similar_name"
    SAME_WEBSITE = "same_website"
    """The same host; where many are at home, the same page."""


class DuplicateObjection(StrEnum):
    """What speaks against it."""

    OTHER_IDENTIFIER = "other_identifier"
    """Each has a number of its own in the same register."""
    OTHER_SECTOR = "other_sector"


class Comparison(NamedTuple):
    """What speaks for and against two organizations being one."""

    reasons: tuple[DuplicateReason, ...]
    objections: tuple[DuplicateObjection, ...]

    @property
    def weight(self) -> int:
        """How much speaks for it, to put the likelier before the others: never shown, and no verdict."""
        return 2 * sum(_WEIGHTS[reason] for reason in self.reasons) - 3 * len(self.objections)


_WEIGHTS = {
    DuplicateReason.SAME_IDENTIFIER: 8,
    DuplicateReason.SAME_NAME: 4,
    DuplicateReason.SIMILAR_NAME: 2,
    DuplicateReason.SAME_WEBSITE: 3,
}


def compare(one: Row, other: Row) -> Comparison:
    """What speaks for and against two organizations being one; without reasons they are no candidates."""
    ours, theirs = _keys(one), _keys(other)
    reasons = []
    if ours & theirs:
        reasons.append(DuplicateReason.SAME_IDENTIFIER)
    reasons += _of_names(one["name"], other["name"])
    site = site_of(one["website"])
    if site is not None and site == site_of(other["website"]):
        reasons.append(DuplicateReason.SAME_WEBSITE)
    objections = []
    if not ours & theirs and _schemes(ours) & _schemes(theirs):
        objections.append(DuplicateObjection.OTHER_IDENTIFIER)
    if one["sector"] != other["sector"]:
        objections.append(DuplicateObjection.OTHER_SECTOR)
    return Comparison(tuple(reasons), tuple(objections))


def _keys(row: Row) -> set[str]:
    return {identifier_key(identifier) for identifier in row["identifiers"]}


def _schemes(keys: set[str]) -> set[str]:
    return {key.partition(" ")[0] for key in keys}


def _of_names(one: Mapping[str, str], other: Mapping[str, str]) -> list[DuplicateReason]:
    """The strongest that holds of any of their names: somebody may have written Hebrew as English."""
    pairs = product(map(form_of, one.values()), map(form_of, other.values()))
    found = {likeness(ours, theirs) for ours, theirs in pairs}
    if Likeness.SAME in found:
        return [DuplicateReason.SAME_NAME]
    return [DuplicateReason.SIMILAR_NAME] if Likeness.SIMILAR in found else []
