"""The day at the gate: home, visitors in, refused and out, the watch, incidents and inspections."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.browser.jaga.walks.enrolment import joins
from tests.support.gallery import Gallery
from tests.support.gate import Gate
from tests.support.handset import Handset


def home(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("jaga")
    expect(guard.page.get_by_text("Belum ada regu yang berjaga.")).to_be_visible()
    gallery.shows("jaga")
    guard.loses_the_network()
    gate = Gate(guard)
    gate.lets_in("Siti Aminah", "Pengawasan")
    gate.lets_in("Budi Santoso", zone="Ruang barang")
    gate.refuses("Rudi Hartono", "Tanpa izin")
    gallery.shows("jaga-luring")
    guard.finds_the_network()
    expect(guard.page.locator("#entries")).to_contain_text("✓✓ diterima")
    gallery.shows("jaga-terkirim")


def coming_in(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    gate = Gate(guard)
    guard.goes("masuk")
    gallery.shows("masuk")
    gate.types(Nama="Siti Aminah")
    gate.picks("Ruang barang")
    guard.page.get_by_text("Pendamping, kartu tamu, lainnya").click()
    gallery.shows("masuk-rinci")
    guard.taps("Tolak masuk")
    gallery.shows("masuk-tolak")
    guard.goes("jaga")
    gate.lets_in("Siti Aminah", "Pengawasan")
    gate.lets_out("Siti Aminah")
    expect(guard.page.locator("#entries")).to_contain_text("Keluar")
    guard.goes("masuk")
    expect(guard.page.get_by_text("Pernah datang")).to_be_visible()
    gallery.shows("masuk-lagi")


def going_out(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    Gate(guard).lets_in("Siti Aminah", "Pengawasan")
    guard.page.get_by_role("link", name="Keluar: Siti Aminah").click()
    gallery.shows("keluar")
    Gate(guard).picks("Ada temuan")
    gallery.shows("keluar-temuan")
    guard.goes("keluar/tidak-ada")
    gallery.shows("keluar-sudah")


def watching(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    gate = Gate(guard)
    for step in ("", "/mulai", "/serah", "/akhir", "/terima"):
        guard.goes(f"regu{step}")
        expect(guard.page.locator("main button").first).to_be_visible()
        gallery.shows(f"regu{step.replace('/', '-')}")
    gate.starts("regu-9")
    gate.lets_in("Siti Aminah", "Pengawasan")
    gate.hands_over("regu-10", Kunci="4")
    gallery.shows("regu-tunjuk")
    guard.goes("regu/terima")
    expect(guard.page.get_by_text("regu-9 → regu-10")).to_be_visible()
    gallery.shows("regu-terima-sendiri")
    guard.goes("jaga")
    gallery.shows("jaga-serah-terima")


def incident(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("kejadian")
    gallery.shows("kejadian")
    guard.page.get_by_role("radio", name="Api atau asap").check()
    takes_a_photo(guard)
    guard.page.get_by_text("Waktu dan rincian").click()
    gallery.shows("kejadian-isi")


def inspection(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("inspeksi")
    gallery.shows("inspeksi")
    guard.taps("Hujan")
    gallery.shows("inspeksi-hujan")
    guard.page.get_by_role("radio", name="Tidak baik").first.check()
    takes_a_photo(guard)
    gallery.shows("inspeksi-isi")


def takes_a_photo(guard: Handset) -> None:
    """Let the camera hand out a picture."""
    picture = BytesIO()
    Image.linear_gradient("L").resize((800, 600)).save(picture, "JPEG")
    file: FilePayload = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    guard.page.set_input_files("input[type=file]", file)
    expect(guard.page.locator(".shot canvas")).to_have_count(1)
