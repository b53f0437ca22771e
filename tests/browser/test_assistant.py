"""Signatures are checked beside the page, and in it where a browser starts no worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ledger.fingerprint import words
from tests.support.log_builder import LogBuilder, body, story
from tests.support.practice import practice
from tests.support.server import desk

pytestmark = pytest.mark.browser

SIGNED = story().size - 1
"""All but the charter."""
COUNTED = """
const own = SubtleCrypto.prototype.verify;
globalThis.verified = 0;
SubtleCrypto.prototype.verify = function (...given) {
  globalThis.verified += 1;
  return own.apply(this, given);
};
"""
FORBIDDEN = """
globalThis.Worker = class {
  constructor() { throw new DOMException("no worker for a file", "SecurityError"); }
};
"""
DYING = """
globalThis.Worker = class extends EventTarget {
  postMessage() { this.dispatchEvent(new ErrorEvent("error")); }
};
"""
UNABLE = """
globalThis.Worker = class extends EventTarget {
  postMessage({ number }) {
    this.dispatchEvent(new MessageEvent("message", { data: { number, faults: null } }));
  }
};
"""


@pytest.fixture(name="address", scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with practice(tmp_path_factory.mktemp("buku") / "b") as place, desk(place) as served:
        yield served.address


def forged() -> LogBuilder:
    """Return a log whose last note bears a signature that its key never made."""
    log = LogBuilder()
    (gate,) = log.enrol("16.08/kpu/gudang-01")
    note = gate.says(body(1))
    place = len(note) - 40
    letter = b"B" if note[place : place + 1] == b"A" else b"A"
    log.add(note[:place] + letter + note[place + 1 :])
    log.sign()
    return log


def judge(page: Page, log: LogBuilder, folder: Path) -> None:
    """Choose a published log in an open page, and wait for what it says."""
    page.get_by_text("Salinan seluruh log").first.click()
    page.locator("#trust").fill(words(log.fingerprint))
    page.locator("#folder").set_input_files(log.publish(folder))
    expect(page.locator("#verdict h2")).to_be_visible()


def verified(page: Page) -> int:
    """Return how many signatures the page's own thread has checked."""
    return int(page.evaluate("globalThis.verified"))


@pytest.mark.parametrize("is_saved", [False, True], ids=["on a server", "on a disk"])
def test_a_worker_checks_signatures(
    page: Page, phone: BrowserContext, address: str, tmp_path: Path, is_saved: bool
) -> None:
    stick = tmp_path / "periksa-segel.html"
    stick.write_bytes(phone.request.get(f"{address}/periksa.html").body())
    page.add_init_script(COUNTED)
    with page.expect_worker() as started:
        page.goto(stick.as_uri() if is_saved else f"{address}/periksa")

    judge(page, story(), tmp_path / "salinan")

    expect(page.locator("#verdict h2")).to_contain_text("✓ LULUS")
    assert page.workers == [started.value]
    assert verified(page) < SIGNED


@pytest.mark.parametrize("worker", [FORBIDDEN, DYING, UNABLE], ids=["no", "a dying", "an unable"])
def test_with_no_worker_that_answers_the_page_checks_them_itself(
    page: Page, address: str, tmp_path: Path, worker: str
) -> None:
    page.add_init_script(COUNTED + worker)
    page.goto(f"{address}/periksa")

    judge(page, story(), tmp_path / "salinan")

    expect(page.locator("#verdict h2")).to_contain_text("✓ LULUS")
    assert verified(page) > SIGNED


@pytest.mark.parametrize("worker", ["", FORBIDDEN], ids=["a worker", "the page"])
def test_a_forged_signature_is_found_by_either(
    page: Page, address: str, tmp_path: Path, worker: str
) -> None:
    page.add_init_script(worker)
    page.goto(f"{address}/periksa")

    judge(page, forged(), tmp_path / "salinan")

    expect(page.locator("#verdict h2")).to_contain_text("✗ GAGAL")
    expect(page.locator("#verdict")).to_contain_text("tidak sah: tanda tangan tidak cocok")
