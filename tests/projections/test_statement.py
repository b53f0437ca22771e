"""One row per leaf, and who cites whom."""

from binascii import a2b_base64
from pathlib import Path

import pytest

from domain.catalogue import KINDS, NotUnderstood
from domain.statement import CITES, marked
from ledger.tier import Tier
from ledger.tlog.text import to_base64
from projections import statement
from projections.view import View, view
from tests.projections.conftest import Election, folded
from tests.support.authenticator import Authenticator
from tests.support.book import Book
from tests.support.sayings import golden


def test_every_leaf_has_a_row(election: Election, now: View) -> None:
    listed = statement.listed(now, limit=1000).items
    stored = election.book.log.entries(0, 1000)
    assert [row.leaf_index for row in listed] == [row.leaf_index for row in stored]
    assert [(row.journal, row.sequence, row.topic) for row in listed] == [
        (row.journal, row.sequence, row.topic) for row in stored
    ]
    assert statement.one(now, 5) == listed[5]


def test_leaves_are_listed_by_kind_and_by_journal(now: View) -> None:
    opened = statement.listed(now, kind="BoxOpened").items
    assert len(opened) == 4
    assert {row.kind for row in opened} == {"BoxOpened"}
    signed = statement.listed(now, journal="16.08.0000/kpps/hp-1", limit=2)
    assert [row.sequence for row in signed.items] == [0, 1]
    rest = statement.listed(now, journal="16.08.0000/kpps/hp-1", after=signed.next)
    assert rest.items[0].sequence == 2


def test_nothing_newer_than_the_leaf_is_listed(election: Election) -> None:
    with view(election.readers, 10) as then:
        assert statement.listed(then).items[-1].leaf_index == 10
        assert statement.one(then, 11) is None


def test_a_body_that_is_not_understood_is_listed_with_the_reason(
    book: Book, tmp_path: Path
) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-03")
    book.say_raw(device, '{"kind":"TeaServed","at":"2024-11-25T08:00:00Z"}')
    book.say_raw(device, "bukan JSON")
    with folded(book, tmp_path) as now:
        rows = statement.listed(now).items[2:]
    assert [(row.kind, row.why_not) for row in rows] == [
        ("TeaServed", "unknown-kind"),
        (None, "not-json"),
    ]


def test_who_cites_a_statement_is_found_by_its_leaf_hash(election: Election, now: View) -> None:
    sent = statement.listed(now, kind="ConsignmentDispatched").items[0]
    (stored,) = election.book.log.entries(sent.leaf_index, 1)
    citations = statement.cited_by(now, stored.leaf)
    assert [(each.kind, each.role) for each in citations] == [
        ("Endorsed", "of"),
        ("HandoverAccepted", "of"),
    ]
    with view(election.readers, sent.leaf_index) as then:
        assert statement.cited_by(then, stored.leaf) == ()


def test_the_signatures_of_a_statement_that_takes_two_are_told(
    election: Election, now: View
) -> None:
    sent = statement.listed(now, kind="ConsignmentDispatched").items[0]
    (stored,) = election.book.log.entries(sent.leaf_index, 1)
    signing = statement.signing(now, to_base64(stored.leaf))
    assert signing is not None
    assert signing.state.state == "lengkap"
    assert statement.signing(now, "tidak ada") is None


def test_a_leaf_tells_which_tier_has_signed_it(book: Book, tmp_path: Path) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-03")
    book.register(device.strengthen_line(Authenticator()))
    for finger in (None, Authenticator(), None):
        device.finger = finger
        book.visit(device)
    with folded(book, tmp_path) as now:
        by_hardware = [row.is_hardware for row in statement.listed(now).items]
        assert statement.tiers(now, [4, 3, 99]) == {3: Tier.SOFTWARE, 4: Tier.HARDWARE}
    assert by_hardware == [False, False, False, False, True, False]


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_kind_cites_is_told_by_the_type_of_its_fields(kind: str) -> None:
    said = golden(kind)
    assert not isinstance(said, NotUnderstood)

    assert all(len(a2b_base64(leaf)) == 32 for _, leaf in statement.cited(said))
    named = {"of", "replaces", "inside", "basis", "refs", "cases", "discrepancy"}
    assert {*marked(type(said), CITES)} >= {*said.__struct_fields__} & named


def test_a_word_by_the_name_of_a_citation_is_none() -> None:
    roles = {kind: marked(KINDS[kind].statement, CITES) for kind in KINDS}

    assert "target" not in roles["ObservationFiled"]
    assert "shift" not in roles["PostEstablished"]
    assert roles["CorrectionDeclared"] == ("target", "replaces")
    assert roles["InspectionRecorded"] == ("shift",)
    assert roles["HandoverAccepted"] == ("of",)
