"""Everything that was said about a subject, each leaf once and in order."""

import pytest

from domain.finding import Subject
from projections import history
from projections.catalogue import PROJECTIONS
from projections.errors import NameRefusedError
from projections.reading import Reader
from projections.view import View, view
from tests.projections.conftest import Election
from tests.support.device import ORIGIN

BOX = "16.08.0000-GUB"


def test_whatever_touches_a_subject_is_in_its_history(election: Election, now: View) -> None:
    reader = Reader(election.book.log)
    touching: dict[tuple[Subject, str], dict[int, None]] = {}
    for row in election.book.log.entries(0, 1000):
        touching.setdefault(("jurnal", row.journal), {})[row.leaf_index] = None
        for fact in reader.facts(row):
            for fold, _, _ in PROJECTIONS:
                for subject in fold.subjects(fact):
                    touching.setdefault((fold.name, subject), {})[row.leaf_index] = None
    assert len(touching) > 80
    del touching["jurnal", ORIGIN]  # the charter's own
    for (name, subject), leaves in touching.items():
        assert history.listed(now, name, subject, limit=1000).items == tuple(leaves)


def test_a_history_is_told_as_of_a_leaf_and_in_slices(election: Election, now: View) -> None:
    whole = history.listed(now, "kotak", BOX).items
    with view(election.readers, whole[3]) as then:
        assert history.listed(then, "kotak", BOX).items == whole[:4]
    first = history.listed(now, "kotak", BOX, limit=3)
    assert first.items == whole[:3]
    assert history.listed(now, "kotak", BOX, after=first.next).items == whole[3:]


def test_a_subject_of_whom_nothing_was_said_has_no_history(now: View) -> None:
    assert history.listed(now, "kotak", "tidak ada").items == ()


def test_nothing_but_a_name_gets_into_a_query(now: View) -> None:
    with pytest.raises(NameRefusedError):
        history.leaves(now.connection, "kotak' --", BOX)
