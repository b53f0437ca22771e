"""Every screen of the app in each of its states, photographed into var/screens and looked at."""

import re
from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.browser.jaga.walks import boxes, desk, enrolment, gate
from tests.support.gallery import Gallery
from tests.support.handset import Handset
from tests.support.lexicon import STATIC
from tests.support.server import Desk
from tests.support.training import STORE

pytestmark = pytest.mark.browser

Walk = Callable[[Handset, Gallery], None]


WALKS: Final[dict[str, Walk]] = {
    "jaga": gate.home,
    "masuk": gate.coming_in,
    "keluar": gate.going_out,
    "regu": gate.watching,
    "kejadian": gate.incident,
    "inspeksi": gate.inspection,
    "serah": boxes.handing_over,  # before a truck takes the boxes away: all share one ledger
    "pindah": boxes.moving,
    "segel": boxes.sealing,
    "buka-segel": boxes.breaking,
    "pasang-segel": boxes.applying,
    "ralat": desk.correcting,
    "sahkan": desk.endorsing,
    "antrean": desk.queueing,
    "saya": desk.being_asked_who,
    "daftar": enrolment.enrolling,
    "kunci-baru": enrolment.renewing,
    "lanjut": enrolment.resuming,
    "sidik-jari": enrolment.fingerprinting,
    "pengawas": enrolment.supervising,
    "daftarkan": enrolment.admitting,
}
"""Address of a screen -> the walk through its states."""


@pytest.fixture(name="gallery")
def open_gallery(page: Page, ground: Desk) -> Gallery:
    post = ground.http.get(f"/posts/{STORE}").json()
    roles = {one: ", ".join(said["roles"]) for one, said in post["persons"].items()}
    called = {**post["places"], **post["units"], **roles}
    return Gallery(page, {one: name for one, name in called.items() if name and name != one})


@pytest.mark.parametrize("word", WALKS)
def test_a_screen_is_fit_to_be_seen(word: str, trainee: Handset, gallery: Gallery) -> None:
    WALKS[word](trainee, gallery)
    assert gallery.complaints == [], "\n".join(gallery.complaints)


def test_every_screen_of_the_app_is_in_the_gallery() -> None:
    table = (STATIC / "jaga" / "main.js").read_text("utf-8").partition("const SCREENS = {")[2]
    words = re.findall(r'^  "?([\w-]+)"?:', table.partition("}")[0], re.MULTILINE)
    assert words
    assert {*words} - {*WALKS} == {"hilang"}  # on the walk of the supervisor


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
