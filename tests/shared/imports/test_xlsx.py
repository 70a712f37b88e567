"""Workbooks as tables of text, and what they may cost."""

import zipfile
from io import BytesIO

import pytest

from shared.imports.errors import UnreadableTable
from shared.imports.tables import MAX_COLUMNS, read_xlsx
from shared.imports.xlsx import read_sheet
from shared.imports.xlsx.parts import MAX_UNPACKED
from shared.imports.xlsx.sheets import written_out
from tests.shared.imports.workbooks import BUILT_IN_DATE, OWN_DATE, OWN_NUMBER, packed, parts_of, workbook


def code_of(body: bytes, sheet: int = 1) -> str:
    with pytest.raises(UnreadableTable) as raised:
        list(read_sheet(body, sheet, MAX_COLUMNS))
    return raised.value.errors[0].code


def test_cells_are_read_as_people_see_them() -> None:
    sheet = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
        '<row r="2"/><row r="3"><c r="A3"/></row>'
        '<row r="9"><c r="A9"><v>580000008</v></c><c r="B9"><v>0.10000000000000001</v></c>'
        f'<c r="C9" s="{BUILT_IN_DATE}"><v>45293</v></c><c r="D9" s="{OWN_DATE}"><v>45293.5</v></c>'
        f'<c r="E9" s="{OWN_NUMBER}"><v>45293</v></c><c r="F9" t="b"><v>1</v></c>'
        '<c r="G9" t="str"><f>A9&amp;""</f><v>x &lt; y</v></c><c r="H9"><v>1.5E+3</v></c></row>'
    )
    texts = ["<t>שם</t>", "<r><t>two </t></r><r><t>parts</t></r><rPh><t>aloud</t></rPh>"]
    assert list(read_sheet(packed(parts_of(sheet, texts)), 1, MAX_COLUMNS)) == [
        ["שם", "", "two parts"],
        ["580000008", "0.1", "2024-01-02", "2024-01-02T12:00:00", "45293", "true", "x < y", "1500"],
    ]


def test_days_are_counted_as_the_workbook_says() -> None:
    sheet = f'<row><c s="{BUILT_IN_DATE}"><v>1</v></c><c s="{BUILT_IN_DATE}"><v>61</v></c></row>'
    assert list(read_sheet(packed(parts_of(sheet)), 1, MAX_COLUMNS)) == [["1900-01-01", "1900-03-01"]]
    of_1904 = packed(parts_of(sheet, properties=' date1904="1"'))
    assert list(read_sheet(of_1904, 1, MAX_COLUMNS)) == [["1904-01-02", "1904-03-02"]]
    assert [written_out(text) for text in ("1e300", "-3.0", "none")] == ["1e+300", "-3", "none"]


def test_rows_are_filled_up_to_the_header_and_may_be_longer() -> None:
    table = read_xlsx(workbook([["a", "b"], ["1"], ["1", "2", "3"]]))
    assert (table.header, list(table.rows)) == (["a", "b"], [["1", ""], ["1", "2", "3"]])


def test_what_is_no_workbook_says_so() -> None:
    parts = parts_of("<row/>")
    assert code_of(b"not an archive") == "not_xlsx"
    assert code_of(packed({"a": "b"})) == "not_xlsx"
    assert code_of(packed(parts)[:-30]) == "not_xlsx"
    assert code_of(packed(parts | {"xl/workbook.xml": "<a"})) == "not_xlsx"
    assert code_of(packed(parts_of('<row><c t="s"><v>7</v></c></row>'))) == "not_xlsx"
    assert code_of(packed(parts), sheet=2) == "no_such_sheet"
    damaged = bytearray(packed(parts))
    damaged[60] ^= 0xFF
    assert code_of(bytes(damaged)) == "not_xlsx"
    assert code_of(packed(parts_of('<row><c r="XFD1"><v>1</v></c></row>'))) == "too_many_columns"


@pytest.mark.parametrize("number", ["9" * 5_000, "²", "-1", "1.0", "one"])
def test_a_number_that_numbers_nothing_says_so(number: str) -> None:
    """Numbers of texts, styles and formats are digits, and not many: whatever else stands there is none."""
    text = f'<row><c t="s"><v>{number}</v></c></row>'
    assert code_of(packed(parts_of(text, ["<t>a</t>"] * 2))) == "not_xlsx"
    styled = packed(parts_of(f'<row><c s="{number}"><v>45293</v></c></row>'))
    assert list(read_sheet(styled, 1, MAX_COLUMNS)) == [["45293"]]
    parts = parts_of('<row><c s="0"><v>45293</v></c></row>')
    style = f'<styleSheet><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    assert list(read_sheet(packed(parts | {"xl/styles.xml": style}), 1, MAX_COLUMNS)) == [["45293"]]


@pytest.mark.parametrize("properties", ["", ' date1904="1"'])
@pytest.mark.parametrize("day", ["2957003", "2957004", "2958465", "2958465.9999999", "2958466", "nan", "inf"])
def test_no_day_is_after_the_last_of_the_calendar(day: str, properties: str) -> None:
    sheet = f'<row><c s="{BUILT_IN_DATE}"><v>{day}</v></c></row>'
    ((cell,),) = read_sheet(packed(parts_of(sheet, properties=properties)), 1, MAX_COLUMNS)
    known = {"2957003": ("9995-12-30", "9999-12-31"), "2958465": ("9999-12-31", day)}
    assert cell == known.get(day, (cell, cell))[bool(properties)]


def test_an_archive_of_a_kind_that_is_not_read_says_so() -> None:
    body = packed(parts_of("<row/>"))
    directory = body.index(b"PK\x01\x02")
    for at, value in ((6, 99), (8, 0x20)):  # the version that is needed, and patched data
        strange = bytearray(body)
        strange[directory + at] |= value
        assert code_of(bytes(strange)) == "not_xlsx"


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    assert code_of(packed(parts_of("<row/>") | {"xl/sharedStrings.xml": bomb})) == "not_xlsx"
    outside = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]><sst><si><t>&a;</t></si></sst>'
    assert code_of(packed(parts_of("<row/>") | {"xl/sharedStrings.xml": outside})) == "not_xlsx"


def test_what_would_be_large_unpacked_is_refused_before_it_is() -> None:
    parts = parts_of("<row/>")
    large = {"xl/sharedStrings.xml": " " * (MAX_UNPACKED + 1)}
    assert code_of(packed(parts | large)) == "too_large_unpacked"


def test_no_more_is_unpacked_than_the_directory_says() -> None:
    body = packed(parts_of("<row><c><v>1</v></c></row>" * 50_000))
    info = zipfile.ZipFile(BytesIO(body)).getinfo("xl/worksheets/sheet1.xml")
    lying = body.replace(info.file_size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lying != body
    assert code_of(lying) == "not_xlsx"
