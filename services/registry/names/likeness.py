"""Whether two names are one, or nearly: the one measure of duplicate candidates and of imports.

Nothing here decides that two organizations are one, and nothing knows of organizations.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from services.registry.names.forms import essence_of, words
from services.registry.names.grams import bones, trigrams

Key = TypeVar("Key", bound=Hashable)
_MOSTLY = (4, 5)
"""From what share of common trigrams on (Dice's coefficient) two names say mostly the same."""
_TOLD_BY_ITSELF = 4
"""A word of so many letters is known for itself with one of them wrong; שלום is, חם is not."""


class Likeness(StrEnum):
    """How two names are like each other."""

    SAME = "same"
    """But for prefixes, ways of writing, and words that say what a body is in law."""
    SIMILAR = "similar"
    """But for one letter, one word of many, where words begin, their order, or letters of vowels."""


class NameForm(NamedTuple):
    """A name as it is compared."""

    words: tuple[str, ...]
    essence: tuple[str, ...]
    bones: tuple[str, ...]
    ordinals: tuple[str, ...]
    """Its words with digits and its single letters, in order: groups א and ב, branches 1 and 2 are two."""


@lru_cache(maxsize=1_000)
def form_of(text: str) -> NameForm:
    """A name in the form in which it is compared."""
    said = words(text)
    found = essence_of(said)
    ordinals = (word for word in found if len(word) == 1 or any(map(str.isdigit, word)))
    return NameForm(said, found, bones(found), tuple(sorted(ordinals)))


def likeness(one: NameForm, other: NameForm) -> Likeness | None:
    """How two names are like each other; None where they are not."""
    if not one.essence or not other.essence:
        return None
    if one.essence == other.essence:
        return Likeness.SAME
    if one.ordinals != other.ordinals:
        return None
    same_letters = one.bones == other.bones or "".join(one.words) == "".join(other.words)
    return Likeness.SIMILAR if same_letters or _slipped(one.essence, other.essence) else None


def _slipped(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one has one word with one letter wrong, or one word of many more."""
    only_ours = list((Counter(ours) - Counter(theirs)).elements())
    only_theirs = list((Counter(theirs) - Counter(ours)).elements())
    match only_ours, only_theirs:
        case [mine], [yours]:
            known = max(len(mine), len(yours)) >= _TOLD_BY_ITSELF
            return one_letter_apart(mine, yours) and (known or _mostly(ours, theirs))
        case ([_], []) | ([], [_]):
            return _mostly(ours, theirs)
    return False


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter: another one, one more, or two next to each other swapped."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    mine, yours = one[start:], other[start:]
    if len(mine) == len(yours):
        return mine[1:] == yours[1:] or (mine[1::-1] == yours[:2] and mine[2:] == yours[2:])
    return mine[1:] == yours or mine == yours[1:]


def _mostly(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    mine = {gram for word in ours for gram in trigrams(word)}
    yours = {gram for word in theirs for gram in trigrams(word)}
    share, of = _MOSTLY
    return 2 * len(mine & yours) * of >= share * (len(mine) + len(yours))


class NameIndex(Generic[Key]):
    """Names in memory, among which those that are like one are found without comparing it with each.

    Names that are like each other have a mark in common: their bones, their letters, or their words but one
    together with that one, whole or without any one letter (Garbe's symmetric deletion). The marks are made
    when something is first looked for, and kept as hashes: what shares one is compared before it is answered.
    """

    def __init__(self) -> None:
        self._named: list[tuple[NameForm, Key]] = []
        self._marked = 0
        self._by_mark: dict[int, int | list[int]] = {}

    def add(self, form: NameForm, key: Key) -> None:
        """One more name, of what the key stands for."""
        self._named.append((form, key))

    def like(self, form: NameForm) -> set[Key]:
        """What has a name that is like one."""
        self._mark()
        near: set[int] = set()
        for mark in _marks(form, "fewer", "whole"):
            found = self._by_mark.get(mark)
            if isinstance(found, int):
                near.add(found)
            elif found is not None:
                near.update(found)
        return {key for other, key in map(self._named.__getitem__, near) if likeness(form, other)}

    def _mark(self) -> None:
        for at in range(self._marked, len(self._named)):
            for mark in _marks(self._named[at][0], "whole", "fewer"):
                found = self._by_mark.setdefault(mark, at)
                if isinstance(found, list):
                    found.append(at)
                elif found != at:
                    self._by_mark[mark] = [found, at]
        self._marked = len(self._named)


def _marks(form: NameForm, whole: str, fewer: str) -> Iterator[int]:
    """By `whole` and `fewer` all words meet, of whoever looks, with all but one of whoever is there."""
    found = form.essence
    if not found:
        return
    yield hash(("bones", form.bones))
    yield hash(("letters", "".join(form.words)))
    inorder = tuple(sorted(found))
    yield hash((whole, inorder))
    for at, word in enumerate(inorder):
        others = (*inorder[:at], *inorder[at + 1 :])
        yield hash((fewer, others))
        rest = hash(("but", others))
        yield hash((rest, word))
        for letter in range(len(word)):
            yield hash((rest, word[:letter] + word[letter + 1 :]))
