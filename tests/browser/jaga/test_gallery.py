"""Every screen of the app in each of its states, photographed into var/screens and looked at."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.gallery import Gallery
from tests.support.handset import Handset
from tests.support.server import Desk
from tests.support.training import JOURNAL, NOW, SEAT, STORE, make, training

pytestmark = pytest.mark.browser

Scene = Callable[[Handset, Gallery], None]


def home(_: Handset, gallery: Gallery) -> None:
    gallery.shows("jaga")


SCENES: Final[dict[str, Scene]] = {"jaga": home}
"""Address of a screen -> the walk through its states."""


@pytest.fixture(name="hall", scope="module")
def serve_training(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with training(make(tmp_path_factory.mktemp("latihan") / "buku")) as hall:
        yield hall


@pytest.fixture(name="numbers", scope="module")
def count_phones() -> Iterator[int]:
    return count(1)


@pytest.fixture(name="number")
def take_number(numbers: Iterator[int]) -> int:
    return next(numbers)


@pytest.fixture(name="guard")
def enrol_guard(phone: BrowserContext, page: Page, hall: Desk, number: int) -> Handset:
    phone.clock.set_fixed_time(NOW)
    guard = Handset(phone, page, hall.place, hall.address)
    guard.is_enrolled(f"{JOURNAL}-{number}", SEAT)
    return guard


@pytest.fixture(name="gallery")
def open_gallery(page: Page, hall: Desk) -> Gallery:
    post = hall.http.get(f"/posts/{STORE}").json()
    named = {**post["places"], **post["units"], **post["persons"]}
    return Gallery(page, [one for one, name in named.items() if name != one])


@pytest.mark.parametrize("word", SCENES)
def test_a_screen_is_fit_to_be_seen(word: str, guard: Handset, gallery: Gallery) -> None:
    SCENES[word](guard, gallery)
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
