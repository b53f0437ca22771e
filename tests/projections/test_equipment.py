"""Which devices of a place work."""

from pathlib import Path

from projections import equipment
from tests.projections.conftest import folded
from tests.support.book import Book

STORE, OFFICE = "16.08/GDG-01", "16.08/KANTOR-KPU"


def test_places_are_listed_by_whether_everything_works(book: Book, tmp_path: Path) -> None:
    guard = book.appoint("16.08/polri/regu-1", "danru", by=1)
    device = {"asset": "cctv-02", "equipment": "cctv"}
    for place, status in ((STORE, "mati"), (OFFICE, "mati"), (OFFICE, "hidup")):
        book.say(guard, "EquipmentStatusChanged", place=place, status=status, **device)
    book.say(guard, "PostChecked", post=OFFICE, purpose="patroli")

    with folded(book, tmp_path) as now:
        down = equipment.apparatus(now, STORE)
        assert down is not None
        assert [one.asset for one in down.state.devices] == ["cctv-02"]
        assert [one.subject for one in equipment.apparatuses(now, status="mati").items] == [STORE]
        assert [one.subject for one in equipment.apparatuses(now, status="hidup").items] == [OFFICE]
        assert equipment.apparatus(now, "16.08/GDG-02") is None
