"""Statements are understood as they are meant, and each goes into a note."""

from domain.catalogue import NotUnderstood, read
from domain.place import PlaceRegistered
from tests.support.worklist import AT, reviewed, sayings
from tools.intake.draft import Draft
from tools.intake.place import Areas
from tools.intake.wording import fault_of, worded


def test_every_saying_is_understood() -> None:
    review = reviewed(Areas(), "kode;nama\n16.08.05;Peliung\n16.08.05.2003;Désa 名前\n")

    for one in sayings(review):
        assert not isinstance(read(one.body.encode()), NotUnderstood)


def test_what_no_reader_would_understand_is_found_before_it_is_signed() -> None:
    given = {"place": "16.08/X", "place_kind": "pos", "name": "x" * 201, "unit": "16.08/kpu"}
    draft = Draft(("place", "16.08/X"), PlaceRegistered, given)

    found = fault_of(draft)

    assert found is not None
    assert "$.name" in found.en
    assert fault_of(Draft(draft.key, PlaceRegistered, given | {"name": "x"})) is None


def test_nothing_to_say_is_no_statement() -> None:
    assert worded([], AT, lambda: bytes(32)) == []
