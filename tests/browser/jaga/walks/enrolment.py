"""How a phone comes to speak for a post, and what its supervisor's phone shows."""

from collections.abc import Iterator
from itertools import count
from typing import Final

from playwright.sync_api import expect

from tests.support.device import Device
from tests.support.exchange import asks, chooses, hears, names
from tests.support.finger import Finger, at_localhost
from tests.support.gallery import Gallery
from tests.support.handset import Handset
from tests.support.training import requested
from tools.letter import Request

NUMBERS: Final[Iterator[int]] = count(1)
"""Of posts: a name is given once."""


def post_name(unit: str = "polres") -> str:
    """Return a name that no phone has yet."""
    return f"16.08/{unit}/pos-{next(NUMBERS)}"


def joins(guard: Handset, unit: str = "polres") -> str:
    """Be enrolled by the training supervisor, to enrol others too; return the post's name."""
    name = post_name(unit)
    asks(guard, name)
    guard.taps("Minta pengawas latihan")
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    guard.taps("Mulai jaga")
    expect(guard.page.locator("#inside")).to_be_visible()
    return name


def enrolling(guard: Handset, gallery: Gallery) -> None:
    guard.opens("daftar")
    gallery.shows("daftar-pasang")
    guard.taps("Lanjut")
    gallery.shows("daftar-nama")
    guard.page.get_by_label("Nama, seperti di kertas pengawas").fill("Pos Jaga 1")
    guard.taps("Buat kunci")
    gallery.shows("daftar-nama-salah")
    names(guard, post_name())
    gallery.shows("daftar-kode")
    guard.taps("Pindai jawaban")
    gallery.shows("daftar-jawaban")
    guard.taps("Tampilkan kode lagi")
    guard.taps("Minta pengawas latihan")
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    gallery.shows("daftar-selesai")


def renewing(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("kunci-baru")
    gallery.shows("kunci-baru")


def resuming(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("lanjut")
    expect(guard.page.locator(".words")).to_be_visible()
    gallery.shows("lanjut")


def supervising(guard: Handset, gallery: Gallery) -> None:
    name = joins(guard)
    guard.goes("pengawas")
    gallery.shows("pengawas-kosong")
    admits(guard, f"{name}/regu-2")
    guard.goes("pengawas")
    expect(guard.page.locator("li.good")).to_be_visible()
    gallery.shows("pengawas")
    guard.taps("Hilang")
    expect(guard.page.get_by_text("Nomor terakhir menurut server")).to_be_visible()
    gallery.shows("hilang")
    guard.taps("Cabut kuncinya")
    expect(guard.page.get_by_text("Kuncinya dicabut")).to_be_visible()
    gallery.shows("hilang-dicabut")


def admitting(guard: Handset, gallery: Gallery) -> None:
    name = joins(guard)
    guard.goes("daftarkan")
    gallery.shows("daftarkan")
    asked = requested(guard.place, Device.named(f"{name}/regu-2"))
    hears(guard, asked)
    expect(guard.page.get_by_text("Dengarkan empat kata")).to_be_visible()
    gallery.shows("daftarkan-kata")
    guard.taps("Ada kata yang lain")
    gallery.shows("daftarkan-kata-salah")
    compares(guard, asked)
    expect(guard.page.get_by_role("button", name="Tanda tangani")).to_be_visible()
    gallery.shows("daftarkan-tempat")
    answers(guard)
    gallery.shows("daftarkan-jawaban")


def admits(guard: Handset, name: str) -> None:
    """Enrol another phone from this one, as its supervisor."""
    asked = requested(guard.place, Device.named(name))
    guard.goes("daftarkan")
    compares(guard, asked)
    answers(guard)


def compares(guard: Handset, asked: str) -> None:
    """Hear a request, and the words that its phone shows."""
    hears(guard, asked)
    chooses(guard, *Request.parse(asked, guard.place.founders.charter.origin).words.split(" "))


def answers(guard: Handset) -> None:
    """Sign, and show the answer."""
    guard.taps("Tanda tangani")
    expect(guard.page.locator("svg.code")).to_be_visible()


def fingerprinting(guard: Handset, gallery: Gallery) -> None:
    guard.address = at_localhost(guard.address)  # fingers want a name, not a number
    joins(guard)
    Finger.on(guard.page)
    guard.goes("sidik-jari")
    expect(guard.page.locator("main .go")).to_be_visible()
    gallery.shows("sidik-jari")
