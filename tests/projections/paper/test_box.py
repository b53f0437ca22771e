"""Labels of boxes."""

import pytest

from domain.checkdigit import printed
from projections.errors import PaperError
from projections.paper.archive import Archive
from projections.paper.box import LABELS_MAX, labels
from tests.projections.paper.conftest import Shelf
from tests.support.book import Book

BOX = "16.08.0000-GUB"


def test_a_label_says_the_number_to_telephones_and_to_people(archive: Archive) -> None:
    (label,) = labels(archive, BOX).labels

    assert (label.code, label.shown) == (BOX, printed(BOX))


def test_a_label_names_where_the_box_belongs(book: Book, shelf: Shelf) -> None:
    station, village = "16.08.05.2003/TPS-007", "16.08.05.2003/PPS"
    for place, name in ((station, "TPS 007 Bantan"), (village, "PPS Bantan")):
        book.say(
            book.registrar(), "PlaceRegistered",
            place=place, place_kind="tps", name=name, unit="16.08/kpu",
        )  # fmt: skip
    book.enrol("16.08/kpu/gudang-01")
    item = {"box": "B-1", "box_kind": "kotak_suara", "election": "GUB", "destination": station}
    book.say(
        "16.08/kpu/gudang-01", "ItemRegistered",
        holder="16.08/kpu", place="16.08/GDG-01", items=[item],
    )  # fmt: skip
    with shelf(book) as archive:
        (label,) = labels(archive, "B-1").labels

    assert label.title == "Kotak suara Gubernur"
    assert label.lines[:2] == ("TPS 007 Bantan", "PPS Bantan")


def test_a_box_that_nobody_has_registered_has_no_label(archive: Archive) -> None:
    with pytest.raises(PaperError, match="nobody has registered box B-9"):
        labels(archive, BOX, "B-9")


def test_no_labels_and_too_many_are_refused(archive: Archive) -> None:
    for boxes in ([], [BOX] * (LABELS_MAX + 1)):
        with pytest.raises(PaperError):
            labels(archive, *boxes)
