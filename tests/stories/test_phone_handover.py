"""Twelve boxes change hands between two phones that have no network; later both deliver.

The phones see each other's screens: codes are read off screenshots, and in one story by a camera.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.catalogue import NotUnderstood, read
from domain.checkdigit import printed
from ledger.journal import Entry
from ledger.tlog.text import to_base64
from tests.support.camera import View, codes, filming, frames_on
from tests.support.chromium import open_page, open_phone, start_chromium, take_phone
from tests.support.handset import Handset
from tests.support.practice import practice
from tests.support.server import Desk, desk, until

__all__ = ["open_page", "open_phone", "start_chromium"]

pytestmark = pytest.mark.browser

GIVER = ("16.08/kpu/gudang-03", {"place": "16.08/GDG-01", "unit": "16.08/kpu"})
RECEIVER = ("16.08.05/ppk/ketua", {"place": "16.08.05/PPK", "unit": "16.08.05/ppk"})
BOXES = [f"16.08.05.2003-TPS{number:03}-GUB" for number in range(1, 13)]
STRANGER = "16.08.05.2004-TPS001-GUB"
NAMES = {"16.08/kpu": "KPU OKU Timur", "16.08.05/ppk": "PPK Belitang", "16.08.06/ppk": "PPK Madang"}

LEARN = """async ([charter, word, value]) => {
  const { openJournal } = await import("/modules/journal.js");
  const journal = await openJournal(charter);
  const since = { at: new Date().toISOString(), leaf_index: 0 };
  await journal.learn({ [word]: { ...since, value } });
}"""
KEY = """async (charter) => {
  const { openJournal } = await import("/modules/journal.js");
  return (await (await openJournal(charter)).device()).vkey;
}"""
TAMPER = """async (frames) => {
  const { Collector, framesOf } = await import("/modules/frame.js");
  const { leafHash } = await import("/modules/tree.js");
  const { toBase64, toUtf8 } = await import("/modules/text.js");
  const collector = new Collector("OFFER");
  let bytes = null;
  for (const frame of frames) bytes ??= await collector.take(frame);
  const letter = JSON.parse(new TextDecoder().decode(bytes));
  letter.notes = letter.notes.map((note) => note.replaceAll("GDG-01", "GDG-02"));
  letter.leaves = [toBase64(await leafHash(toUtf8(letter.notes.at(-1))))];
  letter.place = letter.place.replace("GDG-01", "GDG-02");
  return framesOf(toUtf8(JSON.stringify(letter)), "OFFER");
}"""
FULL = """() => {
  const { add } = IDBObjectStore.prototype;
  let left = 1;
  IDBObjectStore.prototype.add = function (...record) {
    if (this.name !== "note" || left > 0) {
      left -= Number(this.name === "note");
      return add.apply(this, record);
    }
    IDBObjectStore.prototype.add = add;
    throw new DOMException("no room", "QuotaExceededError");
  };
}"""
"""The browser has room for one more entry, and then again after one failure."""
CARRIED = """async (charter) => {
  const { openJournal } = await import("/modules/journal.js");
  const carried = await (await openJournal(charter)).carried();
  return carried.map(({ leaf }) => leaf);
}"""

HAS_READER = """async () => {
  const cache = await caches.open("segel scanner");
  return (await cache.match("/static/vendor/zxing-wasm/zxing_reader.wasm")) !== undefined;
}"""


@dataclass(slots=True)
class Hand:
    """One of the two people, with a phone."""

    handset: Handset
    name: str

    @property
    def page(self) -> Page:
        return self.handset.page

    def knows(self, place: str, unit: str, boxes: list[str]) -> None:
        """Know what the server told when there was a network."""
        listed = [
            {"box": box, "place": place, "holder": unit, "state": "dipegang", "seals": [f"tag:{n}"]}
            for n, box in enumerate(boxes)
        ]
        value = {"post": place, "unit": unit, "boxes": listed, "units": NAMES}
        self.page.evaluate(LEARN, [self.handset.place.ledger.fingerprint(), "post", value])
        self.page.reload()

    def knows_the_key_of(self, other: Self) -> None:
        """Know the other's key, as the server told when there was a network."""
        charter = self.handset.place.ledger.fingerprint()
        keys = {other.name: other.page.evaluate(KEY, charter)}
        self.page.evaluate(LEARN, [charter, "keys", keys])

    def offers(self, to: str = "PPK Belitang") -> list[str]:
        """Sign an offer of everything here; return the codes on the screen."""
        self.handset.goes("serah/beri")
        expect(self.page.locator(".count")).to_have_text("12 kotak")
        self.page.get_by_label("Diserahkan kepada").fill(to)
        self.handset.taps("Tanda tangani")
        expect(self.page.get_by_text("Langkah 2 dari 3")).to_be_visible()
        return frames_on(self.page)

    def is_shown(self, frames: list[str]) -> None:
        """Read codes, as if by the camera."""
        field = self.page.get_by_label("Isi kode")  # open by itself: these phones have no camera
        for frame in frames:
            field.fill(frame)
            field.press("Enter")

    def types(self, *boxes: str) -> None:
        """Type the numbers of boxes."""
        field = self.page.get_by_label("Nomor kotak")
        for box in boxes:
            field.fill(printed(box))
            field.press("Enter")
            expect(field).to_have_value("")

    def signs(self, verdict: str = "Daftar sama dengan penyerah") -> list[str]:
        """Go on to the last step and sign; return the codes on the screen."""
        self.handset.taps("Lanjut")
        expect(self.page.locator(".verdict")).to_have_text(verdict)
        self.page.get_by_role("radio", name="Baik").check()
        self.handset.taps("Tanda tangani")
        expect(self.page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()
        return frames_on(self.page)

    def said(self, kind: str) -> list[dict[str, Any]]:
        return [one["body"] for one in self.handset.entries() if one["body"]["kind"] == kind]

    def carries(self) -> list[str]:
        found: list[str] = self.page.evaluate(CARRIED, self.handset.place.ledger.fingerprint())
        return found


@pytest.fixture(name="hall")
def serve_practice(tmp_path: Path) -> Iterator[Desk]:
    with practice(tmp_path / "buku") as place, desk(place) as served:
        yield served


@pytest.fixture(name="giver")
def enrol_giver(chromium: Browser, hall: Desk) -> Iterator[Hand]:
    yield from enrolled(chromium, hall, *GIVER)


@pytest.fixture(name="receiver")
def enrol_receiver(chromium: Browser, hall: Desk) -> Iterator[Hand]:
    yield from enrolled(chromium, hall, *RECEIVER)


def enrolled(browser: Browser, hall: Desk, name: str, seat: dict[str, str]) -> Iterator[Hand]:
    """Enrol a phone, let it know its boxes and lose the network."""
    phone = take_phone(browser)
    handset = Handset(phone, phone.new_page(), hall.place, hall.address)
    handset.is_enrolled(name, {**seat, "names": {}})
    hand = Hand(handset, name)
    hand.knows(seat["place"], seat["unit"], BOXES if name == GIVER[0] else [])
    hand.page.wait_for_function(HAS_READER)
    handset.loses_the_network()
    yield hand
    phone.close()


def bodies(hall: Desk) -> dict[str, dict[str, Any]]:
    """Return what the log holds, by leaf hash."""
    tree = hall.place.ledger.tree
    stored = tree.entries(0, tree.size)
    entries = [Entry.parse(one.note) for one in stored[1:] if b"segel/statement/" in one.note[:20]]
    assert not any(isinstance(read(one.body.encode()), NotUnderstood) for one in entries)
    return {to_base64(one.leaf): json.loads(one.body) for one in entries}


def test_twelve_boxes_change_hands_offline_and_both_phones_deliver(
    hall: Desk, giver: Hand, receiver: Hand
) -> None:
    giver.knows_the_key_of(receiver)
    offer = giver.offers()
    receiver.handset.goes("serah/terima")
    receiver.is_shown(offer)
    expect(receiver.page.get_by_text("12 kotak dari KPU OKU Timur")).to_be_visible()
    expect(receiver.page.get_by_text("belum dapat diperiksa")).to_be_visible()
    receiver.types(*BOXES)
    expect(receiver.page.locator(".count")).to_have_text("12/12")
    answer = receiver.signs()

    giver.handset.taps("Pindai jawaban")
    giver.is_shown(answer)
    expect(giver.page.locator(".verdict")).to_have_text("12 kotak diterima")
    expect(giver.page.get_by_text("Tanda tangan sah")).to_be_visible()

    (accepted,) = receiver.said("HandoverAccepted")
    assert accepted["of"] in receiver.carries()
    assert len(giver.carries()) == 1
    assert [one["box"] for one in accepted["boxes"]] == BOXES
    for hand in (receiver, giver):
        hand.handset.finds_the_network()
    until(lambda: len(bodies(hall)) == 2)
    assert bodies(hall)[accepted["of"]]["kind"] == "HandoverOffered"


def test_the_giver_counts_by_scanning_and_offers_what_was_scanned(giver: Hand) -> None:
    giver.handset.goes("serah/beri")
    giver.handset.taps("Hitung dengan memindai")
    giver.types(*BOXES[:3])
    expect(giver.page.locator(".count")).to_have_text("3/12")
    giver.page.get_by_label("Diserahkan kepada").fill("PPK Belitang")
    giver.handset.taps("Tanda tangani")
    expect(giver.page.get_by_text("3 kotak", exact=True)).to_be_visible()

    (offered,) = giver.said("HandoverOffered")
    assert (offered["boxes"], offered["to"]) == (BOXES[:3], "16.08.05/ppk")


def test_an_offer_cut_off_between_its_parts_goes_on_with_the_second(giver: Hand) -> None:
    many = [f"16.08.05.2003-TPS{number:03}-GUB" for number in range(1, 321)]
    giver.knows("16.08/GDG-01", "16.08/kpu", many)
    giver.handset.goes("serah/beri")
    expect(giver.page.locator(".count")).to_have_text("320 kotak")
    giver.page.get_by_label("Diserahkan kepada").fill("PPK Belitang")
    giver.page.evaluate(FULL)

    giver.handset.taps("Tanda tangani")
    expect(giver.handset.problem).to_contain_text("Ponsel penuh")
    giver.handset.taps("Tanda tangani")

    expect(giver.page.get_by_text("Langkah 2 dari 3")).to_contain_text("320 kotak")
    said = giver.said("HandoverOffered")
    assert [one["part"] for one in said] == [1, 2]
    assert sorted(box for one in said for box in one["boxes"]) == many


def test_one_box_is_missing_and_another_stands_there_instead(giver: Hand, receiver: Hand) -> None:
    offer = giver.offers()
    receiver.handset.goes("serah/terima")
    receiver.is_shown(offer)
    receiver.types(*BOXES[:11], STRANGER)
    expect(receiver.page.locator(".count")).to_have_text("11/12")
    answer = receiver.signs(verdict="Daftar berbeda dari penyerah")

    (accepted,) = receiver.said("HandoverAccepted")
    (refused,) = receiver.said("HandoverRefused")
    assert (accepted["count"], len(accepted["boxes"])) == (11, 11)
    assert refused["boxes"] == [
        {"box": STRANGER, "reason": "bukan_kotak_ini"},
        {"box": BOXES[11], "reason": "tidak_ada"},
    ]
    giver.handset.taps("Pindai jawaban")
    giver.is_shown(answer)
    expect(giver.page.locator(".verdict")).to_contain_text("11 kotak diterima")
    expect(giver.page.locator("li", has_text="tidak ada")).to_be_visible()


def test_a_box_with_damaged_seals_is_taken_or_refused_and_the_seals_are_named(
    giver: Hand, receiver: Hand
) -> None:
    receiver.knows("16.08.05/PPK", "16.08.05/ppk", BOXES)
    offer = giver.offers()
    receiver.handset.goes("serah/terima")
    receiver.is_shown(offer)
    receiver.types(*BOXES)
    receiver.handset.taps("Lanjut")
    receiver.page.get_by_text("Tolak kotak tertentu").click()
    receiver.page.get_by_role("combobox").nth(0).select_option(label="Terima, segel rusak")
    receiver.page.get_by_role("combobox").nth(1).select_option(label="Tolak: segel rusak")
    receiver.page.get_by_role("radio", name="Semua ada dan utuh").check()
    receiver.page.get_by_role("radio", name="Rusak ringan").check()
    receiver.handset.taps("Tanda tangani")
    expect(receiver.page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()

    (accepted,) = receiver.said("HandoverAccepted")
    (refused,) = receiver.said("HandoverRefused")
    assert accepted["boxes"][0] == {"box": BOXES[0], "rusak": ["tag:0"]}
    assert accepted["boxes"][1] == {"box": BOXES[2], "utuh": ["tag:2"]}
    assert (accepted["count"], accepted["condition"]) == (11, "rusak_ringan")
    assert refused["boxes"] == [{"box": BOXES[1], "reason": "segel_rusak"}]


def test_a_code_for_something_else_is_not_taken(giver: Hand, receiver: Hand) -> None:
    offer = giver.offers()
    giver.handset.goes("serah/terima")
    giver.is_shown(offer)
    expect(giver.handset.problem).to_contain_text("penawaran ponsel ini sendiri")

    receiver.handset.goes("serah/terima")
    receiver.is_shown(["SG1:ACCEPTANCE:0F3A55C1D2E94B77:1/1:00"])
    expect(receiver.page.get_by_text("Langkah 1 dari 3")).to_be_visible()

    receiver.is_shown(offer)
    receiver.types(*BOXES)
    answer = receiver.signs()
    giver.handset.goes("serah")
    expect(giver.page.get_by_text("belum dijawab")).to_be_visible()
    giver.offers("PPK Madang")
    giver.handset.taps("Pindai jawaban")
    giver.is_shown(answer)
    expect(giver.handset.problem).to_contain_text("penawaran lain")


def test_a_phone_is_lost_after_the_handover_and_the_other_delivers_for_both(
    hall: Desk, giver: Hand, receiver: Hand
) -> None:
    offer = giver.offers()
    receiver.handset.goes("serah/terima")
    receiver.is_shown(offer)
    receiver.types(*BOXES)
    receiver.signs()
    giver.handset.phone.close()

    receiver.handset.finds_the_network()
    until(lambda: len(bodies(hall)) == 2)
    kinds = {body["kind"] for body in bodies(hall).values()}
    assert kinds == {"HandoverOffered", "HandoverAccepted"}


def test_the_receiver_reads_everything_with_the_camera(
    chromium: Browser, hall: Desk, giver: Hand, tmp_path: Path
) -> None:
    offer = giver.offers()
    film = codes(tmp_path / "film.mjpeg", [*offer, *BOXES], View(share=0.9))
    with filming(chromium, film) as browser:
        for receiver in enrolled(browser, hall, *RECEIVER):
            receiver.handset.goes("serah/terima")
            expect(receiver.page.get_by_text("Langkah 2 dari 3")).to_be_visible(timeout=30_000)
            expect(receiver.page.locator(".count")).to_have_text("12/12", timeout=30_000)
            receiver.signs()


def test_an_offer_that_was_changed_on_its_way_is_refused(giver: Hand, receiver: Hand) -> None:
    offer = giver.offers()
    receiver.handset.goes("serah/terima")
    frames = receiver.page.evaluate(TAMPER, offer)
    receiver.knows_the_key_of(giver)
    receiver.is_shown(frames)
    expect(receiver.handset.problem).to_contain_text("Tanda tangan jawaban ini tidak sah")
    assert receiver.carries() == []
