"""What supervisors have raised, as it is kept ready."""

from pathlib import Path

from projections import inquiry
from tests.projections.conftest import folded
from tests.support.book import Book

BAWASLU = 2


def test_what_was_raised_is_listed_with_its_state(book: Book, tmp_path: Path) -> None:
    leaf = book.say(
        book.registrar(BAWASLU),
        "FindingRaised",
        number="027",
        unit="16.08/bawaslu",
        against="16.08/kpu",
        finding_kind="temuan",
        place="16.08/GDG-01",
        demand="jelaskan",
        due="2024-11-27T20:00:00+07:00",
    )
    with folded(book, tmp_path) as now:
        (one,) = inquiry.inquiries(now).items

        assert (one.subject, one.state.status) == (leaf, "terbuka")
        assert inquiry.counted(now) == {"terbuka": 1}
