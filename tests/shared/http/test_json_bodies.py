import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.http.json_bodies import MAX_DEPTH, MAX_INTEGER, MAX_MEMBERS, parse_json
from shared.http.problems import MalformedBody, Problem, ValidationFailed


def _reason(body: bytes) -> str:
    with pytest.raises(MalformedBody) as caught:
        parse_json(body)
    (error,) = caught.value.errors
    assert error.pointer == ""
    return error.code


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_json"),
        (b'{"a": 1', "not_json"),
        (b'{"a": 1} x', "not_json"),
        (b"{'a': 1}", "not_json"),
        (b'{"a": "\x01"}', "not_json"),
        (b'{"a": "\\ud8"}', "not_json"),
        ('{"a": "ש"}'.encode("windows-1255"), "not_utf8"),
        ('{"a": "ש"}'.encode("utf-16"), "not_utf8"),
        ('{"a": 1}'.encode("utf-16-le"), "not_json"),
        (b'{"a": "\xed\xa0\x80"}', "not_utf8"),
        (b'{"a": NaN}', "number_out_of_range"),
        (b'{"a": Infinity}', "number_out_of_range"),
        (b"[-Infinity]", "number_out_of_range"),
        (b"1e400", "number_out_of_range"),
        (b"-1e999", "number_out_of_range"),
        (b"1" + b"0" * 400, "number_out_of_range"),
        (b"9" * 5_000, "number_out_of_range"),
        (str(MAX_INTEGER + 1).encode(), "number_out_of_range"),
        (str(-MAX_INTEGER - 1).encode(), "number_out_of_range"),
        (b'{"a": 1, "a": 1}', "duplicate_key"),
        (b'{"x": [{"\\u0061": 1, "a": 2}]}', "duplicate_key"),
        (b"[" * 33 + b"]" * 33, "too_deep"),
        (b"[" * 200_000, "too_deep"),
        (b'{"a":' * 100_000, "too_deep"),
        (b"[" * 100_000 + b"]" * 100_000, "too_deep"),
    ],
)
def test_what_has_no_single_meaning_is_malformed(body: bytes, reason: str) -> None:
    assert _reason(body) == reason


def test_an_object_of_very_many_keys_is_refused() -> None:
    keys = {str(number): 0 for number in range(MAX_MEMBERS)}
    assert parse_json(json.dumps(keys).encode()) == keys
    assert _reason(json.dumps(keys | {"one more": 0}).encode()) == "too_many_members"


def test_the_limits_themselves_are_allowed() -> None:
    assert parse_json(str(-MAX_INTEGER).encode()) == -MAX_INTEGER
    deep = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert parse_json(deep) == json.loads(deep)
    wide = [[number] for number in range(1_000)]
    assert parse_json(json.dumps(wide).encode()) == wide


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse_json('{"שם": 1}'.encode("utf-8-sig")) == {"שם": 1}


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        (b'{"a": {"b/c": ["ok", "\\ud800"]}}', {"/a/b~1c/1": "text_not_unicode"}),
        (b'"\\uDFFF"', {"": "text_not_unicode"}),
        (b'{"\\ud800": 1}', {"/\ufffd": "text_not_unicode"}),
        (b'{"a": "x\\u0000"}', {"/a": "text_control_character"}),
        (
            b'{"\\u0000": {"b": "\\u0000"}}',
            {"/\ufffd": "text_control_character", "/\ufffd/b": "text_control_character"},
        ),
    ],
)
def test_nul_and_lone_surrogates_are_validation_errors_wherever_they_are(
    body: bytes, pointers: dict[str, str]
) -> None:
    with pytest.raises(ValidationFailed) as caught:
        parse_json(body)
    assert {error.pointer: error.code for error in caught.value.errors} == pointers


def test_at_most_fifty_bad_texts_are_listed() -> None:
    with pytest.raises(ValidationFailed) as caught:
        parse_json(b"[" + b'"\\u0000",' * 100 + b"1]")
    assert len(caught.value.errors) == 50


def test_escapes_that_only_look_suspect_are_text() -> None:
    assert parse_json(b'["\\ud83d\\udc4d", "\\\\u0000", "\\\\ud800"]') == ["👍", "\\u0000", "\\ud800"]


_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-MAX_INTEGER, MAX_INTEGER)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\0")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_values, st.booleans())
def test_every_other_document_reads_as_it_was_written(value: Any, ascii_only: bool) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@given(st.binary(max_size=40))
def test_any_bytes_give_a_value_or_a_problem_that_says_why(body: bytes) -> None:
    problem: Problem | None = None
    try:
        parse_json(body)
    except (MalformedBody, ValidationFailed) as refused:
        problem = refused
    assert problem is None or problem.errors
