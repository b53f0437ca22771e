"""A file is read as people save one, every line of it, and what cannot be read says why."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from tools.intake.worksheet import DELIMITERS, Encoding, Worksheet, WorksheetError, read

TITLES = {"kode", "nama"}


def known(cells: object) -> int:
    return len(TITLES & {str(cell) for cell in cells}) if isinstance(cells, list | tuple) else 0


def sheet(raw: bytes, encoding: Encoding = "utf-8") -> Worksheet:
    return read(raw, encoding, known)


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_it_is_read_whatever_separates_and_ends(delimiter: str, end: str, mark: bytes) -> None:
    rows = [["kode", "nama"], ["16.08.05", "Buay; Pemuka, Peliung"], ["x", 'a "b"']]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(rows)

    found = sheet(mark + written.getvalue().encode())

    assert found.delimiter == delimiter
    assert [list(row.cells) for row in (found.header, *found.rows)] == rows
    assert [row.line for row in found.rows] == [2, 3]


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))] * 2)
    ),
    st.sampled_from(DELIMITERS),
)
def test_rows_of_any_text_come_back(rows: list[tuple[str, str]], delimiter: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(
        [("kode", "nama"), *rows]
    )

    found = sheet(written.getvalue().encode())

    assert [row.cells for row in found.rows] == rows
    assert not any(row.faults for row in found.rows)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_it_fail_but_in_words(raw: bytes) -> None:
    try:
        found = sheet(b"kode;nama\n" + raw)
    except WorksheetError:
        return
    lines = [row.line for row in found.rows]
    assert lines == sorted(set(lines))


def test_it_may_say_itself_what_separates() -> None:
    found = sheet(b"sep=|\r\nkode|nama\r\n1|a,b;c\r\n")

    assert found.header.cells == ("kode", "nama")
    assert found.rows[0].cells == ("1", "a,b;c")
    assert found.rows[0].line == 3


def test_what_stands_above_the_titles_is_told_and_empty_rows_are_rows() -> None:
    found = sheet(b"DAFTAR WILAYAH;\n;\nkode;nama\n1;a\n;\n\n2;b\n")

    assert [row.line for row in found.above] == [1]
    assert found.header.line == 3
    assert [(row.line, row.is_empty) for row in found.rows] == [
        (4, False),
        (5, True),
        (6, True),
        (7, False),
    ]


def test_a_cell_over_two_lines_is_one_row_that_begins_at_the_first() -> None:
    found = sheet(b'kode;nama\n1;"a\nb"\n2;c\n')

    assert [(row.line, row.cells) for row in found.rows] == [(2, ("1", "a\nb")), (4, ("2", "c"))]


def test_a_line_of_another_encoding_is_named_with_what_it_would_say() -> None:
    raw = "kode;nama\n1;Désa\n2;Kota\n".encode("windows-1252")

    found = sheet(raw)
    right = sheet(raw, "windows-1252")

    assert [bool(row.faults) for row in found.rows] == [True, False]
    assert '"1;Désa"' in found.rows[0].faults[0].en
    assert "--encoding windows-1252" in found.rows[0].faults[0].id
    assert [row.cells for row in right.rows] == [("1", "Désa"), ("2", "Kota")]
    assert not any(row.faults for row in right.rows)


def test_of_a_private_file_nothing_is_repeated() -> None:
    raw = "kode;nama\n1;Désa\n".encode("windows-1252")

    found = read(raw, "utf-8", known, is_private=True)

    assert "Windows-1252" in found.rows[0].faults[0].id
    assert "sa" not in found.rows[0].faults[0].id.partition('"')[2].partition('"')[0]


def test_a_line_that_is_utf8_in_a_file_that_is_not_is_named_too() -> None:
    raw = (
        b"kode;nama\n1;" + "Désa".encode() + b"\n2;" + "Désa".encode("windows-1252") + b"\n3;\x81\n"
    )

    found = sheet(raw, "windows-1252")

    assert ["UTF-8" in str(row.faults) for row in found.rows] == [True, False, False]
    assert "0x81" in found.rows[2].faults[0].id


def test_a_text_of_a_spreadsheet_in_utf16_is_read() -> None:
    found = sheet("kode\tnama\r\n1\tDésa\r\n".encode("utf-16"))

    assert found.rows[0].cells == ("1", "Désa")
    assert found.delimiter == "\t"


def test_a_quote_that_is_not_closed_says_which_rows_it_has_eaten() -> None:
    found = sheet(b'kode;nama\n1;a\n2;"b\n3;c\n4;d\n')

    assert [row.line for row in found.rows] == [2, 3]
    assert "5" in found.rows[1].faults[0].id
    assert found.rows[1].cells == ()


def test_a_quote_out_of_place_costs_one_row() -> None:
    found = sheet(b'kode;nama\n1;"a"b\n2;c\n')

    assert "quotes out of place" in found.rows[0].faults[0].en
    assert found.rows[1].cells == ("2", "c")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0rest", "workbook"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\xff\xfek", "UTF-16"),
        (b"a;b\n1;2\n", "column names"),
        (b"\n" * 12 + b"kode;nama\n", "column names"),
    ],
)
def test_what_is_no_list_is_said_at_once(raw: bytes, words: str) -> None:
    with pytest.raises(WorksheetError, match=words):
        sheet(raw)
