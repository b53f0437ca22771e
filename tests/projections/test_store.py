"""Which stores stand open."""

from pathlib import Path

from projections import store
from tests.projections.conftest import folded
from tests.support.book import Book

STORE, OTHER = "16.08/GDG-01", "16.08/GDG-02"


def test_stores_are_listed_by_whether_a_door_stands_open(book: Book, tmp_path: Path) -> None:
    by = book.appoint("16.08/kpu/gudang-01", "petugas_gudang")
    for place, kind in ((STORE, "StoreOpened"), (OTHER, "StoreOpened"), (OTHER, "StoreClosed")):
        fields = {"reason": "stok"} if kind == "StoreOpened" else {}
        book.say(by, kind, place=place, door=f"{place}/pintu", **fields)

    with folded(book, tmp_path) as now:
        found = store.store(now, STORE)
        assert found is not None
        assert found.state.open == (f"{STORE}/pintu",)
        assert store.stores(now, status="terbuka").items == (found,)
        assert [one.subject for one in store.stores(now, status="tertutup").items] == [OTHER]
        assert store.store(now, "16.08/GDG-03") is None
