"""Selection: what touches a subject, what speaks about that, and what it takes to check it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.anchor import Anchor
from ledger.bundle import Asked, Bundle, Scope
from ledger.charter import fingerprint
from ledger.journal import ANCHOR, Entry
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from projections.selection import bundle
from projections.view import View
from tests.projections.conftest import folded
from tests.support.book import Book
from tests.support.exhibit import WITNESSES, cosigned
from tests.support.season import STORE, Season
from tests.support.witness import AT, policy_text

BOX = "16.08.0000-GUB"


@pytest.fixture(name="shop", scope="module")
def _shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, View]]:
    """Two polling stations, out and back, with an anchor before, between and behind."""
    folder = tmp_path_factory.mktemp("selection")
    book = Book.at(folder)
    season = Season(book, stations=2)
    season.open()
    for station in range(2):
        season.enrol(station)
    book.register(f"policy {to_base64(policy_text(2, *WITNESSES).encode())}")
    anchor(book)
    season.go_out(0)
    anchor(book)
    season.go_out(1)
    anchor(book)
    season.come_back(0)
    sign(book)
    with folded(book, folder) as view:
        yield book, view
    book.log.close()


def sign(book: Book) -> bytes:
    """Commit what was written, and let the log sign the tree."""
    book.commit()
    tree = Checkpoint(book.founders.charter.origin, book.log.size, book.log.root)
    note = book.founders.log.sign(tree.text()).serialise()
    book.log.append([], book.received_at, (tree.size, note))
    return note


def anchor(book: Book) -> None:
    clerk = book.founders.clerk
    note = Anchor(cosigned(sign(book), AT))
    book.put(clerk, clerk.writes(ANCHOR, note.body()))


def made(shop: tuple[Book, View], asked: Asked, text: str) -> Bundle:
    book, view = shop
    found = bundle(view, book.log, Scope(asked, text))
    assert found is not None
    return found


def entries(bundle: Bundle, *, chosen: bool) -> list[Entry]:
    return [Entry.parse(one.note) for one in bundle.leaves[1:] if one.is_chosen is chosen]


def test_a_box_comes_with_everything_that_touches_or_endorses_it(
    shop: tuple[Book, View],
) -> None:
    found = made(shop, Asked.BOX, BOX)

    kinds = [entry.body.split('"')[3] for entry in entries(found, chosen=True)]
    assert sorted(kinds) == sorted(
        [
            "ItemRegistered",
            *2 * ["SealApplied", "Endorsed"],
            *2 * ["ConsignmentDispatched", "Endorsed", "HandoverAccepted"],
            *["BoxOpened", "Endorsed"],
        ]
    )
    assert Bundle.parse(found.serialise()) == found


def test_its_proof_leads_to_the_logs_root(shop: tuple[Book, View]) -> None:
    found = made(shop, Asked.BOX, BOX)

    assert found.leaves[0].note == shop[0].founders.note
    assert fingerprint(found.leaves[0].note) == shop[0].log.entries(0, 1)[0].leaf
    assert found.roots()[shop[0].log.size] == shop[0].log.root


def test_every_signer_comes_with_the_lines_about_it_and_no_stranger_does(
    shop: tuple[Book, View],
) -> None:
    found = made(shop, Asked.BOX, BOX)

    lines = [
        line
        for entry in entries(found, chosen=False)
        if entry.header.topic == "segel/register/v1"
        for line in entry.body.split("\n")
    ]
    enrolled = {line.split(" ")[1].partition("+")[0] for line in lines if line.startswith("enrol ")}
    signers = {entry.header.journal for entry in entries(found, chosen=True)}
    assert signers <= enrolled
    assert "16.08.0001/kpps/hp-1" not in enrolled
    assert any(line.startswith("policy ") for line in lines)


def test_the_anchors_around_it_come_along_and_no_others(shop: tuple[Book, View]) -> None:
    found = made(shop, Asked.SEAL, f"tag_qr:{BOX}-1")

    sizes = [
        Checkpoint.parse(Note.parse(Anchor.parse(entry.body).note).text).size
        for entry in entries(found, chosen=False)
        if entry.header.topic == ANCHOR
    ]
    last = max(one.leaf_index for one in found.leaves if one.is_chosen)
    assert [size > last for size in sizes].count(True) <= 1


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (Asked.PLACE, STORE),
        (Asked.SEAL, f"tag_qr:{BOX}-1"),
        (Asked.JOURNAL, "16.08/kpu/gudang-02"),
        (Asked.LEAF, "20"),
        (Asked.TIME, "2024-11-20T08:00:00+07:00 2024-11-20T08:05:00+07:00"),
    ],
)
def test_of_every_subject_there_is_a_file(shop: tuple[Book, View], asked: Asked, text: str) -> None:
    found = made(shop, asked, text)

    assert any(one.is_chosen for one in found.leaves)
    assert found.scope == Scope(asked, text)


def test_a_span_of_time_holds_what_states_a_time_in_it(shop: tuple[Book, View]) -> None:
    first, last = "2024-11-20T01:01:00Z", "2024-11-20T08:02:00+07:00"

    found = entries(made(shop, Asked.TIME, f"{first} {last}"), chosen=True)

    times = [entry.body.partition('"at":"')[2].partition('"')[0] for entry in found]
    assert sum("2024-11-20T08:01:00" <= at <= "2024-11-20T08:02:00" for at in times) >= 5
    assert {at for at in times if at > "2024-11-20T08:03"} == set()


def test_the_newest_checkpoint_that_a_quorum_has_seen_is_taken(tmp_path: Path) -> None:
    book = Book.at(tmp_path)
    book.enrol("16.08/kpu/gudang-01")
    for by in range(2):
        book.register(f"policy {to_base64(policy_text(2, *WITNESSES).encode())}", by=by)
    index = book.size
    book.visit("16.08/kpu/gudang-01")
    seen = cosigned(sign(book), AT)
    for witness, line in zip(WITNESSES, seen.decode().split("\n")[5:], strict=False):
        book.log.keep_cosignature(index + 1, witness.name, line)
    book.visit("16.08/kpu/gudang-01")
    with folded(book, tmp_path) as view:
        alone = cosigned(sign(book), AT + 60).decode().split("\n")[5]
        book.log.keep_cosignature(index + 2, WITNESSES[0].name, alone)
        older = bundle(view, book.log, Scope(Asked.LEAF, str(index)))
        newer = bundle(view, book.log, Scope(Asked.LEAF, str(index + 1)))
    book.log.close()

    assert older is not None
    assert newer is not None
    assert (older.checkpoint, older.tree.size) == (seen, index + 1)
    assert newer.tree.size == index + 2
    assert newer.checkpoint.endswith(f"{alone}\n".encode())


@pytest.mark.parametrize(
    ("asked", "text"),
    [(Asked.BOX, "tidak ada"), (Asked.LEAF, "99999"), (Asked.LEAF, "-1"), (Asked.PLACE, "x")],
)
def test_of_what_nobody_spoke_there_is_none(
    shop: tuple[Book, View], asked: Asked, text: str
) -> None:
    book, view = shop

    assert bundle(view, book.log, Scope(asked, text)) is None


def test_before_the_first_checkpoint_there_is_none(book: Book, tmp_path: Path) -> None:
    book.enrol("16.08/kpu/gudang-01")
    with folded(book, tmp_path) as view:
        assert bundle(view, book.log, Scope(Asked.LEAF, "1")) is None


def test_what_lets_a_recovery_act_is_enclosed_and_a_pretended_one_brings_nobody(
    tmp_path: Path,
) -> None:
    book = Book.at(tmp_path)
    (device,) = book.enrol("16.08/kpu/gudang-01")
    kept = Checkpoint.parse(Note.parse(sign(book)).text)
    recover = f"recover {kept.size} {to_base64(kept.root)}"
    book.enrol("16.08/kpu/gudang-02")  # what a registrar had lost comes just before its word
    for number in range(2):
        book.registrar(number).sees(kept.size, kept.root)
        book.register(recover, by=number)
    book.visit(device)
    book.registrar(2).sees(kept.size, kept.root)
    book.register(recover, by=2)  # too late: it does nothing
    sign(book)

    with folded(book, tmp_path) as view:
        found = bundle(view, book.log, Scope(Asked.LEAF, "1"))
        book.log.close()

    assert found is not None
    assert [one.leaf_index for one in found.leaves] == [0, 1, 2, 3, 4, 6]
