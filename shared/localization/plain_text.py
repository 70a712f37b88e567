"""Strings from outside: made uniform, and refused where they hold what no text needs.

Every free string of a request goes through here, as `Line` or `Text`, alone or inside localized text.
"""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticKnownError

from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

MAX_LINE = 300
"""Characters (code points) of a single-line text: names, titles, units."""
MAX_TEXT = 10_000
"""Characters (code points) of a multi-line text."""

NOT_UNICODE = InputRule(
    "text_not_unicode",
    Message(
        he="הטקסט מכיל ערכים שאינם תווי Unicode תקינים.",
        ar="يحتوي النص على قيم ليست من محارف يونيكود الصالحة.",
        en="The text contains values that are not valid Unicode characters.",
    ),
)
CONTROL_CHARACTER = InputRule(
    "text_control_character",
    Message(
        he="הטקסט מכיל תו בקרה שאסור בשימוש.",
        ar="يحتوي النص على محرف تحكّم غير مسموح به.",
        en="The text contains a control character that is not allowed.",
    ),
)
BIDI_CONTROL = InputRule(
    "text_bidi_control",
    Message(
        he="הטקסט מכיל תו שכופה את כיוון הכתיבה. סימני כיווניות ותווי בידוד (isolates) מותרים.",
        ar="يحتوي النص على محرف يفرض اتجاه الكتابة. علامات الاتجاه ومحارف العزل (isolates) مسموح بها.",
        en="The text contains a character that forces the writing direction. Marks and isolates are allowed.",
    ),
)
LINE_BREAK = InputRule(
    "text_line_break",
    Message(
        he="הטקסט צריך להיות בשורה אחת, בלי מעברי שורה וטאבים.",
        ar="يجب أن يكون النص في سطر واحد، دون فواصل أسطر أو علامات جدولة.",
        en="The text must be on one line, without line breaks and tabs.",
    ),
)
BLANK = InputRule(
    "text_blank",
    Message(
        he="הטקסט ריק או שאין בו תו נראה.",
        ar="النص فارغ أو لا يحتوي على أي محرف مرئي.",
        en="The text is empty or has no visible character.",
    ),
)

_NOT_UNICODE = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17)
)
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_BIDI = "\u202a-\u202e"
_REFUSED = re.compile(f"([{_NOT_UNICODE}])|([{_CONTROL}])|[{_BIDI}]")
_BREAKS = re.compile("[\t\n\r\u2028\u2029]")
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def clean(value: str, *, max_length: int, multi_line: bool) -> str:
    """The text in normalization form C, stripped, line ends `\\n`; raises pydantic's errors for the rest.

    Refused: NUL and other control characters, lone surrogates, noncharacters, embeddings and overrides of the
    writing direction, text without a visible character, more than `max_length` code points. Marks, isolates
    and joiners stay: Hebrew, Arabic and emoji need them.
    """
    if not (value.isascii() and value.isprintable()):
        value = _made_uniform(value)
    value = value.strip()
    if not multi_line and _BREAKS.search(value):
        raise LINE_BREAK.broken()
    if _is_blank(value):
        raise BLANK.broken()
    if len(value) > max_length:
        raise PydanticKnownError("string_too_long", {"max_length": max_length})
    return value


def _made_uniform(value: str) -> str:
    if (refused := _REFUSED.search(value)) is not None:
        not_unicode, control = refused.groups()
        raise (NOT_UNICODE if not_unicode else CONTROL_CHARACTER if control else BIDI_CONTROL).broken()
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", value)


def _is_blank(value: str) -> bool:
    return not value or (
        not value[0].isalnum() and all(unicodedata.category(character) in _INVISIBLE for character in value)
    )


def clean_line(value: str) -> str:
    """`clean` for a single line of at most 300 characters."""
    return clean(value, max_length=MAX_LINE, multi_line=False)


def clean_text(value: str) -> str:
    """`clean` for a text of at most 10,000 characters."""
    return clean(value, max_length=MAX_TEXT, multi_line=True)


def _string_schema(max_length: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": max_length}


Line = Annotated[str, AfterValidator(clean_line), WithJsonSchema(_string_schema(MAX_LINE))]
"""A single-line text in a request body."""

Text = Annotated[str, AfterValidator(clean_text), WithJsonSchema(_string_schema(MAX_TEXT))]
"""A multi-line text in a request body."""
