import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shared.localization.plain_text import MAX_LINE, Line, Text, clean_line, clean_text

_LINE = TypeAdapter[str](Line)
_TEXT = TypeAdapter[str](Text)


def _code(adapter: TypeAdapter[str], value: str) -> str:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(value)
    return caught.value.errors()[0]["type"]


@pytest.mark.parametrize(
    "value",
    [
        "שלום",
        "שָׁלוֹם עֲלֵיכֶם",
        "مبادرة",
        "نمی‌خواهم",  # zero width non-joiner
        "👩‍👩‍👧‍👦",  # zero width joiners
        "מבצע \u2066ABC-1\u2069 נפתח",
        "אפשר\u200f!",
        "السعر\u061c 5",
        'עמותת "דרך" בע״מ – 50%',
        "𐤀",
    ],
)
def test_what_hebrew_arabic_and_emoji_need_is_kept(value: str) -> None:
    assert _LINE.validate_python(value) == unicodedata.normalize("NFC", value)


@pytest.mark.parametrize("value", ["a\0b", "\x07", "a\x1f", "x\x7f", "x\x85", "x\x9f", "a\x0b", "\x1ca"])
@pytest.mark.parametrize("adapter", [_LINE, _TEXT])
def test_control_characters_are_refused(adapter: TypeAdapter[str], value: str) -> None:
    assert _code(adapter, value) == "text_control_character"


@pytest.mark.parametrize("value", ["\ud800", "a\udfff", "\ufdd0", "x\ufffe", "x\U0010ffff", "\U0001fffe"])
@pytest.mark.parametrize("adapter", [_LINE, _TEXT])
def test_what_is_no_unicode_text_is_refused(adapter: TypeAdapter[str], value: str) -> None:
    assert _code(adapter, value) == "text_not_unicode"


@pytest.mark.parametrize("value", [f"a{chr(code)}b" for code in range(0x202A, 0x202F)])
def test_forcing_the_writing_direction_is_refused(value: str) -> None:
    assert _code(_LINE, value) == "text_bidi_control"


@pytest.mark.parametrize(
    "value", ["", "  ", "\u00a0\u3000", "\u200b", "\u200f\u200e", "\ufeff", "\u2066\u2069 \u00ad"]
)
@pytest.mark.parametrize("adapter", [_LINE, _TEXT])
def test_text_without_a_visible_character_is_blank(adapter: TypeAdapter[str], value: str) -> None:
    assert _code(adapter, value) == "text_blank"


@pytest.mark.parametrize("value", ["a\nb", "a\tb", "a\r\nb", "a\u2028b", "a\u2029b"])
def test_a_line_has_no_breaks_and_a_text_may(value: str) -> None:
    assert _code(_LINE, value) == "text_line_break"
    assert _TEXT.validate_python(value) == value.replace("\r\n", "\n")


def test_line_ends_of_other_systems_become_ours() -> None:
    assert clean_text("א\r\nב\rג\n\n") == "א\nב\nג"


def test_surrounding_white_space_goes_and_composed_characters_are_used() -> None:
    assert clean_line("\n cafe\u0301 \u00a0") == "caf\u00e9"


def test_length_is_counted_in_characters_after_cleaning() -> None:
    assert clean_line(" " + "e\u0301" * MAX_LINE + " ") == "é" * MAX_LINE
    assert clean_line("👍" * MAX_LINE)
    assert _code(_LINE, "a" * (MAX_LINE + 1)) == "string_too_long"
    assert _code(_TEXT, "a" * 10_001) == "string_too_long"


@given(st.text(st.characters(codec=None), max_size=40))
def test_what_is_accepted_is_uniform_text_and_stays_as_it_is(value: str) -> None:
    try:
        cleaned = _TEXT.validate_python(value)
    except ValidationError:
        return
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\0" not in cleaned
    assert cleaned.encode().decode() == cleaned
    assert _TEXT.validate_python(cleaned) == cleaned
