"""Every screen of the app in each of its states, photographed into var/screens and looked at."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.device import Device
from tests.support.exchange import asks, hears, names
from tests.support.gallery import Gallery
from tests.support.handset import Handset
from tests.support.server import Desk
from tests.support.training import NOW, STORE, make, requested, training

pytestmark = pytest.mark.browser

Walk = Callable[[Handset, Gallery], None]


def joins(guard: Handset, name: str = "") -> None:
    """Be enrolled by the training supervisor, which lets this phone enrol others too."""
    asks(guard, name or f"16.08/polres/pos-{next(NUMBERS)}")
    guard.taps("Minta pengawas latihan")
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()


def enrolment(guard: Handset, gallery: Gallery) -> None:
    guard.opens("daftar")
    gallery.shows("daftar-pasang")
    guard.taps("Lanjut")
    gallery.shows("daftar-nama")
    guard.page.get_by_label("Nama, seperti di kertas pengawas").fill("Pos Jaga 1")
    guard.taps("Buat kunci")
    gallery.shows("daftar-nama-salah")
    names(guard, f"16.08/polres/pos-{next(NUMBERS)}")
    gallery.shows("daftar-kode")
    guard.taps("Pindai jawaban")
    gallery.shows("daftar-jawaban")
    guard.taps("Tampilkan kode lagi")
    guard.taps("Minta pengawas latihan")
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    gallery.shows("daftar-selesai")


def renewal(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("kunci-baru")
    gallery.shows("kunci-baru")


def resumption(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("lanjut")
    expect(guard.page.locator(".words")).to_be_visible()
    gallery.shows("lanjut")


def supervision(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("pengawas")
    gallery.shows("pengawas")


def admission(guard: Handset, gallery: Gallery) -> None:
    name = f"16.08/polres/pos-{next(NUMBERS)}"
    joins(guard, name)
    guard.goes("daftarkan")
    gallery.shows("daftarkan")
    hears(guard, requested(guard.place, Device.named(f"{name}/regu-2")))
    expect(guard.page.get_by_text("Dengarkan empat kata")).to_be_visible()
    gallery.shows("daftarkan-kata")


def loss(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("hilang/16.08/polres/pos-1")
    gallery.shows("hilang")


def home(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("jaga")
    gallery.shows("jaga")


WALKS: Final[dict[str, Walk]] = {
    "jaga": home,
    "daftar": enrolment,
    "kunci-baru": renewal,
    "lanjut": resumption,
    "pengawas": supervision,
    "daftarkan": admission,
    "hilang": loss,
}
"""Address of a screen -> the walk through its states."""

NUMBERS: Final = count(1)
"""Of posts: a name is given once."""


@pytest.fixture(name="hall", scope="module")
def serve_training(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with training(make(tmp_path_factory.mktemp("latihan") / "buku")) as hall:
        yield hall


@pytest.fixture(name="guard")
def hold_phone(phone: BrowserContext, page: Page, hall: Desk) -> Handset:
    phone.clock.set_fixed_time(NOW)
    return Handset(phone, page, hall.place, hall.address)


@pytest.fixture(name="gallery")
def open_gallery(page: Page, hall: Desk) -> Gallery:
    post = hall.http.get(f"/posts/{STORE}").json()
    roles = {one: ", ".join(said["roles"]) for one, said in post["persons"].items()}
    called = {**post["places"], **post["units"], **roles}
    return Gallery(page, {one: name for one, name in called.items() if name and name != one})


@pytest.mark.parametrize("word", WALKS)
def test_a_screen_is_fit_to_be_seen(word: str, guard: Handset, gallery: Gallery) -> None:
    WALKS[word](guard, gallery)
    assert gallery.complaints == [], "\n".join(gallery.complaints)


FAULTS: Final = {
    "smaller than 48 px": "<button style='min-height:0;height:20px'>Simpan</button>",
    "sticks out": "<p style='width:500px'>Panjang</p>",
    "is cut": "<p style='width:40px;overflow:hidden;white-space:nowrap'>Gudang logistik</p>",
    "color-contrast": "<p style='color:#bbb;background:#fff'>Pudar</p>",
    "of the other language": "<p>It stays on this phone.</p>",
    "has a name": f"<p>{STORE}</p>",
    "not for people": "<p>2024-12-02T20:01:00+07:00</p>",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_screen_is_found(fault: str, gallery: Gallery) -> None:
    gallery.page.set_content(f"<html lang=id><title>Jaga</title><h1>LATIHAN</h1>{FAULTS[fault]}")
    assert any(fault in one for one in gallery.wrong("id"))
