"""Which reports are awaited, and what is stated of an area."""

from pathlib import Path
from typing import Any

from projections import situation
from tests.projections.conftest import folded
from tests.support.book import NOON, Book

POLRI = "16.08/polri"


def test_reports_are_listed_by_unit_and_area(book: Book, tmp_path: Path) -> None:
    fields: dict[str, Any] = {"window": {"from": NOON, "until": NOON}, "outcome": "nihil"}
    guard = book.appoint(f"{POLRI}/regu-1", "danru", by=1)
    for name in ("16.08.05", "16.08.06"):
        book.say(guard, "SituationReported", unit=POLRI, area=name, **fields)

    with folded(book, tmp_path) as now:
        (one,) = situation.reports(now, unit=POLRI, area="16.08.05").items
        assert (one.subject, one.state.outcome) == (f"{POLRI}@16.08.05", "nihil")
        assert len(situation.reports(now, unit=POLRI).items) == 2
        stated = situation.area(now, "16.08.06")
        assert stated is not None
        assert [nihil.unit for nihil in stated.state.nihil] == [POLRI]
        assert situation.area(now, "16.08.07") is None
