"""The pictures of docs/guide/latihan.md are of the app as it is; a changed screen is told.

To take over what has changed: cp var/pictures/* docs/guide/images/
"""

import re

import pytest
from playwright.sync_api import expect

from domain.checkdigit import printed
from tests.browser.jaga.walks.boxes import BOXES, names_seal, takes_in_hand
from tests.support.exchange import asks
from tests.support.gate import Gate
from tests.support.handset import Handset
from tests.support.lexicon import phrases
from tests.support.picture import BYTES_MAX, KEPT, Album, kept

pytestmark = pytest.mark.browser


def test_the_pictures_of_the_guide_say_what_the_app_says(trainee: Handset) -> None:
    album, gate = Album(trainee.page), Gate(trainee)
    asks(trainee, "16.08/polres/pos-1")
    trainee.taps("Minta pengawas latihan")
    expect(trainee.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    album.shows("terdaftar")
    trainee.taps("Mulai jaga")
    expect(trainee.page.get_by_text("Belum ada regu yang berjaga.")).to_be_visible()
    trainee.loses_the_network()
    trainee.goes("masuk")
    gate.types(Nama="Siti Aminah", Instansi="Bawaslu OKU Timur")
    gate.picks("Pengawasan")
    album.shows("masuk")
    trainee.taps("Izinkan masuk")
    expect(gate.row("Siti Aminah")).to_be_visible()
    album.shows("luring")
    trainee.goes("antrean")
    expect(trainee.page.locator("#waiting li")).to_have_count(2)
    expect(trainee.page.locator("p[role=status]")).to_contain_text("Dicoba lagi")
    album.shows("antrean")
    trainee.goes("segel")
    takes_in_hand(trainee, BOXES[0])
    names_seal(trainee, "OKT-999999")
    expect(trainee.page.locator(".verdict")).to_have_count(1)  # the others stay for a moment
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
