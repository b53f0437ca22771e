"""From what needs attention to the form of a supervisor: links fill in what it is about."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.practice import practice
from tests.support.server import Desk, desk

pytestmark = pytest.mark.browser

LEAF = "Xdu6j80cPWEpXK1tebMRvH1mbDTvT9yUaAm4gJ+59SE="
GIVEN = {"basis": [LEAF], "boxes": ["16.08.05.2003-TPS007-GUB"], "rule": ["R04"]}


@pytest.fixture(name="hall")
def serve_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with practice(tmp_path_factory.mktemp("perhatian") / "buku") as place, desk(place) as served:
        yield served


def control(page: Page, name: str) -> Locator:
    """Return the first control of a field."""
    return page.locator(f"#fields [data-field={name}]").first.locator("input,textarea").first


def test_what_a_finding_rests_on_stands_in_the_form(page: Page, hall: Desk) -> None:
    query = urlencode(GIVEN | {"due": "besok", "lain": "x"}, doseq=True)
    page.goto(f"{hall.address}/formulir/FindingRaised?{query}")
    expect(page.locator("#check")).to_be_enabled()

    for name, values in GIVEN.items():
        expect(control(page, name)).to_have_value(values[0])
    expect(control(page, "due")).to_have_value("")
