"""The verifier on a USB stick: one file, opened from a disk, with no server and no network."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from ledger.fingerprint import words
from tests.support.forgery import offered
from tests.support.log_builder import story
from tests.support.practice import practice
from tests.support.server import desk

pytestmark = pytest.mark.browser


@pytest.fixture(name="stick", scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save the file as a server hands it out, and switch the server off."""
    folder = tmp_path_factory.mktemp("stick")
    with practice(folder / "buku") as place, desk(place) as served:
        (folder / "periksa-segel.html").write_bytes(served.http.get("/periksa.html").content)
    return folder


@pytest.fixture(name="opened")
def open_file(page: Page, phone: BrowserContext, stick: Path) -> Page:
    phone.set_offline(True)
    page.goto((stick / "periksa-segel.html").as_uri())
    expect(page.locator("#ready")).to_contain_text("Siap.")
    return page


def test_an_evidence_file_is_judged_from_a_disk(opened: Page, tmp_path: Path) -> None:
    asked: list[Request] = []

    def hear(request: Request) -> None:
        asked.append(request)

    opened.on("request", hear)
    sound, forged = (next(o for o in offered() if o.name == n) for n in ("sound", "another root"))
    given = tmp_path / "kotak.bukti"
    for file, said in ((sound, "✓ LULUS"), (forged, "✗ GAGAL")):
        given.write_bytes(file.raw)
        opened.locator("#trust").fill(words(file.charter))
        opened.locator("#files").set_input_files(given)
        expect(opened.locator("#verdict h2")).to_contain_text(said)
        opened.get_by_role("button", name="Mulai lagi").click()
    assert asked == []


def test_a_copy_of_the_log_is_verified_from_a_disk(opened: Page, tmp_path: Path) -> None:
    log = story()
    opened.get_by_text("Salinan seluruh log").first.click()
    opened.locator("#trust").fill(words(log.fingerprint))
    opened.locator("#folder").set_input_files(log.publish(tmp_path / "salinan"))
    expect(opened.locator("#verdict h2")).to_contain_text("✓ LULUS")


def test_it_says_that_it_reads_no_photographs(opened: Page) -> None:
    expect(opened.locator("#ready")).to_contain_text("tidak membawa pembaca QR")
    expect(opened.get_by_text("Simpan pemeriksa ini")).to_have_count(0)
