"""Ruling: every word of a long table, in columns that never meet, on the width that there is."""

from collections.abc import Sequence

from hypothesis import given, strategies as st

from api.ruling import Ruled, ruled
from projections.paper.document import Grid

ROOM = 100
MANY = 300
HEADS = ("No", "Nomor kotak", "TPS / tujuan")


def table(rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS) -> Grid:
    """Return a table of the rows."""
    return Grid("Rincian", heads, rows, (100 // len(heads),) * len(heads), total="Jumlah")


def boxes(count: int = MANY) -> list[tuple[str, ...]]:
    """Return rows as handover minutes have them."""
    return [(f"{one}", f"16.08-TPS{one:03}-GUB", f"16.08/TPS-{one:03}") for one in range(count)]


def set_(rows: Sequence[Sequence[str]], room: int = ROOM) -> Ruled:
    """Return a table that is known to be ruled."""
    found = ruled(table(rows), room)
    assert found is not None
    return found


def test_a_row_is_one_text_with_its_columns_held_apart() -> None:
    found = set_(boxes())

    assert [len(row) for row in found.rows] == [1] * MANY
    assert found.rows[7][0].split() == ["7", "16.08-TPS007-GUB", "16.08/TPS-007"]
    starts = {row[0].index("16.08-TPS") for row in found.rows}
    assert len(starts) == 1
    assert abs(sum(found.widths) - 100) < 1 / 10
    assert (found.title, found.heads, found.total) == ("Rincian", HEADS, "Jumlah")


def test_a_short_table_keeps_its_cells() -> None:
    assert ruled(table(boxes(9)), ROOM) is None


def test_a_page_too_narrow_for_the_columns_keeps_them() -> None:
    assert ruled(table(boxes()), 12) is None


def test_a_table_of_one_column_keeps_its_cells() -> None:
    assert ruled(table([(row[1],) for row in boxes()], ("Nomor",)), ROOM) is None


def test_a_row_of_other_letters_keeps_its_cells() -> None:
    strange = ("300", "ꦤꦶꦫꦫ", "李雷")
    found = set_([*boxes(), strange])

    assert found.rows[-1] == strange
    assert len(found.rows[0]) == 1


def test_a_row_of_prose_keeps_its_cells() -> None:
    prose = ("300", "diterima dalam keadaan basah " * 40, "-")

    assert set_([*boxes(), prose]).rows[-1] == prose


def test_a_table_of_other_letters_keeps_all_its_cells() -> None:
    assert ruled(table([("1", "李", "雷")] * MANY), ROOM) is None


def test_what_is_wider_than_its_column_goes_on_beneath() -> None:
    rows = [("1", "16.08.05.2003-TPS001-GUB", "Kotak suara Gubernur")] * MANY
    lines = set_(rows, 34).rows[0][0].split("\n")

    assert len(lines) > 1
    assert max(map(len, lines)) <= 34
    assert "".join("".join(lines).split()).startswith("116.08.05.2003-")


@given(st.lists(st.text("ab-/ é", max_size=70), min_size=3, max_size=3), st.integers(18, 120))
def test_no_letter_is_lost_and_no_line_leaves_the_page(row: list[str], room: int) -> None:
    found = ruled(table([row] * MANY), room)

    if found is not None:
        (said,) = found.rows[0]
        assert sorted(said.replace(" ", "").replace("\n", "")) == sorted(
            "".join(row).replace(" ", "")
        )
        assert max(map(len, said.split("\n"))) <= room
