import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.localization.languages import Language, negotiate


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "he"),
        ("", "he"),
        ("ar", "ar"),
        ("AR-il", "ar"),
        ("iw-IL,en;q=0.8", "he"),
        ("en-US,en;q=0.9,he;q=0.8", "en"),
        ("en;q=0.5, ar;q=0.9", "ar"),
        ("fr, ru;q=0.9, en;q=0.1", "en"),
        ("en, ar", "en"),
        ("ar;q=1.000,en;q=1", "ar"),
        ("en;q=0, ar-EG", "ar"),
        ("*", "he"),
        ("*;q=0.5, en;q=0.4", "he"),
        ("he;q=0, *;q=0.3", "ar"),
        ("fr", "he"),
        ("he;q=0,ar;q=0,en;q=0", "he"),
        (" ,en ;q=0.3,, ", "en"),
    ],
)
def test_the_language_asked_for_with_the_highest_quality_wins(header: str | None, language: str) -> None:
    assert negotiate(header) == language


@pytest.mark.parametrize(
    "header",
    [
        "en;q=2",
        "en;q=-1",
        "en;q=0.1234",
        "en;q=٠.٥",
        "en q=1",
        "english-language-tag-",
        "en;level=1",
        "\ud800",
        "é",
    ],
)
def test_a_malformed_header_means_the_default(header: str) -> None:
    assert negotiate(f"en, {header}") is Language.HEBREW


def test_a_header_beyond_its_bound_is_not_read() -> None:
    assert negotiate("en" + " " * 498) is Language.ENGLISH
    assert negotiate("en" + " " * 499) is Language.HEBREW


@given(st.text(alphabet="enarhe*;q=0.1,- é", max_size=60))
def test_any_header_gives_a_language(header: str) -> None:
    assert negotiate(header) in Language
