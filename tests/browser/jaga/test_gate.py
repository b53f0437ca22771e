"""The gallery's tour of the gate: visitors, the watch, incidents and inspections."""

import pytest

from tests.browser.jaga.walks.tour import GATE
from tests.support.gallery import Gallery
from tests.support.handset import Handset

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("word", GATE)
def test_a_screen_is_fit_to_be_seen(word: str, trainee: Handset, gallery: Gallery) -> None:
    GATE[word](trainee, gallery)
    assert gallery.complaints == [], "\n".join(gallery.complaints)
