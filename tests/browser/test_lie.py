"""A server that lies: the page says so, in words, whatever of the answers was changed on the way.

Real pages and real proofs; somebody stands before the server and changes one thing.
"""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from msgspec.json import encode
from playwright.sync_api import Page, expect

from ledger.charter import fingerprint
from ledger.fingerprint import words
from tests.stories.election import BOX, warehouse
from tests.support.handset import Handset
from tests.support.liar import Lie, Said, lying
from tests.support.sayings import golden
from tests.support.screen import looked_at
from tests.support.server import Desk

pytestmark = pytest.mark.browser

TIE, OTHER = "kabel_ties:OKT-004211", "kabel_ties:OKT-009999"
CHECKPOINT: Final = re.compile(rb"\A[^\n]+\n\d+\n[A-Za-z0-9+/]{43}=\n")
PROOF: Final = b"c2sp.org/tlog-proof@v1"


@pytest.fixture(name="hall", scope="module")
def serve_the_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A warehouse with one sealed box."""
    with warehouse(tmp_path_factory.mktemp("bohong") / "buku", TIE) as served:
        yield served


@pytest.fixture(name="sealed")
def find_the_sealing(hall: Desk) -> int:
    """Return the leaf in which the tie is stated."""
    (found,) = hall.http.get("/statements", params={"kind": "SealApplied"}).json()["statements"]
    return int(found["leaf_index"])


def changed(kind: str, before: bytes, after: bytes) -> Lie:
    """Write something else wherever answers of a media type say it."""

    def lie(said: Said) -> Said:
        if not said.kind.startswith(kind):
            return said
        return said._replace(body=said.body.replace(before, after))

    return lie


def flipped(beginning: bytes, line: int) -> Lie:
    """Change the first letter of a line, where an answer begins so."""

    def lie(said: Said) -> Said:
        lines = said.body.split(b"\n")
        if said.body.startswith(beginning):
            lines[line] = (b"B" if lines[line].startswith(b"A") else b"A") + lines[line][1:]
        return said._replace(body=b"\n".join(lines))

    return lie


def verdict(page: Page, mark: str, words: str) -> None:
    expect(page.locator("#verdict b")).to_have_text(mark)
    expect(page.locator("#verdict p").first).to_contain_text(words)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_note_that_is_shown_as_it_was_signed_is_found_in_the_log(
    page: Page, hall: Desk, sealed: int, lang: str
) -> None:
    page.goto(f"{hall.address}/statements/{sealed}?lang={lang}")
    page.get_by_role("button", name="Periksa catatan ini" if lang == "id" else "Check this").click()

    said = {"id": ("LULUS", f"adalah daun {sealed} dari"), "en": ("PROVEN", f"is leaf {sealed} of")}
    verdict(page, *said[lang])


NOTES: Final = {
    "a note that was never signed": changed("text/html", TIE.encode(), OTHER.encode()),
    "a way to the root that leads elsewhere": flipped(PROOF, 2),
    "a root that the log has not signed": flipped(PROOF, -4),
    "no proof at all": changed("text/plain", PROOF, b"maaf"),
}


def test_a_note_that_the_signed_log_does_not_hold_is_not_taken_for_true(
    page: Page, hall: Desk, sealed: int
) -> None:
    for lie in NOTES.values():
        with lying(hall.address, lie) as address:
            page.goto(f"{address}/statements/{sealed}")
            page.get_by_role("button", name="Periksa catatan ini").click()
            verdict(page, "GAGAL", f"tidak terbukti sebagai daun {sealed}")
    assert looked_at(page, "auditor-pernyataan-bohong") == []


def test_a_history_that_was_shortened_or_cannot_be_proven_is_told_on(
    page: Page, hall: Desk
) -> None:
    old = hall.http.get("/log/checkpoint").text
    hall.place.enrols("16.08/kpu/gudang-09")
    kept = hall.http.get("/log/checkpoint").text
    sizes = [int(one.split("\n")[1]) for one in (old, kept)]

    def rolled_back(said: Said) -> Said:
        return said._replace(body=old.encode()) if CHECKPOINT.match(said.body) else said

    with lying(hall.address, rolled_back) as address:
        compares(page, address, kept)
        verdict(page, "GAGAL", f"menandatangani {sizes[1]} daun, dan sekarang hanya")
    with lying(
        hall.address, changed("application/json", b'"consistency":["', b'"consistency":["A')
    ) as address:
        compares(page, address, old)
        verdict(page, "BELUM DAPAT DIPUTUSKAN", "tidak memberi bukti")
    with lying(hall.address, flipped(old.encode().split(b"\n")[0], 2)) as address:
        compares(page, address, old)
        verdict(page, "BELUM DAPAT DIPUTUSKAN", "tidak ditandatangani log ini")
        expect(page.get_by_role("link", name="Simpan checkpoint yang sekarang")).to_be_visible()


def compares(page: Page, address: str, checkpoint: str) -> None:
    page.goto(f"{address}/log")
    page.get_by_role("textbox").fill(checkpoint)
    page.get_by_role("button", name="Bandingkan").click()


def falsified(said: Said) -> Said:
    """Give a receipt another way to the root."""
    body = re.sub(rb'(?<="inclusion":\[").', lambda at: b"B" if at[0] == b"A" else b"A", said.body)
    return said._replace(body=body)


def test_a_receipt_that_proves_nothing_is_told_on_and_the_statement_stays_on_the_device(
    page: Page, hall: Desk
) -> None:
    with lying(hall.address, falsified) as address:
        officer = Handset(page.context, page, hall.place, address)
        officer.is_enrolled("16.08/bawaslu/meja-09", by=2)
        page.goto(f"{address}/formulir/OperationClosed")
        expect(page.locator("#check")).to_be_enabled()
        page.locator("#paste summary").click()
        page.locator("#body").fill(encode(golden("OperationClosed")).decode())
        page.locator("#fill").click()
        page.locator("#check").click()
        page.locator("#sign").click()

        expect(page.locator("#done")).to_contain_text("tersimpan di perangkat ini")
        expect(page.locator("#done")).to_contain_text("Tanda terima server tidak cocok. Lapor")
        expect(page.locator("#done")).not_to_contain_text("Diterima")


FILES: Final = {
    "✓ LULUS": changed("none", b"", b""),
    "✗ GAGAL": changed("text/plain", TIE.encode(), OTHER.encode()),
}


@pytest.mark.parametrize("mark", FILES)
def test_an_evidence_file_is_judged_by_the_words_on_paper(
    page: Page, hall: Desk, mark: str
) -> None:
    with lying(hall.address, FILES[mark]) as address:
        page.goto(f"{address}/boxes/{BOX}")
        with page.expect_download() as saved:
            page.get_by_role("link", name="simpan, lalu periksa").click()
        page.goto(f"{address}/periksa")
        page.locator("#trust").fill(words(fingerprint(hall.place.founders.note)))
        page.locator("#files").set_input_files(saved.value.path())
        expect(page.locator("#verdict h2")).to_contain_text(mark)
