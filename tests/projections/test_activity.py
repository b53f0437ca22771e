"""Which activities are being secured, and which drills were held."""

from pathlib import Path
from typing import Any

from projections import activity
from tests.projections.conftest import folded
from tests.support.book import Book


def test_activities_and_drills_are_listed(book: Book, tmp_path: Path) -> None:
    registrar = book.registrar(1)
    padal = book.appoint("16.08/polri/padal-1", "padal", by=1)
    fields: dict[str, Any] = {"unit": "16.08/polri", "place": "16.08.05"}
    for name in ("giat-1", "giat-2"):
        opened = {"activity": name, "stage": "dibuka", "activity_kind": "rapat"}
        book.say(registrar, "ActivitySecured", **opened, **fields)
    ended = {"activity": "giat-1", "stage": "ditutup", "activity_kind": "rapat", "result": "aman"}
    book.say(registrar, "ActivitySecured", **ended, **fields)
    drill: dict[str, Any] = {"drill": "latihan-1", "scenario": "evakuasi", "participants": []}
    book.say(padal, "DrillHeld", **drill, **fields)

    with folded(book, tmp_path) as now:
        going_on = activity.activities(now, status="berjalan", place="16.08.05").items
        assert [one.subject for one in going_on] == ["giat-2"]
        assert [one.subject for one in activity.activities(now, status="selesai").items] == [
            "giat-1"
        ]
        assert [one.state.scenario for one in activity.drills(now).items] == ["evakuasi"]
