"""What differs between two documents, by words. Plain functions over plain values; runs in another process.

The standard library's `difflib` (Ratcliff and Obershelp) finds the longest runs of words in common; its guess
about frequent words is turned off, since in a short text every word counts.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from services.agenda.versions.schemas import PartChange, SectionChange

_WORDS = re.compile(r"\s+|\S+")
_LANGUAGES = ("he", "ar", "en")

Wording = Mapping[str, Any]
"""A section's wording: section_id, revision_id, kind, title, text."""


def differences(earlier: Sequence[Wording], later: Sequence[Wording]) -> list[dict[str, Any]]:
    """What became of each section, in the later document's order; what it no longer has comes last."""
    before = {wording["section_id"]: wording for wording in earlier}
    after = {wording["section_id"] for wording in later}
    compared = [_section(before.get(wording["section_id"]), wording) for wording in later]
    return compared + [_section(wording, None) for wording in earlier if wording["section_id"] not in after]


def words(earlier: str, later: str) -> list[dict[str, str]]:
    """The parts of two texts in order: those both have, those one of them has."""
    one, other = _WORDS.findall(earlier), _WORDS.findall(later)
    parts: list[dict[str, str]] = []
    for change, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if change == "equal":
            parts.append({"change": PartChange.SAME.value, "text": "".join(one[i:j])})
            continue
        if i < j:
            parts.append({"change": PartChange.REMOVED.value, "text": "".join(one[i:j])})
        if k < m:
            parts.append({"change": PartChange.ADDED.value, "text": "".join(other[k:m])})
    return parts


def _section(before: Wording | None, after: Wording | None) -> dict[str, Any]:
    known = after or before or {}
    same = before is not None and after is not None and before["revision_id"] == after["revision_id"]
    change = SectionChange.UNCHANGED if same else SectionChange.REWORDED
    if before is None or after is None:
        change = SectionChange.ADDED if before is None else SectionChange.REMOVED
    return {
        "section_id": known["section_id"],
        "kind": known["kind"],
        "change": change.value,
        "from_revision_id": before["revision_id"] if before else None,
        "to_revision_id": after["revision_id"] if after else None,
        **{name: [] if same else _localized(before, after, name) for name in ("title", "text")},
    }


def _localized(before: Wording | None, after: Wording | None, name: str) -> list[dict[str, Any]]:
    earlier: Mapping[str, str] = before[name] if before else {}
    later: Mapping[str, str] = after[name] if after else {}
    return [
        {"language": language, "parts": words(earlier.get(language, ""), later.get(language, ""))}
        for language in _LANGUAGES
        if language in earlier or language in later
    ]
