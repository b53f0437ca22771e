"""The register of places, and what is at one of them."""

from pathlib import Path

from projections import custody, place
from projections.place import Contents
from projections.view import View, view
from tests.projections.conftest import Election, folded
from tests.support.book import Book
from tests.support.season import STORE, Season

STATION = "16.08.0000/TPS"


def test_a_registered_place_says_who_answers_for_it(now: View) -> None:
    found = place.place(now, STATION)
    assert found is not None
    assert found.state.registered is not None
    assert found.state.registered.unit == "16.08.0000/kpps"
    assert not place.is_fit(now, found.state)
    assert place.place(now, "16.08/GDG-99") is None


def test_places_are_listed_by_kind_and_unit(now: View) -> None:
    assert len(place.places(now, kind="tps").items) == 4
    assert [each.subject for each in place.places(now, unit="16.08/kpu").items] == [STORE]


def test_what_is_at_a_place_is_counted(election: Election, now: View) -> None:
    assert place.contents(now, STORE) == Contents(boxes=8, inside=0, coming=0)
    sent = next(v for v in custody.changes(now, "16.08.0000-GUB") if v.state.road is not None)
    with view(election.readers, sent.since) as then:
        assert place.contents(then, STORE) == Contents(boxes=0, inside=0, coming=0)
        assert place.contents(then, STATION).coming == 1


def test_what_somebody_without_authority_registers_is_not_on_record(
    book: Book, tmp_path: Path
) -> None:
    season = Season(book, stations=0)
    season.open()
    season.book.say(
        "16.08/polri/regu-1",
        "PlaceRegistered",
        season.at,
        place="16.08/GDG-palsu",
        place_kind="gudang",
        name="Gudang palsu",
        unit="16.08/kpu",
    )
    with folded(book, tmp_path) as now:
        assert place.place(now, "16.08/GDG-palsu") is None
        assert place.place(now, STORE) is not None


def test_a_place_is_fit_once_a_second_line_stands_by_it(book: Book, tmp_path: Path) -> None:
    season = Season(book, stations=0)
    season.open()
    checklist = [{"item": "atap", "result": "baik"}]
    leaf = book.say(
        "16.08/kpu/gudang-01", "PlaceAccepted", season.at, place=STORE, checklist=checklist
    )
    found = book.size - 1
    book.say("16.08/polri/regu-1", "Endorsed", season.at, of=leaf, of_kind="PlaceAccepted")
    with folded(book, tmp_path) as now:
        version = place.place(now, STORE)
        assert version is not None
        assert place.is_fit(now, version.state)
        with view(now.connection.engine, found) as then:
            assert not place.is_fit(then, version.state)
