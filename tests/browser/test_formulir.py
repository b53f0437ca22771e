"""The forms at a desk: every kind filled in, read back, signed once and taken by the log."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from domain.catalogue import KINDS
from tests.support.handset import JOURNAL, Handset
from tests.support.practice import practice
from tests.support.server import Desk, desk

pytestmark = pytest.mark.browser

GOLDEN: Final[dict[str, str]] = {
    entry["kind"]: entry["body"]
    for entry in json.loads(
        (Path(__file__).parents[1] / "vectors" / "statements.json").read_text(encoding="utf-8")
    )
}
WIDE: Final = {"width": 1280, "height": 900}
CROWDED: Final = ("HandoverAccepted", "PlanSet", "PolicySet", "SituationReported")
"""Every sort of field stands on one of these pages."""


@pytest.fixture(name="hall", scope="module")
def serve_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with practice(tmp_path_factory.mktemp("formulir") / "buku") as place, desk(place) as served:
        yield served


@pytest.fixture(name="officer")
def enrol_officer(phone: BrowserContext, page: Page, hall: Desk, request: Any) -> Handset:
    """An enrolled device; its journal is named after the test."""
    handset = Handset(phone, page, hall.place, hall.address)
    name = sha256(request.node.name.encode()).hexdigest()[:8]
    handset.is_enrolled(f"{JOURNAL}-{name}")
    return handset


def opens(page: Page, hall: Desk, kind: str, query: str = "") -> None:
    page.goto(f"{hall.address}/formulir/{kind}{query}")
    expect(page.locator("#all")).to_be_enabled()


def fills(page: Page, body: str) -> None:
    page.locator("#paste summary").click()
    page.locator("#body").fill(body)
    page.get_by_role("button", name="Isikan", exact=True).click()
    page.locator("#paste summary").click()


def reviews(page: Page) -> str:
    """Review; return the bytes that would be signed."""
    page.locator("#check").click()
    expect(page.locator("#review")).to_be_visible()
    return page.locator("#bytes").text_content() or ""


def field(page: Page, name: str) -> Any:
    return page.locator(f"#fields [data-field={name}]")


def signs(page: Page) -> None:
    page.locator("#sign").click()
    expect(page.locator("#done")).to_contain_text("✓✓ Diterima: daun")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_form_would_sign_is_the_golden_body_byte_for_byte(
    kind: str, page: Page, hall: Desk
) -> None:
    opens(page, hall, kind)
    fills(page, GOLDEN[kind])

    assert reviews(page) == GOLDEN[kind]
