"""The trial page on a phone: key, enrolment, a visitor with the network off, a checked receipt."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ledger.charter import fingerprint
from ledger.fingerprint import words
from tests.support.liar import Liar, b64, lying
from tests.support.practice import practice

pytestmark = pytest.mark.browser


@pytest.fixture(name="log")
def serve_ledger(tmp_path: Path) -> Iterator[Liar]:
    with lying(tmp_path / "buku") as log:
        yield log


@pytest.fixture(name="address")
def address_of(log: Liar) -> str:
    return log.address


@pytest.fixture(name="watch")
def enrol_phone(page: Page, address: str, log: Liar) -> Page:
    """A phone that has made its key and was enrolled."""
    page.goto(f"{address}/coba")
    make_key(page)
    log.enrol(page.locator("#line").input_value())
    page.evaluate("dispatchEvent(new Event('online'))")  # ask now, not in three seconds
    expect(page.locator("#visitor")).to_be_visible()
    return page


def make_key(page: Page) -> None:
    page.get_by_role("button", name="Buat kunci").click()
    expect(page.locator("#enrol")).to_be_visible()


def report(page: Page, name: str) -> None:
    page.locator("#name").fill(name)
    page.get_by_role("radio", name="Pengawasan").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#entries li").first).to_contain_text(name)


def test_a_visitor_is_signed_with_the_network_off_and_received_when_it_is_back(
    watch: Page, phone: BrowserContext, log: Liar
) -> None:
    phone.set_offline(True)
    report(watch, "Siti Aminah")
    expect(watch.locator("#entries strong")).to_contain_text("✓ di ponsel")
    expect(watch.locator("#net")).to_contain_text("Luring · 1 antre")
    expect(watch.locator("#saved")).to_contain_text("Siti Aminah: tersimpan di ponsel.")
    expect(watch.locator("#problem")).to_be_hidden()
    assert len(log.requests) == 0

    phone.set_offline(False)

    expect(watch.locator("#entries strong")).to_contain_text("✓✓ diterima · daun 2")
    expect(watch.locator("#net")).to_contain_text("Daring")
    expect(watch.locator("#problem")).to_be_hidden()
    receipt = log.place.ledger.receipt(2)
    assert receipt is not None
    assert b"VisitorReported" in receipt.note


def test_the_visitors_name_leaves_the_phone_only_beside_the_note(watch: Page, log: Liar) -> None:
    report(watch, "Siti Aminah")
    expect(watch.locator("#entries strong")).to_contain_text("diterima")
    (asked,) = log.requests
    assert "Siti" not in asked["notes"][0]
    (opening,) = asked["openings"]
    assert opening["path"] == "/visitor"
    assert opening["value"] == {"name": "Siti Aminah"}


def test_ten_entries_made_offline_arrive_in_the_order_they_were_made(
    watch: Page, phone: BrowserContext, log: Liar
) -> None:
    phone.set_offline(True)
    names = [f"Tamu {number}" for number in range(10)]
    for name in names:
        report(watch, name)
    phone.set_offline(False)
    expect(watch.locator("#entries li.received")).to_have_count(10)
    sent = [opening["value"]["name"] for asked in log.requests for opening in asked["openings"]]
    assert sent[-10:] == names


def test_later_notes_cite_the_newest_checkpoint_that_was_verified(watch: Page, log: Liar) -> None:
    cited = []
    for number in range(3):
        report(watch, f"Tamu {number}")
        expect(watch.locator("#entries li.received")).to_have_count(number + 1)
        cited.append(log.requests[-1]["notes"][0].split("\n")[4].split(" ")[0])
    assert cited == ["2", "3", "4"]


def test_what_was_signed_is_still_there_after_the_page_is_closed(
    watch: Page, phone: BrowserContext, address: str
) -> None:
    phone.set_offline(True)
    report(watch, "Siti Aminah")
    watch.close()
    phone.set_offline(False)
    again = phone.new_page()
    again.goto(f"{address}/coba")
    expect(again.locator("#entries li.received")).to_contain_text("Siti Aminah")


def test_two_tabs_never_sign_two_texts_under_one_number(
    watch: Page, phone: BrowserContext, address: str, log: Liar
) -> None:
    other = phone.new_page()
    other.goto(f"{address}/coba")
    expect(other.locator("#visitor")).to_be_visible()
    phone.set_offline(True)
    report(watch, "Dari tab satu")
    report(other, "Dari tab dua")
    phone.set_offline(False)
    expect(other.locator("#entries li.received")).to_have_count(2)
    numbers = {note.split("\n")[2] for asked in log.requests for note in asked["notes"]}
    assert numbers == {"16.08/kpu/gudang-03 0", "16.08/kpu/gudang-03 1"}


def test_an_enrolment_code_may_be_pasted_where_there_is_no_signal(
    page: Page, phone: BrowserContext, address: str, log: Liar
) -> None:
    page.goto(f"{address}/coba")
    phone.set_offline(True)
    make_key(page)
    leaf = log.enrol(page.locator("#line").input_value())
    page.get_by_text("Tanpa sinyal?").click()
    page.locator("#leaf").fill("bukan kode")
    page.get_by_role("button", name="Pakai kode").click()
    expect(page.locator("#problem")).to_contain_text("44 huruf")
    page.locator("#leaf").fill(b64(leaf))
    page.get_by_role("button", name="Pakai kode").click()
    report(page, "Siti Aminah")
    phone.set_offline(False)
    expect(page.locator("#entries li.received")).to_have_count(1)


@contextmanager
def restored(log: Liar, path: Path, line: str) -> Iterator[None]:
    """Let the server go on from a backup that knows the phone and nothing it ever said."""
    kept = log.place
    with practice(path) as log.place:
        log.enrol(line)
        yield
    log.place = kept


def test_a_log_that_lost_entries_gets_them_all_again(
    watch: Page, log: Liar, tmp_path: Path
) -> None:
    for number in range(3):
        report(watch, f"Tamu {number}")
        expect(watch.locator("#entries li.received")).to_have_count(number + 1)
    with restored(log, tmp_path / "cadangan", watch.locator("#line").input_value()):
        report(watch, "Tamu 3")
        expect(watch.locator("#entries li.received")).to_have_count(4)
        assert log.place.ledger.tree.size == 6


def test_a_log_that_went_another_way_is_said_to_be_disputed(
    watch: Page, log: Liar, tmp_path: Path
) -> None:
    report(watch, "Tamu 0")
    expect(watch.locator("#entries li.received")).to_have_count(1)
    with restored(log, tmp_path / "cadangan", watch.locator("#line").input_value()):
        log.place.enrols("16.08/kpu/gudang-04")
        report(watch, "Tamu 1")
        expect(watch.locator("#problem")).to_contain_text("buku yang berbeda")
        expect(watch.locator("#entries strong").first).to_contain_text("✓ di ponsel")
        assert len(log.requests[-1]["checkpoints"]) == 1


def flip(text: str) -> str:
    return ("B" if text[0] == "A" else "A") + text[1:]


def other_leaf(result: dict[str, Any]) -> dict[str, Any]:
    receipt = result["receipt"]
    return {**result, "receipt": {**receipt, "leaf_hash": flip(receipt["leaf_hash"])}}


def other_index(result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "receipt": {**result["receipt"], "leaf_index": 1}}


def other_root(result: dict[str, Any]) -> dict[str, Any]:
    origin, size, root, *rest = result["receipt"]["checkpoint"].split("\n")
    checkpoint = "\n".join([origin, size, flip(root), *rest])
    return {**result, "receipt": {**result["receipt"], "checkpoint": checkpoint}}


def no_growth(result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "receipt": {**result["receipt"], "consistency": []}}


def no_receipt_at_all(result: dict[str, Any]) -> dict[str, Any]:
    return {"status": result["status"], "receipt": {}}


@pytest.mark.parametrize("lie", [other_leaf, other_index, other_root, no_growth, no_receipt_at_all])
def test_a_false_receipt_is_not_believed(watch: Page, log: Liar, lie: Any) -> None:
    log.lie = lie
    report(watch, "Siti Aminah")
    expect(watch.locator("#problem")).to_contain_text("tidak cocok dengan bukti")
    expect(watch.locator("#entries strong")).to_contain_text("✓ di ponsel")


def test_a_refusal_is_said_in_words_and_the_entry_stays(watch: Page, log: Liar) -> None:
    refusal = {
        "status": 409,
        "type": "/problems/tutup-buku",
        "title": "Buku sudah ditutup",
        "detail": "operasi selesai",
        "retry": False,
    }
    log.lie = lambda _: refusal
    report(watch, "Siti Aminah")
    expect(watch.locator("#problem")).to_contain_text("Server menolak: Buku sudah ditutup")
    expect(watch.locator("#entries li.refused")).to_contain_text("ditolak server")


def test_the_page_shows_which_ledger_it_is_and_that_this_is_practice(
    page: Page, address: str, log: Liar
) -> None:
    page.goto(f"{address}/coba")
    expect(page.get_by_text("LATIHAN", exact=True)).to_be_visible()
    page.get_by_text("Buku besar dan kunci").click()
    expect(page.locator("#words")).to_have_text(words(fingerprint(log.place.founders.note)))
