"""The table of doors that were opened outside of hours."""

from pathlib import Path

from projections.unlocking import UNLOCKINGS
from tests.projections.conftest import folded
from tests.support.book import Book
from tests.support.season import STORE, Season


def test_only_what_lies_outside_of_the_hours_has_a_row(
    book: Book, season: Season, tmp_path: Path
) -> None:
    hours = [{"place_kind": "gudang", "from": 8, "until": 17}]
    book.say(book.registrar(), "PolicySet", season.at, version=1, hours=hours)
    opening = {"place": STORE, "door": f"{STORE}/pintu-1", "reason": "stok"}
    said = [
        book.say("16.08/kpu/gudang-01", "StoreOpened", f"2024-11-22T{hour}:10:00+07:00", **opening)
        for hour in ("07", "09", "17")
    ]
    with folded(book, tmp_path) as now:
        assert set(UNLOCKINGS.some(now, said)) == {said[0], said[2]}
        assert UNLOCKINGS.total(now) == 2
