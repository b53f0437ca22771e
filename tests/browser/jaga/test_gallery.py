"""Every screen of the app in each of its states, photographed into var/screens and looked at.

Those of the gate are in test_gate.py.
"""

import re
from typing import Final

import pytest

from tests.browser.jaga.walks.tour import GATE, REST
from tests.support.gallery import Gallery
from tests.support.handset import Handset
from tests.support.lexicon import STATIC
from tests.support.training import STORE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("word", REST)
def test_a_screen_is_fit_to_be_seen(word: str, trainee: Handset, gallery: Gallery) -> None:
    REST[word](trainee, gallery)
    assert gallery.complaints == [], "\n".join(gallery.complaints)


def test_every_screen_of_the_app_is_in_the_gallery() -> None:
    table = (STATIC / "jaga" / "main.js").read_text("utf-8").partition("const SCREENS = {")[2]
    words = re.findall(r'^  "?([\w-]+)"?:', table.partition("}")[0], re.MULTILINE)
    assert words
    assert {*words} - {*GATE, *REST} == {"hilang"}  # on the walk of the supervisor


FAULTS: Final = {
    "smaller than 48 px": "<button style='min-height:0;height:20px'>Simpan</button>",
    "sticks out": "<p style='width:500px'>Panjang</p>",
    "is cut": "<p style='width:40px;overflow:hidden;white-space:nowrap'>Gudang logistik</p>",
    "color-contrast": "<p style='color:#bbb;background:#fff'>Pudar</p>",
    "of the other language": "<p>Kept on this phone.</p>",
    "has a name": f"<p>{STORE}</p>",
    "not for people": "<p>2024-12-02T20:01:00+07:00</p>",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_screen_is_found(fault: str, gallery: Gallery) -> None:
    gallery.page.set_content(f"<html lang=id><title>Jaga</title><h1>LATIHAN</h1>{FAULTS[fault]}")
    assert any(fault in one for one in gallery.wrong("id"))
