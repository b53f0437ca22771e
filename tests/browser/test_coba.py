"""The trial page on a phone: key, enrolment, a visitor with the network off, a checked receipt."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ledger.charter import fingerprint
from ledger.fingerprint import words
from ledger.tlog.text import to_base64
from tests.support.practice import practice
from tests.support.server import desk
from tests.support.watch import Lie, Watch, enrol

pytestmark = pytest.mark.browser


@pytest.fixture(name="new")
def open_page_on_phone(phone: BrowserContext, page: Page, tmp_path: Path) -> Iterator[Watch]:
    """A phone that has just opened the page."""
    with practice(tmp_path / "buku") as place, desk(place) as served:
        watch = Watch(phone, page, place, served.address)
        watch.opens()
        yield watch


@pytest.fixture(name="watch")
def enrol_phone(new: Watch) -> Watch:
    """A phone that has made its key and was enrolled."""
    new.is_enrolled()
    return new


def test_a_visitor_is_signed_with_the_network_off_and_received_when_it_is_back(
    watch: Watch,
) -> None:
    watch.phone.set_offline(True)
    watch.reports("Siti Aminah")
    expect(watch.tick).to_contain_text("✓ di ponsel")
    expect(watch.page.locator("#net")).to_contain_text("Luring · 1 antre")
    expect(watch.page.locator("#saved")).to_contain_text("Siti Aminah: tersimpan di ponsel.")
    expect(watch.problem).to_be_hidden()

    watch.phone.set_offline(False)

    expect(watch.tick).to_contain_text("✓✓ diterima · daun 2")
    expect(watch.page.locator("#net")).to_contain_text("Daring")
    expect(watch.problem).to_be_hidden()
    receipt = watch.place.ledger.receipt(2)
    assert receipt is not None
    assert b"VisitorReported" in receipt.note


def test_the_server_understands_what_the_page_says(watch: Watch) -> None:
    watch.reports("Siti Aminah")
    watch.has_received(1)
    expect(watch.page.locator("#entries li")).not_to_contain_text("belum dipahami")


def test_the_visitors_name_leaves_the_phone_only_beside_the_note(watch: Watch) -> None:
    watch.reports("Siti Aminah")
    watch.has_received(1)
    (asked,) = watch.sent
    assert "Siti" not in asked["notes"][0]
    (opening,) = asked["openings"]
    assert opening["path"] == "/visitor"
    assert opening["value"] == {"name": "Siti Aminah"}


def test_ten_entries_made_offline_arrive_in_the_order_they_were_made(watch: Watch) -> None:
    watch.phone.set_offline(True)
    names = [f"Tamu {number}" for number in range(10)]
    for name in names:
        watch.reports(name)
    watch.phone.set_offline(False)
    watch.has_received(10)
    sent = [opening["value"]["name"] for asked in watch.sent for opening in asked["openings"]]
    assert sent[-10:] == names


def test_later_notes_cite_the_newest_checkpoint_that_was_verified(watch: Watch) -> None:
    cited = []
    for number in range(3):
        watch.reports(f"Tamu {number}")
        watch.has_received(number + 1)
        cited.append(watch.sent[-1]["notes"][0].split("\n")[4].split(" ")[0])
    assert cited == ["2", "3", "4"]


def test_what_was_signed_is_still_there_after_the_page_is_closed(watch: Watch) -> None:
    watch.phone.set_offline(True)
    watch.reports("Siti Aminah")
    watch.page.close()
    watch.phone.set_offline(False)
    again = watch.phone.new_page()
    again.goto(f"{watch.address}/coba")
    expect(again.locator("#entries li.received")).to_contain_text("Siti Aminah")


def test_two_tabs_never_sign_two_texts_under_one_number(watch: Watch) -> None:
    other = Watch(watch.phone, watch.phone.new_page(), watch.place, watch.address)
    other.opens()
    expect(other.page.locator("#visitor")).to_be_visible()
    watch.phone.set_offline(True)
    watch.reports("Dari tab satu")
    other.reports("Dari tab dua")
    watch.phone.set_offline(False)
    other.has_received(2)
    numbers = {note.split("\n")[2] for asked in other.sent for note in asked["notes"]}
    assert numbers == {"16.08/kpu/gudang-03 0", "16.08/kpu/gudang-03 1"}


def test_an_enrolment_code_may_be_pasted_where_there_is_no_signal(new: Watch) -> None:
    new.phone.set_offline(True)
    leaf = enrol(new.place, new.makes_a_key())
    new.page.get_by_text("Tanpa sinyal?").click()
    new.page.locator("#leaf").fill("bukan kode")
    new.page.get_by_role("button", name="Pakai kode").click()
    expect(new.problem).to_contain_text("44 huruf")
    new.page.locator("#leaf").fill(to_base64(leaf))
    new.page.get_by_role("button", name="Pakai kode").click()
    new.reports("Siti Aminah")
    new.phone.set_offline(False)
    new.has_received(1)


def test_a_name_that_looks_like_another_is_not_taken_for_a_post(new: Watch) -> None:
    new.page.locator("#journal").fill("16.08/kpu/guda\u0441g")
    new.page.get_by_role("button", name="Buat kunci").click()
    expect(new.problem).to_contain_text("Nama pos jaga")
    expect(new.page.locator("#enrol")).to_be_hidden()


def test_a_name_that_another_key_holds_is_said_to_be_taken(new: Watch) -> None:
    new.place.enrols("16.08/kpu/gudang-03")
    new.makes_a_key()
    expect(new.problem).to_contain_text("sudah didaftarkan dengan kunci lain")


def test_a_log_that_lost_entries_gets_them_all_again(watch: Watch, tmp_path: Path) -> None:
    for number in range(3):
        watch.reports(f"Tamu {number}")
        watch.has_received(number + 1)
    with watch.restored(tmp_path / "cadangan") as place:
        watch.reports("Tamu 3")
        watch.has_received(4)
        assert place.ledger.tree.size == 6


def test_a_log_that_went_another_way_is_disputed_and_shown_the_proof(
    watch: Watch, tmp_path: Path
) -> None:
    watch.reports("Tamu 0")
    watch.has_received(1)
    with watch.restored(tmp_path / "cadangan") as place:
        place.enrols("16.08/kpu/gudang-04")
        watch.reports("Tamu 1")
        expect(watch.problem).to_contain_text("buku yang berbeda")
        expect(watch.tick).to_contain_text("✓ di ponsel")
        assert place.ledger.is_halted
        assert watch.sent[-1]["notes"] == []


def test_a_recovered_log_gets_again_what_it_lost_and_is_followed_from_there(
    watch: Watch, tmp_path: Path
) -> None:
    watch.backup(tmp_path / "old.db")
    for number in range(3):
        watch.reports(f"Tamu {number}")
        watch.has_received(number + 1)
    with watch.recovered(tmp_path / "pulih", tmp_path / "old.db") as place:
        watch.reports("Tamu 3")
        watch.has_received(4)
        expect(watch.problem).to_be_hidden()
        assert place.ledger.tree.size == 8
        watch.reports("Tamu 4")
        watch.has_received(5)
        cited = watch.sent[-1]["notes"][0].split("\n")[4]
        assert cited == f"{8} {to_base64(place.ledger.tree.subtrees.root(8))}"
        assert not place.ledger.is_halted


def test_a_phone_at_rest_sends_again_what_a_recovered_log_lost(
    watch: Watch, tmp_path: Path
) -> None:
    watch.backup(tmp_path / "old.db")
    watch.reports("Tamu 0")
    watch.has_received(1)
    with watch.recovered(tmp_path / "pulih", tmp_path / "old.db") as place:
        place.enrols("16.08/kpu/gudang-04")
        watch.page.evaluate("dispatchEvent(new Event('online'))")
        expect(watch.tick).to_contain_text("daun 5")
        expect(watch.problem).to_be_hidden()
        assert not place.ledger.is_halted


def test_the_registrars_word_gives_up_a_checkpoint_only_once(watch: Watch, tmp_path: Path) -> None:
    registrars = watch.place.founders.registrars[:2]
    before = [(one.head, one.sequence) for one in registrars]
    watch.backup(tmp_path / "old.db")
    watch.reports("Tamu 0")
    watch.has_received(1)
    with watch.recovered(tmp_path / "pulih", tmp_path / "old.db"):
        watch.reports("Tamu 1")
        watch.has_received(2)
    for one, (head, sequence) in zip(registrars, before, strict=True):  # the same notes again
        one.head, one.sequence = head, sequence
    with watch.recovered(tmp_path / "lagi", tmp_path / "old.db") as place:
        place.enrols("16.08/kpu/gudang-04")
        watch.reports("Tamu 2")
        expect(watch.problem).to_contain_text("tidak cocok dengan bukti")
        expect(watch.tick).to_contain_text("✓ di ponsel")


def test_no_checkpoint_is_given_up_without_a_quorum_of_registrars(
    watch: Watch, tmp_path: Path
) -> None:
    watch.backup(tmp_path / "old.db")
    for number in range(3):
        watch.reports(f"Tamu {number}")
        watch.has_received(number + 1)
    with watch.recovered(tmp_path / "pulih", tmp_path / "old.db", without_a_registrar):
        watch.reports("Tamu 3")
        expect(watch.problem).to_contain_text("tidak cocok dengan bukti")
        expect(watch.tick).to_contain_text("✓ di ponsel")


def without_a_registrar(result: dict[str, Any]) -> dict[str, Any]:
    recovery = result.get("receipt", {}).get("recovery")
    if recovery is not None:
        recovery["notes"].pop()
    return result


def test_a_phone_at_rest_follows_the_log_and_cites_what_it_saw(watch: Watch) -> None:
    watch.place.enrols("16.08/kpu/gudang-04")
    with watch.page.expect_response("**/consistency?*"):
        watch.page.evaluate("dispatchEvent(new Event('online'))")
    watch.reports("Tamu 0")
    watch.has_received(1)
    assert watch.sent[-1]["notes"][0].split("\n")[4].startswith("3 ")


def test_a_log_that_does_not_continue_what_was_seen_is_reported_without_a_note(
    watch: Watch, tmp_path: Path
) -> None:
    watch.reports("Tamu 0")
    watch.has_received(1)
    with watch.restored(tmp_path / "cadangan") as place:
        place.enrols("16.08/kpu/gudang-04")
        place.enrols("16.08/kpu/gudang-05")
        watch.page.evaluate("dispatchEvent(new Event('online'))")
        expect(watch.problem).to_contain_text("tidak membuktikan")
        assert place.ledger.is_halted


def test_a_passed_number_does_not_hold_up_what_follows(watch: Watch) -> None:
    watch.phone.set_offline(True)
    watch.reports("Tamu 0")
    watch.reports("Tamu 1")
    after = to_base64(watch.leaf(0))
    resume = f"resume 16.08/kpu/gudang-03 at 1 after {after}"
    watch.place.takes(watch.place.founders.registrars[0].registers(resume))
    watch.phone.set_offline(False)
    watch.has_received(1)
    expect(watch.tick).to_contain_text("diterima")
    expect(watch.page.locator("#entries li.refused")).to_contain_text("nomor yang hilang")
    expect(watch.page.locator("#net")).not_to_contain_text("antre")


def flip(text: str) -> str:
    return ("B" if text[0] == "A" else "A") + text[1:]


def receipt_with(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Lie:
    return lambda result: {**result, "receipt": {**result["receipt"], **change(result["receipt"])}}


def other_root(receipt: dict[str, Any]) -> dict[str, Any]:
    origin, size, root, *rest = receipt["checkpoint"].split("\n")
    return {"checkpoint": "\n".join([origin, size, flip(root), *rest])}


LIES: dict[str, Lie] = {
    "for another leaf": receipt_with(lambda told: {"leaf_hash": flip(told["leaf_hash"])}),
    "at another index": receipt_with(lambda _: {"leaf_index": 1}),
    "at an index that is no number": receipt_with(lambda _: {"leaf_index": "2"}),
    "under another root": receipt_with(other_root),
    "without the way to the root": receipt_with(lambda _: {"inclusion": []}),
    "without the way from what we cited": receipt_with(lambda _: {"consistency": []}),
    "without anything": lambda result: {"status": result["status"], "receipt": {}},
    "that is a list": lambda result: {"status": result["status"], "receipt": []},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_false_receipt_is_not_believed(watch: Watch, lie: Lie) -> None:
    watch.is_lied_to(lie)
    watch.reports("Siti Aminah")
    expect(watch.problem).to_contain_text("tidak cocok dengan bukti")
    expect(watch.tick).to_contain_text("✓ di ponsel")


def test_a_refusal_is_said_in_words_and_the_entry_stays(watch: Watch) -> None:
    refusal = {
        "status": 409,
        "type": "/problems/tutup-buku",
        "title": "Buku sudah ditutup",
        "title_en": "The book is closed",
        "detail": "the operation has ended",
        "retry": "never",
    }
    watch.is_lied_to(lambda _: refusal)
    watch.reports("Siti Aminah")
    expect(watch.problem).to_contain_text("Server menolak: Buku sudah ditutup")
    expect(watch.problem).to_contain_text("The book is closed")
    expect(watch.page.locator("#entries li.refused")).to_contain_text("ditolak server")


def test_a_revoked_phone_is_told_to_ask_for_a_new_key(watch: Watch) -> None:
    revoke = watch.place.founders.registrars[0].registers("revoke 16.08/kpu/gudang-03 after 0")
    watch.reports("Tamu 0")
    watch.has_received(1)
    watch.place.takes(revoke)
    watch.reports("Tamu 1")
    expect(watch.problem).to_contain_text("sudah dicabut")
    expect(watch.page.locator("#entries li.refused")).to_have_count(1)


def test_the_page_shows_which_ledger_it_is_and_that_this_is_practice(new: Watch) -> None:
    expect(new.page.get_by_text("LATIHAN", exact=True)).to_be_visible()
    new.page.get_by_text("Buku besar dan kunci").click()
    expect(new.page.locator("#words")).to_have_text(words(fingerprint(new.place.founders.note)))
