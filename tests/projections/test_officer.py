"""Whom rolls name."""

from pathlib import Path
from typing import Any

from projections import officer
from tests.projections.conftest import folded
from tests.support.book import NOON, Book

TEXT = "A" * 43 + "="


def test_who_has_a_duty_without_the_pledge_is_listed(book: Book, tmp_path: Path) -> None:
    kpu, polri = book.registrar(), book.registrar(1)
    book.say(kpu, "PolicySet", version=1, pledge=TEXT)
    pledged: dict[str, Any] = {
        "unit": "16.08/polri",
        "place": "16.08/POLRES",
        "text": TEXT,
        "persons": ["p-1"],
    }
    guard = book.appoint("16.08/polri/regu-1", "danru", by=1)
    book.say(guard, "NeutralityPledged", **pledged)
    book.say(
        polri,
        "AssignmentMade",
        order="Sprin/1",
        unit="16.08/polri",
        place="16.08/GDG-01",
        task="jaga",
        persons=["p-1", "p-2"],
        **{"from": NOON},
        until=NOON,
    )

    with folded(book, tmp_path) as now:
        assert [one.subject for one in officer.unpledged(now).items] == ["p-2"]
        one = officer.officer(now, "p-1")
        assert one is not None
        assert one.state.unpledged is None
        assert officer.officer(now, "p-3") is None
