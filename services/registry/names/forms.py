"""How names are compared: one form for every way of writing the same, as pure functions.

Hebrew with and without vowel points, final letters, prefixes (ו, ה, ב, ל, מ, ש, כ) and abbreviations with
gershayim; Arabic with its forms of alef, hamza, taa marbuta and yaa, tatweel, vowel marks and the article;
letters of other alphabets without accents and capitals. What is shown to people is never taken from here.
"""

import re
import unicodedata
from functools import lru_cache

_GERSHAYIM = "\"״“”„‟«»'׳’‘‛`´"
_LETTERS = str.maketrans(
    {
        **dict(zip("ךםןףץ", "כמנפצ", strict=True)),
        "װ": "ו",  # the ligatures of Yiddish, as the doubled letters below
        "ױ": "וי",
        "ײ": "י",
        "ٱ": "ا",
        "ة": "ه",
        "ۃ": "ه",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ء": None,
        "ـ": None,
        "\u200e": None,
        "\u200f": None,
        "\u061c": None,
    }
)
_UNSEEN = str.maketrans(dict.fromkeys("\u200e\u200f\u061c"))
_UNQUOTED = str.maketrans(dict.fromkeys(_GERSHAYIM))
_ABBREVIATION = re.compile(rf"(?<=\w)[{_GERSHAYIM}]+(?=\w)")
_INITIALS = re.compile(r"(?<!\w)(?:\w\.)+\w?(?!\w)")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_DOUBLED = re.compile(r"ו{2,}|י{2,}")

_HEBREW_PREFIXES = frozenset("והבלמשכ")
_HEBREW_PAIRS = frozenset({"וה", "וב", "ול", "ומ", "וש", "וכ", "שה", "שב", "של", "שמ", "כש", "מה"})
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال", "و")
_SHORTEST_STEM = 3

LEGAL_FORMS = frozenset(
    {"ער", "בעמ", "חלצ", "עמותה", "עמותת", "ltd", "limited", "inc", "llc", "plc", "مسجله", "جمعيه"}
)
"""Words that say what a body is in law, as `words` answers them: two names may differ by them alone."""


def words(text: str) -> tuple[str, ...]:
    """The words of a name in the one form in which they are compared; none where it has no letters."""
    text = unicodedata.normalize("NFKD", text).casefold()
    if not text.isascii():
        text = "".join(map(_plain, text)).translate(_LETTERS)
    text = _ABBREVIATION.sub("", text)
    text = _INITIALS.sub(_without_dots, text)
    text = _DOUBLED.sub(_once, text)
    return tuple(_NOT_A_LETTER.sub(" ", text).split())


@lru_cache(maxsize=1_000)
def writing(text: str) -> str:
    """A name without what changes from keyboard to keyboard: capitals, points, quotation marks, punctuation.

    Less is taken away than for `words`: two names of one writing are one name.
    """
    text = unicodedata.normalize("NFKD", text).casefold()
    if not text.isascii():
        text = "".join(map(_plain, text)).translate(_UNSEEN)
    return _NOT_A_LETTER.sub(" ", text.translate(_UNQUOTED)).strip() or text.strip()


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Mn":  # vowel points, accents, and the hamzas that the normal form sets apart
        return ""
    return str(unicodedata.digit(character)) if category == "Nd" else character


def _without_dots(initials: re.Match[str]) -> str:
    return initials.group().replace(".", "")


def _once(doubled: re.Match[str]) -> str:
    return doubled.group()[0]


def stems(word: str) -> tuple[str, ...]:
    """A word as it would be without what may be prefixes, the longest first; none where it has no such.

    Nobody can tell a prefix from the first letter of a word without knowing the language (הילה, לחם), so that
    all readings count.
    """
    if "א" <= word[0] <= "ת":
        return _hebrew_stems(word)
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM:
            return (word[len(prefix) :],)
    return ()


def _hebrew_stems(word: str) -> tuple[str, ...]:
    # The article stands before the shortest words (החם); of others too little would be left to know them by.
    shortest = _SHORTEST_STEM - 1 if word[0] == "ה" else _SHORTEST_STEM
    if word[0] not in _HEBREW_PREFIXES or len(word) <= shortest:
        return ()
    if word[:2] in _HEBREW_PAIRS and len(word) > _SHORTEST_STEM + 2:
        return word[1:], word[2:]
    return (word[1:],)


def stem(word: str) -> str:
    """A word without all that may be prefixes."""
    return stems(word)[-1] if stems(word) else word


def essence(text: str) -> tuple[str, ...]:
    """The words by which two names are the same: without prefixes, and without what the body is in law."""
    return essence_of(words(text))


def essence_of(found: tuple[str, ...]) -> tuple[str, ...]:
    """The same of the words of a name."""
    return tuple(stem(word) for word in found if word not in LEGAL_FORMS) or found
