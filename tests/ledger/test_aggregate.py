"""A journal is an aggregate whose events are the notes themselves."""

from dataclasses import dataclass

import pytest
from eventsourcing.persistence import JSONTranscoder

from ledger.aggregate import Journal, NoteSigned, VerbatimMapper
from ledger.errors import MalformedNoteError
from ledger.journal import STATEMENT
from ledger.tlog.tree import leaf_hash

FIRST = NoteSigned("16.08/kpu", 0, STATEMENT, b"first")
SECOND = NoteSigned("16.08/kpu", 1, STATEMENT, b"second")


def test_a_note_is_stored_byte_for_byte() -> None:
    mapper = VerbatimMapper(JSONTranscoder())

    stored = mapper.to_stored_event(FIRST)

    assert stored.state == b"first"
    assert mapper.to_domain_event(stored) == FIRST


def test_nothing_but_a_note_is_stored() -> None:
    @dataclass
    class Other:
        originator_id: str = "x"
        originator_version: int = 0

    with pytest.raises(MalformedNoteError):
        VerbatimMapper(JSONTranscoder()).to_stored_event(Other())


def test_a_journal_stands_where_its_last_note_is() -> None:
    assert Journal.project(None, []) is None
    assert Journal.project(None, [FIRST, SECOND]) == Journal("16.08/kpu", 1, leaf_hash(b"second"))
