"""What a change of a section's words is: drafting, or only spelling, translation, another place.

Decided from the texts, never from what the caller says of them (docs/decisions/0023). A change is compared
with the last wording that was more than a correction, so that many small corrections in a row do not add up
to a draft that rests on nothing.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.agenda.sections.events import Change

LocalizedWords = Mapping[str, str]

MOST_LETTERS_OF_A_WORD = 2
"""How many letters of a word a correction of spelling changes at most."""
LETTERS_TO_A_SLIP = 3
"""In a word, one letter of so many can be a slip: words of two letters are other words."""
WORDS_TO_A_SLIP = 20
"""In a text, one word of so many can be misspelt, and always one."""
LONGEST_WORD = 40
"""Letters of the longest word that is looked at for slips; what is longer is another word."""
TRANSLATION_RATIO = 3
"""How many times longer or shorter than what it translates a translation can be."""
TRANSLATION_LEEWAY = 30
"""Letters by which it may be longer or shorter on top of that: titles are short."""

_FIGURE = re.compile(r"\S*\d\S*")
_AROUND_FIGURES = "()[]{}\"'.,;:!?״׳“”„«»؟،؛"
_WORD = re.compile(r"[^\W_]+")
_TATWEEL = "\u0640"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a revision says, and on what it rests."""

    title: LocalizedWords
    text: LocalizedWords
    cited: frozenset[UUID]


def change_of(new: Wording, basis: Wording, before: Wording) -> Change:
    """What a new wording is, by the last that was no mere correction (`basis`) and the one it follows."""
    pairs = ((new.title, basis.title), (new.text, basis.text))
    if new.cited != before.cited or not all(_says_the_same(words, were) for words, were in pairs):
        return Change.DRAFTING
    if (new.title, new.text) == (before.title, before.text):
        return Change.ARRANGEMENT
    if _added(new, basis) != _added(before, basis):
        return Change.TRANSLATION
    return Change.SPELLING


def translated_into(new: Wording, basis: Wording) -> list[str]:
    """Languages that only translations speak: nobody has drafted in them since."""
    return sorted((new.title.keys() | new.text.keys()) - (basis.title.keys() | basis.text.keys()))


def corrects_spelling(new: str, old: str) -> bool:
    """Whether a text is another with its slips corrected.

    Figures are the same. Words have the same letters, whatever stands between and over them; or there are as
    many of them, and no more than one in twenty (always one) differ, each by one letter in three and by two
    at most, a swap of neighbours counting as one, but not by its first; words that negate are not touched.
    """
    if _figures(new) != _figures(old):
        return False
    words, were = _words(new), _words(old)
    if "".join(words) == "".join(were):
        return True
    if len(words) != len(were):
        return False
    slips = [pair for pair in zip(words, were, strict=True) if pair[0] != pair[1]]
    allowed = max(1, len(were) // WORDS_TO_A_SLIP)
    return len(slips) <= allowed and all(_is_slip(word, was) for word, was in slips)


def could_translate(new: str, originals: LocalizedWords) -> bool:
    """Whether a text is about as long as a translation of one of the others could be."""
    letters = _letters(new)
    return any(
        letters <= TRANSLATION_RATIO * known + TRANSLATION_LEEWAY
        and known <= TRANSLATION_RATIO * letters + TRANSLATION_LEEWAY
        for known in map(_letters, originals.values())
    )


def distance(one: str, other: str) -> int:
    """How many letters to insert, drop, replace or swap with their neighbour (optimal string alignment)."""
    earlier: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, earlier, row = earlier, row, [i]
        for j, another in enumerate(other, 1):
            cost = min(earlier[j] + 1, row[j - 1] + 1, earlier[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _says_the_same(words: LocalizedWords, were: LocalizedWords) -> bool:
    if not were.keys() <= words.keys():
        return False
    return all(
        said == were[language] or corrects_spelling(said, were[language])
        if language in were
        else could_translate(said, were)
        for language, said in words.items()
    )


def _added(wording: Wording, basis: Wording) -> tuple[dict[str, str], ...]:
    """What is said in languages that the basis does not speak."""
    pairs = ((wording.title, basis.title), (wording.text, basis.text))
    return tuple(
        {language: said for language, said in words.items() if language not in were} for words, were in pairs
    )


def _is_slip(word: str, was: str) -> bool:
    shorter, longer = sorted((len(word), len(was)))
    most = min(MOST_LETTERS_OF_A_WORD, shorter // LETTERS_TO_A_SLIP)
    if not most or longer > LONGEST_WORD or word[0] != was[0] or not _NEGATIONS.isdisjoint({word, was}):
        return False
    return distance(word, was) <= most


def _words(text: str) -> list[str]:
    """The words of a text by their letters alone: no case, no points or marks over letters."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        letter
        for letter in decomposed
        if letter != _TATWEEL and unicodedata.category(letter) not in ("Mn", "Me", "Cf")
    )
    return _WORD.findall("".join(kept))


def _figures(text: str) -> list[str]:
    return [found.strip(_AROUND_FIGURES) for found in _FIGURE.findall(text)]


def _letters(text: str) -> int:
    return sum(map(len, _words(text)))


# A letter more or less turns these into something else: no slip of the pen leads into or out of them.
_NEGATIONS = frozenset(
    _words(
        "לא ולא שלא הלא אל ואל אין ואין שאין בלי ובלי ללא וללא בלתי אסור "
        "لا ولا ألا لم ولم لن ولن ليس وليس غير دون بدون بلا "
        "not no nor never none without cannot"
    )
)
