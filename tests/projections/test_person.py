"""Persons, their journals and their roles, as far as they have force."""

from pathlib import Path

from projections import person
from projections.view import View, view
from tests.projections.conftest import Election, folded
from tests.support.book import Book
from tests.support.season import KPU, STORE, Season


def test_a_person_is_on_record_with_journals_and_roles(now: View) -> None:
    found = person.person(now, "kpps-0")
    assert found is not None
    assert [mandate.journal for mandate in found.state.mandates] == ["16.08.0000/kpps/hp-1"]
    assert [(office.role, office.scope) for office in found.state.offices] == [
        ("kpps", "16.08.0000")
    ]
    assert person.person(now, "tidak ada") is None


def test_who_signs_with_a_journal_is_told_within_its_founders_line(now: View) -> None:
    assert person.signers(now, ["16.08/polri/regu-1"]) == {
        ("16.08/polri/regu-1", "16.08/polri"): ("pol-1", "16.08/polres")
    }


def test_nobody_signs_before_it_was_said(election: Election, now: View) -> None:
    found = person.person(now, "pol-1")
    assert found is not None
    said = found.state.mandates[0].index
    with view(election.readers, said - 1) as before:
        assert person.signers(before, ["16.08/polri/regu-1"]) == {}


def test_who_signs_for_several_units_is_found_by_each(
    book: Book, season: Season, tmp_path: Path
) -> None:
    first, second = "16.08/kpu/gudang-01", "16.08/kpu/gudang-02"
    season.person(KPU, "kpu-1", "16.08/kpu-lain", second, "petugas_gudang")
    with folded(book, tmp_path) as now:
        assert person.signers(now, [first, second, "nobody"]) == {
            (first, "16.08/kpu"): ("kpu-1", "16.08/kpu"),
            (second, "16.08/kpu"): ("kpu-1", "16.08/kpu-lain"),
        }
        assert person.journals_of(now, ["16.08/kpu"]) == {first, second}
        assert person.journals_of(now, ["16.08/kpu-lain"]) == {second}
        assert [one.subject for one in person.officers(now, "17", ["16.08/kpu-lain"])] == ["kpu-1"]


def test_persons_are_listed_by_pseudonym(now: View) -> None:
    names = [each.subject for each in person.persons(now).items]
    assert names == sorted(names)
    assert len(names) == 8


def test_those_who_work_at_a_place_hold_a_role_there_or_for_its_area(now: View) -> None:
    names = [one.subject for one in person.officers(now, STORE)]
    assert names == ["kpu-1", "kpu-2", "pol-1", "pol-2"]
    assert [one.subject for one in person.officers(now, STORE, limit=1)] == names[:1]
    assert person.officers(now, "16.081/GDG-01") == ()
    below = [one.subject for one in person.officers(now, "16.08.0000/TPS")]
    assert below == ["kpps-0", *names]
    beside = [one.subject for one in person.officers(now, STORE, ["16.08.0000/kpps"])]
    assert beside == ["kpps-0", *names]
