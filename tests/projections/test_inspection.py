"""Which inspections are planned, and which were made unasked."""

from pathlib import Path
from typing import Any

from projections import inspection
from tests.projections.conftest import folded
from tests.support.book import NOON, Book

STORE = "16.08/GDG-01"


def test_inspections_are_listed_by_whether_a_plan_asks_for_them(book: Book, tmp_path: Path) -> None:
    duty = {"template": "hujan", "place": STORE, "every": 720, "items": ["atap"]}
    book.say(book.registrar(), "PlanSet", plan="gudang", version=1, inspections=[duty])
    clerk = book.appoint("16.08/kpu/gudang-01", "petugas_gudang")
    for template in ("hujan", "hama"):
        fields: dict[str, Any] = {"place": STORE, "template": template, "items": []}
        book.say(clerk, "InspectionRecorded", NOON, **fields)

    with folded(book, tmp_path) as now:
        planned = inspection.inspection(now, STORE, "hujan")
        assert planned is not None
        assert planned.state.last is not None
        assert inspection.inspections(now, status="direncanakan").items == (planned,)
        assert [one.subject for one in inspection.inspections(now, status="sukarela").items] == [
            f"{STORE}:hama"
        ]
        assert inspection.inspection(now, STORE, "palet") is None
