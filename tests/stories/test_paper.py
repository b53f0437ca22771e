"""A sheet of paper outlives the server, a fake ledger, and a log that forgets what it said."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.charter import fingerprint
from ledger.fingerprint import words
from tests.support.command import segel
from tests.support.device import founders
from tests.support.log_builder import LogBuilder, body
from tests.support.practice import NOW, Practice, practice
from tests.support.server import desk, until
from tests.support.witness import agreed, stands

JOURNAL = "16.08/kpu/gudang-03"


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Iterator[Practice]:
    """A ledger in which one device may write."""
    with practice(tmp_path / "buku") as place:
        yield place


def printed(target: object, leaf: int, out: Path) -> Path:
    ran = segel("paper", target, "--leaf", leaf, "-o", out)
    assert ran.status == 0, ran.err
    return out


def test_a_sheet_printed_over_http_is_proven_when_the_server_is_gone(
    place: Practice, tmp_path: Path
) -> None:
    (guard,) = place.enrols(JOURNAL)
    with desk(place) as counter:
        counter.hands_in(guard.says(body(1))).raise_for_status()
        sheet = printed(counter.address, 2, tmp_path / "lembar.png")
        charter = printed(counter.address, 0, tmp_path / "piagam.png")
    shutil.rmtree(place.path)
    own = words(fingerprint(place.founders.note))

    ran = segel("verify", "--qr", sheet, charter, "--charter", own)

    assert ran.status == 0, ran.out
    assert ran.out.splitlines()[-1].startswith("TERBUKTI: daun 2 ada dalam buku")
    assert f'{JOURNAL} 0: {{"kind":"VisitorReported"' in ran.out


def test_a_fake_ledger_prints_perfect_sheets_for_other_words(
    place: Practice, tmp_path: Path
) -> None:
    fake = LogBuilder(founders(names=("16.08/kpu", "16.08/satpol")))
    fake.enrol(JOURNAL)
    fake.sign()
    folder = fake.publish(tmp_path / "palsu")
    sheet, charter = (printed(folder, leaf, tmp_path / f"{leaf}.png") for leaf in (1, 0))

    theirs = segel("verify", "--qr", sheet, charter, "--charter", words(fake.fingerprint))
    ours = words(fingerprint(place.founders.note))
    ran = segel("verify", "--qr", sheet, charter, "--charter", ours)

    assert theirs.status == 0
    assert ran.status == 1
    assert "bukan piagam yang dipercaya" in ran.out


def test_a_log_that_drops_what_it_acknowledged_is_convicted_by_the_sheet(
    place: Practice, tmp_path: Path
) -> None:
    first, second = place.enrols(JOURNAL, "16.08/kpu/gudang-04")
    place.ledger.close()
    before = tmp_path / "sebelum"
    shutil.copytree(place.path, before)
    place.ledger = Ledger.open(place.path, lambda: NOW)
    place.takes(first.says(body(1)))
    place.reopen()  # a checkpoint is stored with the next batch, or at the next start
    sheet = printed(place.path, 2, tmp_path / "lembar.png")

    rewritten = Practice(before, place.founders, Ledger.open(before, lambda: NOW))
    for number in range(3):
        rewritten.takes(second.says(body(100 + number)))
    rewritten.ledger.close()
    out = tmp_path / "bukti.txt"
    made = segel("equivocation", sheet, "--source", before, "-o", out)
    own = words(fingerprint(place.founders.note))
    ran = segel("verify", out, "--charter", own)

    assert made.status == 0, made.err
    assert ran.status == 0
    assert ran.out.splitlines()[-1].startswith("TERBUKTI: log menandatangani dua sejarah")


def test_a_sheet_carries_the_fewest_witnesses_that_the_policy_asks_for(tmp_path: Path) -> None:
    people = stands(tmp_path / "saksi", founders().charter.log, "bawaslu", "pers", "partai")
    with ExitStack() as stack:
        for one in people:
            stack.enter_context(one.serves())
        place = stack.enter_context(practice(tmp_path / "buku", agreed(2, *people)))
        (guard,) = place.enrols(JOURNAL)
        counter = stack.enter_context(desk(place))
        counter.hands_in(guard.says(body(1))).raise_for_status()
        until(lambda: counter.http.get("/proofs/2?under=witnessed").is_success)
        sheets = [printed(counter.address, leaf, tmp_path / f"{leaf}.png") for leaf in (2, 0)]
        charter = words(fingerprint(place.founders.note))

    ran = segel("verify", "--qr", *sheets, "--charter", charter)

    assert ran.status == 0, ran.out
    assert "perlu 2, sah 2" in ran.out
