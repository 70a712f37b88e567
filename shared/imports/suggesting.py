"""Which field a column is probably: by the words people use for it, in any of the languages."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

_NOT_A_LETTER = re.compile(r"[\W_]+")


def word_of(header: str) -> str:
    """The name of a column without what spreadsheets and people put in: case, marks, punctuation."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", header).casefold()
        if not unicodedata.combining(letter)
    )
    return _NOT_A_LETTER.sub(" ", plain).strip()


def suggested_fields(header: Sequence[str], words: Mapping[str, Sequence[str]]) -> list[str | None]:
    """The field of every column, None where nothing is like it; no field twice, the first column has it.

    `words` are by field the names that people give its columns; the field's own name is one of them.
    """
    meant = {word_of(word): field for field, named in words.items() for word in (field, *named)}
    found: list[str | None] = []
    for name in header:
        field = meant.get(word_of(name))
        found.append(None if field in found else field)
    return found
