"""Somebody at the gate: let in, refused, gone again; and how many touches that takes."""

import pytest
from playwright.sync_api import expect

from tests.browser.jaga.test_incident import takes_a_photo
from tests.support.gate import Gate
from tests.support.handset import Handset

pytestmark = pytest.mark.browser

TAPS_NEW = 3
TAPS_AGAIN = 2


@pytest.fixture(name="gate")
def stand_at_the_gate(handset: Handset) -> Gate:
    handset.loses_the_network()
    return Gate(handset)


def test_somebody_new_is_in_within_three_taps_beyond_the_name(gate: Gate) -> None:
    gate.lets_in("Siti Aminah", "Pengawasan")

    assert gate.taps <= TAPS_NEW
    reported, granted = gate.said()
    assert (reported["kind"], granted["kind"]) == ("VisitorReported", "AccessGranted")
    assert (reported["purpose"], granted["zone"]) == ("pengawasan", "halaman")
    assert reported["visitor"].keys() == {"sd", "class"}
    expect(gate.page.locator("#net")).to_have_text("Luring · 2 antre")
    expect(gate.page.locator("#entries li").first).to_contain_text("✓ di ponsel")


def test_somebody_who_was_here_before_is_in_with_two_taps(gate: Gate) -> None:
    gate.lets_in("Siti Aminah", "Pengawasan", "Kantor")
    gate.lets_out("Siti Aminah")
    gate.taps = 0

    gate.tap("Orang masuk")
    gate.tap("Siti Aminah")

    expect(gate.row("Siti Aminah")).to_be_visible()
    assert gate.taps == TAPS_AGAIN
    *_, reported, granted = gate.said()
    assert (reported["purpose"], granted["zone"]) == ("pengawasan", "kantor")
    assert reported["visitor"]["sd"] != gate.said()[0]["visitor"]["sd"]


def test_who_is_inside_is_not_offered_again(gate: Gate) -> None:
    gate.lets_in("Siti Aminah")
    gate.tap("Orang masuk")
    expect(gate.page.get_by_text("Pernah datang")).to_have_count(0)


def test_what_was_chosen_last_is_chosen_next_time(gate: Gate) -> None:
    gate.lets_in("Siti Aminah", "Pengawasan", "Kantor")
    gate.lets_in("Budi Santoso")
    assert [one.get("purpose", one.get("zone")) for one in gate.said()[2:]] == [
        "pengawasan",
        "kantor",
    ]


def test_a_refusal_says_why_and_nobody_is_inside(gate: Gate) -> None:
    gate.refuses("Orang Asing", "Tanpa izin")
    reported, denied = gate.said()
    assert denied["kind"] == "AccessDenied"
    assert denied["reason"] == "tanpa_izin"
    assert denied["of"] != ""
    assert reported["kind"] == "VisitorReported"
    expect(gate.page.locator("#inside")).to_have_text("Di dalam sekarang (0)")


def test_the_goods_zone_is_shown_as_pending(gate: Gate) -> None:
    gate.lets_in("Siti Aminah", zone="Ruang barang")
    expect(gate.row("Siti Aminah")).to_contain_text("Menunggu pengesahan")


def test_somebody_leaves_and_the_search_found_something(gate: Gate) -> None:
    gate.lets_in("Siti Aminah")
    gate.page.get_by_role("link", name="Keluar: Siti Aminah").click()
    gate.picks("Ada temuan")
    gate.page.get_by_label("Apa yang ditemukan").fill("kamera")
    gate.tap("Catat keluar")

    expect(gate.row("Siti Aminah")).to_have_count(0)
    exited = gate.said()[-1]
    assert (exited["kind"], exited["search"]) == ("AccessExited", "ditemukan")
    assert exited["note"]["class"] == "pengawas"


def test_a_badge_a_party_and_an_earlier_time_are_recorded(gate: Gate) -> None:
    page = gate.page
    gate.tap("Orang masuk")
    gate.types(Nama="Rombongan DPRD")
    page.get_by_text("Pendamping, kartu tamu, lainnya").click()
    gate.types(Nomor_kartu_tamu="K-07", Jumlah_orang="5")
    page.get_by_text("Terjadi lebih awal?").click()
    gate.types(Waktu_kejadian="2024-11-25T08:01")
    gate.tap("Izinkan masuk")

    expect(gate.row("Rombongan DPRD (5)")).to_contain_text("25 Nov 08.01 WIB")
    reported, granted = gate.said()
    assert reported["at"] == granted["at"] == "2024-11-25T08:01:00.000+07:00"
    assert (reported["persons"], granted["badge"]) == (5, "K-07")


def test_a_face_is_kept_under_the_seal_with_the_name(gate: Gate) -> None:
    gate.tap("Orang masuk")
    gate.types(Nama="Siti Aminah")
    gate.page.get_by_text("Pendamping, kartu tamu, lainnya").click()
    takes_a_photo(gate.handset)
    gate.tap("Izinkan masuk")
    expect(gate.row("Siti Aminah")).to_be_visible()

    reported, _ = gate.handset.entries()
    assert "photo" not in reported["body"]
    (opening,) = reported["openings"]
    assert opening["value"]["name"] == "Siti Aminah"
    assert len(opening["value"]["photos"]) == 1


def test_a_report_that_was_cut_short_is_answered_later(gate: Gate) -> None:
    page = gate.page
    gate.tap("Orang masuk")
    gate.types(Nama="Siti Aminah")
    fails = """() => {
      const put = IDBObjectStore.prototype.add;
      IDBObjectStore.prototype.add = function add(value) {
        if (String(new TextDecoder().decode(value.note)).includes("AccessGranted")) {
          throw new DOMException("full", "QuotaExceededError");
        }
        return put.call(this, value);
      };
    }"""
    page.evaluate(fails)
    gate.tap("Izinkan masuk")
    expect(gate.handset.problem).to_be_visible()

    page.reload()
    gate.handset.goes("jaga")
    gate.tap("Jawab")
    gate.tap("Izinkan masuk")

    expect(gate.row("Siti Aminah")).to_be_visible()
    assert [one["kind"] for one in gate.said()] == ["VisitorReported", "AccessGranted"]
