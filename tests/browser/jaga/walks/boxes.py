"""Boxes: counted onto a truck and off it, handed over, and taken."""

from playwright.sync_api import expect

from domain.checkdigit import printed
from tests.browser.jaga.walks.enrolment import joins
from tests.support.gallery import Gallery
from tests.support.handset import Handset

BOXES = ("16.08.12.2001-TPS001-BUP", "16.08.12.2001-TPS001-GUB")
DESTROYED = "16.08-CADANGAN-01"


def moving(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("pindah")
    gallery.shows("pindah")
    guard.taps("Truk tiba")
    gallery.shows("pindah-tiba")
    guard.goes("pindah/berangkat")
    gallery.shows("pindah-berangkat")
    guard.page.get_by_label("Kepada").fill("Polres OKU Timur")
    guard.page.get_by_label("Tujuan").fill("16.08.12/PPK")
    guard.page.get_by_label("Nomor polisi kendaraan").fill("BG 1234 AB")
    guard.taps("Lanjut")
    gallery.shows("pindah-hitung-kosong")
    types(guard, *BOXES)
    gallery.shows("pindah-hitung")
    guard.page.get_by_label("Nomor kotak").fill("16.08.12.2001-TPS001-BUP-A")
    guard.taps("Pakai nomor ini")
    gallery.shows("pindah-nomor-salah")
    guard.taps("Lanjut")
    gallery.shows("pindah-periksa")
    guard.taps("Simpan")
    expect(guard.page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()
    gallery.shows("pindah-simpan")


def handing_over(guard: Handset, gallery: Gallery) -> None:
    joins(guard, unit="kpu")  # KPU holds the boxes
    guard.goes("serah")
    gallery.shows("serah")
    guard.goes("serah/terima")
    gallery.shows("serah-terima")
    guard.goes("serah/beri")
    expect(guard.page.locator(".count")).to_have_text(f"{len(BOXES) + 1} kotak")  # one is spare
    expect(guard.page.get_by_text(DESTROYED)).to_have_count(0)
    gallery.shows("serah-beri")
    guard.page.get_by_label("Diserahkan kepada").fill("Polres OKU Timur")
    guard.taps("Tanda tangani")
    expect(guard.page.locator("svg.code")).to_be_visible()
    gallery.shows("serah-kode")
    guard.taps("Pindai jawaban")
    gallery.shows("serah-balasan")
    guard.goes("serah")
    expect(guard.page.get_by_text("belum dijawab")).to_be_visible()
    gallery.shows("serah-menunggu")


def types(guard: Handset, *boxes: str) -> None:
    """Type the numbers of boxes as they are printed."""
    field = guard.page.get_by_label("Nomor kotak")
    for box in boxes:
        field.fill(printed(box))
        field.press("Enter")
        expect(field).to_have_value("")


def sealing(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("segel")
    gallery.shows("segel")
    takes_in_hand(guard, BOXES[0])
    gallery.shows("segel-kotak")
    names_seal(guard, "OKT-000016")
    expect(guard.page.locator(".verdict.good").first).to_be_visible()
    gallery.shows("segel-cocok")
    names_seal(guard, "OKT-999999")
    expect(guard.page.locator(".verdict.bad").first).to_be_visible()
    gallery.shows("segel-tidak-cocok")
    guard.taps("Simpan")
    expect(guard.page.get_by_text("tercatat pukul")).to_be_visible()
    gallery.shows("segel-tercatat")
    takes_in_hand(guard, "16.08.99.2001-TPS001-BUP")
    gallery.shows("segel-kotak-asing")


def breaking(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("buka-segel")
    gallery.shows("buka-segel")
    takes_in_hand(guard, BOXES[0])
    guard.page.get_by_role("radio", name="Pembukaan resmi").check()
    gallery.shows("buka-segel-kotak")


def applying(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("pasang-segel")
    takes_in_hand(guard, BOXES[0])
    gallery.shows("pasang-segel")
    names_seal(guard, "OKT-000777")
    gallery.shows("pasang-segel-kotak")


def takes_in_hand(guard: Handset, box: str) -> None:
    """Type the number of a box whose seals are to be looked at."""
    field = guard.page.get_by_label("Nomor kotak")
    field.fill(printed(box))
    field.press("Enter")
    expect(guard.page.get_by_label("Nomor segel")).to_be_visible()


def names_seal(guard: Handset, number: str) -> None:
    """Type the number of a seal."""
    field = guard.page.get_by_label("Nomor segel")
    field.fill(number)
    field.press("Enter")
    expect(field).to_have_value("")
    told = guard.page.locator(".verdict", has_text=number)  # for a moment
    expect(told).to_have_count(0)
