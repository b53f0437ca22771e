"""What is written for a spreadsheet does no harm there, and nothing is lost on the way."""

import csv
import io
import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import example, given, strategies as st

from api.dialect import DIALECTS, neutral, plain
from projections.listing import Listing, Page
from projections.view import View


class Row(msgspec.Struct, frozen=True):
    leaf_index: int
    text: str | None = None
    is_so: bool = False
    many: tuple[str, ...] = ()
    due: datetime | None = None


class Fixed(Listing):
    """A list without a file."""

    def page(self, view: View, at: datetime, after: str | None, limit: int = 1) -> Page:
        raise NotImplementedError

    def count(self, view: View, at: datetime) -> int:
        raise NotImplementedError


LISTING = Fixed("fixed", Row)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def read(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))


def written(*rows: Row) -> bytes:
    return DIALECTS["csv"].begin(LISTING) + DIALECTS["csv"].rows(LISTING, rows)


@given(TEXTS)
@example("=1+1")
@example("'=1+1")
@example("''=1+1")
@example("'nama")
@example(" \t-2")
@example("\uff1d1")
@example("\ufeff=1")
@example("'\u200b'\x00=1")
def test_a_neutralised_text_comes_back_and_begins_no_formula(text: str) -> None:
    cell = neutral(text)

    assert plain(cell) == text
    assert cell.lstrip()[:1] not in {*"=+-@\uff1d\uff0b\uff0d\uff20"}


@pytest.mark.parametrize("sign", [*"=+-@\uff1d\uff0b\uff0d\uff20"])
@pytest.mark.parametrize(
    "before",
    [
        *"\ufeff\u200b\x00\t\r\n\xa0\u3000\u2060\xad\u200d\x1f\u202e\u3164\ufe0f\U000e0020",
        "' ",
        "\u200b'",
        " \ufeff\t",
    ],
)
def test_what_nobody_sees_in_front_hides_no_formula(before: str, sign: str) -> None:
    text = f"{before}{sign}1+1"
    ((_, cell, *_),) = read(written(Row(1, text)))[1:]

    assert cell == f"'{text}"
    assert plain(cell) == text


def test_a_text_that_merely_begins_with_what_nobody_sees_stays() -> None:
    assert neutral("\u200bnama") == plain("\u200bnama") == "\u200bnama"


@given(st.lists(TEXTS, min_size=1))
def test_rows_of_any_text_come_back_from_csv(texts: list[str]) -> None:
    rows = read(written(*(Row(number, text) for number, text in enumerate(texts))))

    assert rows[0] == ["leaf_index", "text", "is_so", "many", "due"]
    assert [plain(row[1]) for row in rows[1:]] == texts
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(len(texts))]


@given(TEXTS, st.lists(TEXTS).map(tuple))
def test_json_lines_are_exact(text: str, many: tuple[str, ...]) -> None:
    row = Row(7, text, is_so=True, many=many, due=datetime(2024, 11, 27, 7, tzinfo=UTC))

    raw = DIALECTS["jsonl"].rows(LISTING, [row, row])

    assert raw.count(b"\n") == 2
    assert [msgspec.json.decode(line, type=Row) for line in raw.splitlines()] == [row, row]


def test_lines_end_as_the_standard_says_and_the_file_says_its_encoding() -> None:
    raw = written(Row(1, 'Désa "Baru", RT 1'))

    assert raw.startswith(b"\xef\xbb\xbfleaf_index,")
    assert raw.endswith('1,"Désa ""Baru"", RT 1",false,,\r\n'.encode())


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (Row(-5), ["-5", "", "false", "", ""]),
        (Row(1, "-5", is_so=True), ["1", "'-5", "true", "", ""]),
        (Row(1, many=("=a", "b")), ["1", "", "false", '["=a","b"]', ""]),
        (
            Row(1, due=datetime(2024, 11, 27, 7, tzinfo=UTC)),
            ["1", "", "false", "", "2024-11-27T07:00:00Z"],
        ),
    ],
)
def test_every_kind_of_value_has_its_cell(row: Row, cells: list[str]) -> None:
    assert read(written(row))[1] == cells


def test_a_list_in_a_cell_is_json() -> None:
    (_, (_, _, _, cell, _)) = read(written(Row(1, many=("a", 'b"c'))))

    assert json.loads(cell) == ["a", 'b"c']
