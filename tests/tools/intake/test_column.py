"""Columns are known by many titles, and every cell that cannot be read is named."""

import pytest

from tools.intake.cell import CellError
from tools.intake.column import (
    Column,
    Entry,
    count_of,
    degrees,
    entries,
    identifier,
    known,
    one_of,
    text_of,
    title,
)
from tools.intake.worksheet import WorksheetError, read
from tools.verdict import Text

COLUMNS = (
    Column("code", ("kode", "code"), identifier, Text("", ""), is_needed=True),
    Column("count", ("jumlah", "registered.count"), count_of(10), Text("", "")),
    Column("name", ("nama",), text_of(5), Text("", ""), is_private=True),
)


def read_all(text: str) -> tuple[list[Entry], tuple[str, ...]]:
    return entries(read(text.encode(), "utf-8", known(COLUMNS)), COLUMNS)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Kode", "kode"),
        (" KODE  DESA ", "kode_desa"),
        ("No. TPS", "no_tps"),
        ("No.TPS", "no_tps"),
        ("NIK/NRP", "nik_nrp"),
        ("registered.name", "registered.name"),
        ("Penanggung-jawab*", "penanggung_jawab"),
    ],
)
def test_titles_are_compared_in_one_form(cell: str, name: str) -> None:
    assert title(cell) == name


def test_values_stand_under_their_fields_and_empty_cells_under_none() -> None:
    found, unread = read_all("Kode;Jumlah;Nama;Catatan\nA;3;;x\nB;;Adi;\nC\n")

    assert unread == ("catatan",)
    assert [entry.values for entry in found] == [
        {"code": "A", "count": 3},
        {"code": "B", "name": "Adi"},
        {"code": "C"},
    ]
    assert not any(entry.faults for entry in found)


def test_every_fault_of_a_row_is_told_with_its_column() -> None:
    (entry,), _ = read_all("kode;jumlah;nama\n;-1;=A1\n")

    assert [fault.en.partition(":")[0] for fault in entry.faults] == ["kode", "jumlah", "nama"]
    assert "not within 0 to 10" in entry.faults[1].en


def test_what_is_private_is_never_repeated() -> None:
    (entry,), _ = read_all("kode;nama\nA;Siti Aminah\n")

    assert [fault.id for fault in entry.faults] == ["nama: 11 huruf, paling banyak 5"]
    assert "Siti" not in str(entry.faults)


def test_more_cells_than_titles_are_told_unless_they_are_empty() -> None:
    found, _ = read_all("kode;jumlah\nA;1;;\nB;1;Jalan Raya\n")

    assert [bool(entry.faults) for entry in found] == [False, True]
    assert "3 cells, but 2 titles" in found[1].faults[0].en


@pytest.mark.parametrize(
    ("text", "words"),
    [("jumlah\n1\n", "missing columns: kode"), ("kode;code\n1;2\n", "same column twice")],
)
def test_a_column_is_there_once(text: str, words: str) -> None:
    with pytest.raises(WorksheetError, match=words):
        read_all(text)


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("007", 7), ("7,0", 7), ("0", 0)])
def test_whole_numbers_are_read(text: str, number: int) -> None:
    assert count_of(10)(text) == number


@pytest.mark.parametrize(
    "text", ["-1", "11", "1,5", "1.000.000", "tujuh", "1e3", "\u0667", "9" * 30]
)
def test_negative_and_other_counts_are_told(text: str) -> None:
    with pytest.raises(CellError):
        count_of(10)(text)


def test_degrees_become_millionths() -> None:
    assert [degrees(one) for one in ("-4,123456", "104.25", "0")] == [-4_123_456, 104_250_000, 0]
    for text in ("181", "4°", "4.1.2", "x"):
        with pytest.raises(CellError):
            degrees(text)


def test_a_word_is_of_the_list_or_its_label() -> None:
    read_word = one_of({"ppk": 1, "kpps": 1}, {"ppk": "Panitia Pemilihan Kecamatan"})

    assert [read_word(one) for one in ("PPK", "panitia pemilihan kecamatan")] == ["ppk", "ppk"]
    with pytest.raises(CellError, match="one of kpps, ppk"):
        read_word("camat")


def test_ids_hold_no_spaces_and_texts_are_not_too_long() -> None:
    assert identifier("16.08/GDG-01") == "16.08/GDG-01"
    for text in ("16.08 /GDG", "x" * 129):
        with pytest.raises(CellError):
            identifier(text)
