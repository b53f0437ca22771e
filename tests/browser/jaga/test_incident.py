"""Kejadian on a phone: three taps without a network, and photographs for those who may see them."""

from base64 import b64decode
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.jaga.test_album import FULL
from tests.support.handset import Handset
from tests.support.server import until
from tests.support.snapshot import snapshot

pytestmark = pytest.mark.browser


def takes_a_photo(handset: Handset, seed: int = 0) -> None:
    """Let the camera hand out a picture."""
    shots = handset.page.locator(".shot canvas")
    before = shots.count()
    hands_out(handset, snapshot(seed, 1200, 900))
    expect(shots).to_have_count(before + 1)


def hands_out(handset: Handset, raw: bytes) -> None:
    file: FilePayload = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": raw}
    handset.page.set_input_files("input[type=file]", file)


def chooses(handset: Handset, kind: str) -> None:
    handset.page.get_by_role("radio", name=kind).check()


def saves(handset: Handset) -> None:
    handset.taps("Simpan")
    expect(handset.page.locator("h1")).to_have_text("Jaga")


def arrives(handset: Handset, count: int) -> None:
    """Wait until the server has so many photographs."""
    folder = handset.place.path / "photos"
    until(lambda: turns(handset) and len(list(folder.glob("[0-9a-f][0-9a-f]/*"))) >= count)


def turns(handset: Handset) -> bool:
    """Let the page, and who stands in its way, go on for a moment."""
    handset.page.wait_for_timeout(50)
    return True


def received(handset: Handset) -> Callable[[], bool]:
    def is_so() -> bool:
        turns(handset)
        return all(one["state"] == "received" for one in handset.entries())

    return is_so


def test_an_incident_takes_three_taps_without_a_network(handset: Handset) -> None:
    handset.loses_the_network()
    handset.goes("kejadian")
    chooses(handset, "Hujan masuk")
    saves(handset)
    (entry,) = handset.entries()
    body = entry["body"]
    assert (body["kind"], body["incident_kind"], body["severity"]) == (
        "IncidentReported",
        "hujan",
        "biasa",
    )
    assert body["place"] == "16.08/GDG-01"
    assert "occurred" not in body
    assert datetime.fromisoformat(body["observed"]) <= datetime.fromisoformat(body["at"])
    assert body["at"].endswith("+07:00")
    handset.finds_the_network()
    until(received(handset))


def test_three_times_stand_in_their_order(handset: Handset) -> None:
    handset.goes("kejadian")
    chooses(handset, "Api atau asap")
    handset.page.locator("summary").click()
    handset.page.get_by_label("Terlihat").fill("2026-11-20T07:45")
    handset.page.get_by_label("Terjadi").fill("2026-11-20T07:30")
    handset.page.get_by_label("Catatan (tertutup)").fill("panel sebelah utara")
    handset.page.get_by_role("checkbox", name="Dipadamkan").check()
    saves(handset)
    (entry,) = handset.entries()
    body = entry["body"]
    assert body["occurred"] == "2026-11-20T07:30:00.000+07:00"
    assert body["observed"] == "2026-11-20T07:45:00.000+07:00"
    assert (body["severity"], body["actions"]) == ("menonjol", ["dipadamkan"])
    assert body["note"]["class"] == "pengawas"
    until(received(handset))


def test_a_photograph_is_kept_with_its_note_and_sent_after_it(handset: Handset) -> None:
    handset.loses_the_network()
    handset.goes("kejadian")
    chooses(handset, "Pintu, jendela")
    takes_a_photo(handset)
    takes_a_photo(handset, 1)
    handset.taps("Buang")
    expect(handset.page.locator(".shot canvas")).to_have_count(1)
    saves(handset)
    (cited,) = handset.entries()[0]["body"]["photos"]
    handset.finds_the_network()
    arrives(handset, 1)
    name = b64decode(cited).hex()
    stored = handset.place.path / "photos" / name[:2] / name
    assert stored.read_bytes().startswith(b"\xff\xd8\xff")


def test_a_photograph_of_people_is_cited_under_the_seal_alone(handset: Handset) -> None:
    handset.goes("kejadian")
    chooses(handset, "Orang tak dikenal")
    expect(handset.page.get_by_role("checkbox", name="Ada orang di foto")).to_be_checked()
    expect(handset.page.locator("#screen")).to_contain_text("Foto tidak terbit")
    takes_a_photo(handset)
    saves(handset)
    body = handset.entries()[0]["body"]
    assert "photos" not in body
    assert body["persons"]["class"] == "pribadi"
    arrives(handset, 1)
    (stored,) = (handset.place.path / "photos").glob("[0-9a-f][0-9a-f]/*")
    name = handset.page.evaluate(
        """(hex) => btoa(String.fromCharCode(...hex.match(/../g).map((two) => parseInt(two, 16))))
          .replaceAll("+", "-").replaceAll("/", "_").slice(0, -1)""",
        stored.name,
    )
    assert handset.page.request.get(f"{handset.address}/photos/{name}").status == 404


def test_what_is_no_photograph_is_told_in_words(handset: Handset) -> None:
    handset.goes("kejadian")
    hands_out(handset, b"bukan gambar")
    expect(handset.problem).to_have_text("Ini bukan foto. Coba lagi.")
    chooses(handset, "Lain-lain")
    saves(handset)


def test_a_draft_outlives_the_page_that_the_camera_pushed_out(handset: Handset) -> None:
    handset.loses_the_network()
    handset.goes("kejadian")
    chooses(handset, "Barang hilang")
    takes_a_photo(handset)
    handset.page.reload()
    expect(handset.page.get_by_role("radio", name="Barang hilang")).to_be_checked()
    expect(handset.page.locator(".shot canvas")).to_have_count(1)
    saves(handset)
    assert len(handset.entries()[0]["body"]["photos"]) == 1
    handset.goes("kejadian")
    expect(handset.page.get_by_role("radio", name="Barang hilang")).not_to_be_checked()
    expect(handset.page.locator(".shot canvas")).to_have_count(0)


def test_a_phone_without_room_keeps_nothing_by_halves_and_says_so(handset: Handset) -> None:
    handset.goes("kejadian")
    chooses(handset, "Banjir")
    takes_a_photo(handset)
    handset.page.evaluate(FULL)
    handset.taps("Simpan")
    expect(handset.problem).to_contain_text("TIDAK tersimpan")
    assert (handset.entries(), photos(handset)) == ([], 0)
    handset.page.reload()
    expect(handset.page.locator(".shot canvas")).to_have_count(1)
    saves(handset)
    assert (len(handset.entries()), photos(handset)) == (1, 1)


def photos(handset: Handset) -> int:
    """Count the photographs in the phone's journal."""
    code = """async (charter) => {
      const { openJournal } = await import("/modules/journal.js");
      return (await (await openJournal(charter)).photos()).length;
    }"""
    found: int = handset.page.evaluate(code, handset.place.ledger.fingerprint())
    return found
