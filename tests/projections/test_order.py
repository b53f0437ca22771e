"""Which orders were issued, and who has not taken note."""

from pathlib import Path
from typing import Any

from projections import order
from tests.projections.conftest import folded
from tests.support.book import NOON, Book

POLRI = "16.08/polri"


def test_orders_are_listed_with_who_has_not_taken_note(book: Book, tmp_path: Path) -> None:
    registrar = book.registrar(1)
    fields: dict[str, Any] = {"unit": POLRI, "task": "pam_tps", "place": "16.08.05"}
    times = {"from": NOON, "until": NOON}
    issued = book.say(
        registrar, "OrderIssued", order="Sprin/1", persons=["p-1", "p-2"], **fields, **times
    )
    taken: dict[str, Any] = {"order": "Sprin/1", "unit": POLRI, "persons": ["p-1"]}
    book.say(registrar, "AssignmentAcknowledged", of=issued, **taken)

    with folded(book, tmp_path) as now:
        (one,) = order.orders(now, unit=POLRI).items
        assert one == order.order(now, "Sprin/1")
        assert one.state.waiting == ("p-2",)
        assert order.orders(now, unit="16.08/kpu").items == ()
        assert order.order(now, "Sprin/2") is None
