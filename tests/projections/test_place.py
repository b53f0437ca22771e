"""The register of places, and what is at one of them."""

from projections import custody, place
from projections.place import Contents
from projections.view import View, view
from tests.projections.conftest import Election
from tests.support.book import Book
from tests.support.season import STORE

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
    assert place.contents(now, STORE) == Contents(boxes=8, leaving=0, inside=0, coming=0)
    sent = next(v for v in custody.changes(now, "16.08.0000-GUB") if v.state.road is not None)
    with view(election.readers, sent.since) as then:
        assert place.contents(then, STORE) == Contents(boxes=0, leaving=2, inside=0, coming=0)
        assert place.contents(then, STATION).coming == 1


def test_what_somebody_without_authority_registers_is_not_on_record(
    election: Election, now: View
) -> None:
    book: Book = election.book
    assert book.devices
    assert place.place(now, "16.08/GDG-palsu") is None
