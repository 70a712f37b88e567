"""Files as spreadsheets and systems write them, read as tables of text."""

import codecs

import pytest

from shared.http.problems import ValidationFailed
from shared.imports.columns import fields_of
from shared.imports.errors import UnreadableTable
from shared.imports.summary import MAX_ROWS_NAMED, Conflicts
from shared.imports.tables import MAX_ROWS, Delimiter, Encoding, read_csv, read_json

TEXT = "שם,ערך\nצפון,1\nדרום,2\n"
ROWS = [["צפון", "1"], ["דרום", "2"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encode", [str.encode, lambda text: codecs.BOM_UTF8 + text.encode(), lambda text: text.encode("cp1255")]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encodings_and_delimiters_are_told_apart(delimiter: str, encode: object, line_end: str) -> None:
    assert callable(encode)
    table = read_csv(encode(TEXT.replace(",", delimiter).replace("\n", line_end)))
    assert (table.header, list(table.rows)) == (["שם", "ערך"], ROWS)


def test_quotes_hold_delimiters_and_line_ends() -> None:
    table = read_csv(b'"a;b","c"\n"1, 2","x\ny"\n\n"""q""",\n')
    assert (table.header, list(table.rows)) == (["a;b", "c"], [["1, 2", "x\ny"], ['"q"', ""]])


def test_the_encoding_and_delimiter_can_be_said() -> None:
    assert read_csv(b"a;b,c\n", delimiter=Delimiter.COMMA).header == ["a;b", "c"]
    with pytest.raises(UnreadableTable):
        read_csv(TEXT.encode("cp1255"), Encoding.UTF_8)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "no_header"),
        (b"\n\n", "no_header"),
        (TEXT.encode("utf-16"), "not_text"),
        (b"a\0b\n", "not_text"),
        (b"a,b\n\xff\xff\xd9\n", "not_text"),
        (b'a,b\n1,"2\n', "broken_csv"),
        (b"a\n" + b"1\n" * (MAX_ROWS + 1), "too_many_rows"),
        (b",".join([b"a"] * 101), "no_header"),
    ],
)
def test_what_is_no_table_says_why(body: bytes, code: str) -> None:
    with pytest.raises(UnreadableTable) as raised:
        list(read_csv(body).rows)
    assert [error.code for error in raised.value.errors] == [code]


def test_rows_of_json_keep_the_digits_that_were_sent() -> None:
    table = read_json(b'{"rows": [{"value": 12.50, "dimensions": {"age": "x"}}, {"n": 7, "value": null}]}')
    assert table.header == ["value", "dimensions.age", "n"]
    assert list(table.rows) == [["12.50", "x", ""], ["", "", "7"]]


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"rows": {}}',
        b'{"rows": [1]}',
        b'{"rows": [{"a": [1]}]}',
        b'{"rows": [{"a": true}]}',
        b'{"rows": [{"a": NaN}]}',
        b'{"rows": [{"a": 1, "a": 2}]}',
        b'{"rows": [], "more": 1}',
        b'{"rows": [{"a": {"b": {"c": 1}}}]}',
        b'{"rows": ' + b"[" * 100_000,
        b"\xff",
    ],
)
def test_json_that_is_no_rows_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableTable):
        read_json(body)


def test_every_column_is_a_field_or_said_to_be_ignored() -> None:
    known = {"a", "b"}.__contains__
    assert fields_of(["a", "X:Y", "z"], ["X:Y:b", "z:ignored"], known) == ["a", "b", "ignored"]
    with pytest.raises(ValidationFailed) as raised:
        fields_of(["a", "z", "y"], ["y:a", "q:b", "z2:other"], known)
    assert [(error.code, error.values["number"]) for error in raised.value.errors] == [
        ("column_not_in_file", 2),
        ("unknown_field", 3),
        ("unknown_column", 2),
        ("field_twice", 3),
    ]


def test_a_conflict_names_its_first_rows_and_counts_them_all() -> None:
    conflicts = Conflicts()
    for row in range(1, MAX_ROWS_NAMED + 51):
        conflicts.add("bad", "value", [row])
    conflicts.add("other", None, [3, 4], 2)
    first, second = conflicts.listed()
    assert (first.code, first.count, first.rows) == ("bad", 150, list(range(1, 101)))
    assert (second.property, second.rows, second.count) == (None, [3, 4], 2)
