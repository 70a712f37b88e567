"""Canonical bytes: what RFC 8785 says, checked against the `rfc8785` library; what the log takes at all."""

import json
import unicodedata
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from shared.eventlog.canonical import MAX_INTEGER, NotCanonicalError, canonical

texts = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: unicodedata.normalize("NFC", text))
keys = st.text(st.characters(codec="ascii"), max_size=8)
integers = st.integers(-MAX_INTEGER, MAX_INTEGER)
values = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_canonical_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(values)
def test_canonical_bytes_read_back_to_the_same_value_and_bytes(value: Any) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.dictionaries(keys, integers, min_size=2, max_size=6))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        MAX_INTEGER + 1,
        -MAX_INTEGER - 1,
        "\ud800",
        "e\u0301",
        b"bytes",
        {"שם": 1},
        {1: 1},
        object(),
        [[{"a": 0.5}]],
    ],
)
def test_the_log_takes_no_floats_no_huge_integers_and_one_spelling_of_texts(value: Any) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(value)


@pytest.mark.parametrize("value", ["שלום", "مرحبا", "🕊️", '\0\x1f\x7f\u2028\\"/', MAX_INTEGER, -MAX_INTEGER])
def test_hebrew_arabic_emoji_and_control_characters_have_canonical_bytes(value: Any) -> None:
    assert canonical([value]) == rfc8785.dumps([value])
