"""What people have declared not to fit, and what became of it."""

from pathlib import Path
from typing import Any

from projections import discrepancy
from tests.projections.conftest import folded
from tests.support.book import Book

PLACE = "16.08.05/PPK"


def test_discrepancies_are_listed_by_where_they_stand(book: Book, tmp_path: Path) -> None:
    fields: dict[str, Any] = {
        "place": PLACE,
        "discrepancy_kind": "segel",
        "expected": 6,
        "found": 5,
    }
    one, other = (book.say(book.registrar(), "DiscrepancyDeclared", **fields) for _ in range(2))
    end = {"of": one, "place": PLACE, "cause": "rusak", "action": "diganti"}
    clerk = book.appoint("16.08/kpu/gudang-01", "petugas_gudang")
    resolved = book.say(clerk, "DiscrepancyResolved", **end)

    with folded(book, tmp_path) as now:
        ended = discrepancy.discrepancy(now, one)
        assert ended is not None
        assert ended.state.resolution == resolved
        assert not discrepancy.is_settled(now, ended.state)
        found = discrepancy.discrepancies(now, status="diselesaikan", place=PLACE)
        assert found.items == (ended,)
        (standing,) = discrepancy.discrepancies(now, status="dinyatakan").items
        assert standing.subject == other
        assert not discrepancy.is_settled(now, standing.state)
        assert discrepancy.discrepancy(now, "tidak ada") is None
