"""How many of an item a holder should have."""

from pathlib import Path

from projections import stock
from tests.projections.conftest import folded
from tests.support.book import NOON, Book

HOLDER, PLACE = "16.08/kpu", "16.08/GDG-01"


def test_a_stock_card_shows_every_movement(book: Book, tmp_path: Path) -> None:
    for number, item in enumerate(("tinta", "tinta", "bilik")):
        lines = [{"item": item, "announced": 4, "good": 4}]
        fields = {"vendor": "penyedia", "holder": HOLDER, "place": PLACE, "lines": lines}
        book.say(book.registrar(), "ConsignmentReceived", NOON, waybill=f"SJ-{number}", **fields)
    counted = {"holder": HOLDER, "place": PLACE, "item": "bilik", "counted": 4}
    book.say(book.registrar(), "StockCounted", NOON, **counted)

    with folded(book, tmp_path) as now:
        assert [one.state.count for one in stock.card(now, HOLDER, "tinta")] == [4, 8]
        ink = stock.stock(now, HOLDER, "tinta")
        assert ink is not None
        assert stock.stocks(now, status="belum_dihitung").items == (ink,)
        assert [one.subject for one in stock.stocks(now, status="dihitung").items] == [
            f"{HOLDER}:bilik"
        ]
        assert stock.stock(now, HOLDER, "kotak") is None
