"""The pictures of docs/guide/latihan.md are of the app as it is; a changed screen is told.

To take over what has changed: cp var/pictures/* docs/guide/images/
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from domain.checkdigit import printed
from tests.browser.jaga.walks.boxes import BOXES, names_seal, takes_in_hand
from tests.support.exchange import asks
from tests.support.gate import Gate
from tests.support.handset import Handset
from tests.support.lexicon import phrases
from tests.support.picture import BYTES_MAX, KEPT, Album, kept
from tests.support.server import Desk
from tests.support.training import NOW, make, training

pytestmark = pytest.mark.browser


@pytest.fixture(name="hall")
def serve_training(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with training(make(tmp_path_factory.mktemp("latihan") / "buku")) as hall:
        yield hall


@pytest.fixture(name="guard")
def hold_phone(phone: BrowserContext, page: Page, hall: Desk) -> Handset:
    phone.clock.set_fixed_time(datetime.fromtimestamp(NOW / 1000, UTC))
    return Handset(phone, page, hall.place, hall.address)


def test_the_pictures_of_the_guide_say_what_the_app_says(guard: Handset) -> None:
    album = Album(guard.page)
    gate = Gate(guard)
    asks(guard, "16.08/polres/pos-1")
    guard.taps("Minta pengawas latihan")
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    album.shows("terdaftar")
    guard.taps("Mulai jaga")
    expect(guard.page.get_by_text("Berjaga: regu-1")).to_be_visible()
    guard.loses_the_network()
    guard.goes("masuk")
    gate.types(Nama="Siti Aminah", Instansi="Bawaslu OKU Timur")
    gate.picks("Pengawasan")
    album.shows("masuk")
    guard.taps("Izinkan masuk")
    expect(gate.row("Siti Aminah")).to_be_visible()
    album.shows("luring")
    guard.goes("antrean")
    expect(guard.page.locator("#waiting li")).to_have_count(2)
    expect(guard.page.locator("p[role=status]")).to_contain_text("Dicoba lagi")
    album.shows("antrean")
    guard.goes("segel")
    takes_in_hand(guard, BOXES[0])
    names_seal(guard, "OKT-999999")
    expect(guard.page.locator(".verdict")).to_have_count(1)  # what was heard is shown for a moment
    album.shows("segel")
    album.closed()

    assert album.texts == kept(), "take over: cp var/pictures/* docs/guide/images/"


def test_the_pictures_are_small_and_each_is_shown_and_described() -> None:
    guide = (KEPT.parent / "latihan.md").read_text(encoding="utf-8")
    assert printed(BOXES[0]) in guide
    for name in kept():
        path = KEPT / f"{name}.webp"
        assert path.stat().st_size <= BYTES_MAX, name
        described, _, _ = guide.partition(f"](images/{name}.webp)")
        assert len(described) < len(guide), name
        assert len(described.rpartition("![")[2]) > len("LATIHAN"), name


def test_the_guide_names_what_stands_on_the_screens() -> None:
    guide = (KEPT.parent / "latihan.md").read_text(encoding="utf-8")
    said = {one.casefold() for one in phrases()["id"]}
    named = [" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", guide, re.DOTALL)]
    assert len(named) >= 18
    assert [one for one in named if one.casefold() not in said | {"latihan"}] == []
