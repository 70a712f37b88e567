"""The languages Shidra speaks, and which of them a caller asks for.

What is said in them lives in `messages`; texts that people write in them, in `texts`.
"""

import re
from enum import StrEnum
from functools import lru_cache


class Language(StrEnum):
    """A language every text of ours exists in. The order is the one in which texts fall back."""

    HEBREW = "he"
    ARABIC = "ar"
    ENGLISH = "en"


DEFAULT_LANGUAGE = Language.HEBREW

_MAX_HEADER = 500
_MEMBER = re.compile(
    r"(?P<range>\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)"
    r"(?:[ \t]*;[ \t]*[qQ]=(?P<quality>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?"
)
_BY_SUBTAG = {
    "he": Language.HEBREW,
    "iw": Language.HEBREW,  # what older Java and Android systems still send
    "ar": Language.ARABIC,
    "en": Language.ENGLISH,
}


def negotiate(accept_language: str | None) -> Language:
    """The language to answer in, from an Accept-Language header (RFC 9110, section 12.5.4).

    A range stands for its language (`ar-IL` asks for Arabic); of equal qualities the first named wins. The
    default where nothing we speak is asked for, or the header is malformed or longer than 500 characters.
    """
    if not accept_language or len(accept_language) > _MAX_HEADER:
        return DEFAULT_LANGUAGE
    return _negotiate(accept_language)


@lru_cache(maxsize=1024)
def _negotiate(header: str) -> Language:
    asked: dict[Language, float] = {}
    others = 0.0
    for member in header.split(","):
        if not (member := member.strip(" \t")):
            continue
        if (match := _MEMBER.fullmatch(member)) is None:
            return DEFAULT_LANGUAGE
        quality = float(match["quality"] or 1)
        if match["range"] == "*":
            others = quality
        elif language := _BY_SUBTAG.get(match["range"].partition("-")[0].lower()):
            asked[language] = max(quality, asked.get(language, 0.0))
    for language in Language:
        asked.setdefault(language, others)
    best = max(asked, key=asked.__getitem__)
    return best if asked[best] > 0 else DEFAULT_LANGUAGE
