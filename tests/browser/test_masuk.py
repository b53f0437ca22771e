"""A reader at a browser: invited, registered with the device's own key, logged in, and shut out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from api.readership import HOUR, Reader, Readership
from ledger.directory import Directory
from tests.support.axe import violations
from tests.support.finger import Finger, at_localhost
from tests.support.practice import NOW, practice
from tests.support.server import Desk, desk

pytestmark = pytest.mark.browser


@pytest.fixture(name="counter")
def _counter(tmp_path: Path) -> Iterator[Desk]:
    with practice(tmp_path / "ledger") as place, desk(place) as counter:
        yield counter


@pytest.fixture(name="readership")
def _readership(counter: Desk) -> Iterator[Readership]:
    readership = Readership.open(Directory(counter.place.path).readers)
    yield readership
    readership.close()


@pytest.fixture(name="reader")
def _reader(readership: Readership) -> Reader:
    return readership.add("Bawaslu OKU Timur", "pengawas", "16.08/bawaslu/kantor-1", NOW)


def invitation(counter: Desk, readership: Readership, reader: Reader) -> str:
    code = readership.give(reader, "undangan", NOW, NOW + HOUR)
    return f"{at_localhost(counter.address)}/undangan/{code}"


def test_a_passkey_is_registered_and_logs_in_again(
    counter: Desk, readership: Readership, reader: Reader, page: Page
) -> None:
    finger = Finger.on(page)
    page.goto(invitation(counter, readership, reader))
    expect(page.locator("main")).to_contain_text("Bawaslu OKU Timur")
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saya")
    assert len(finger.keys()) == 1
    expect(page.locator("dl")).to_contain_text("pengawas")
    page.get_by_role("button", name="Keluar").click()
    page.goto(f"{at_localhost(counter.address)}/saya")
    expect(page.get_by_role("heading", level=1)).to_have_text("Perlu masuk")
    page.goto(f"{at_localhost(counter.address)}/masuk?lang=en")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Me")
    assert not page.evaluate("document.cookie"), "a script reads the cookie"
    readership.revoke(reader.id, NOW)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Login needed")


def test_a_device_that_does_not_know_its_holder_lets_nobody_in(
    counter: Desk, readership: Readership, reader: Reader, page: Page
) -> None:
    finger = Finger.on(page)
    finger.is_known(known=False)
    page.goto(invitation(counter, readership, reader))
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_role("alert")).to_contain_text("tidak mengenali Anda")
    finger.is_known(known=True)
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saya")


def test_at_a_number_instead_of_a_name_the_page_says_where_to_go(counter: Desk, page: Page) -> None:
    page.goto(f"{counter.address}/masuk")
    expect(page.get_by_role("alert")).to_contain_text("bukan nomor IP")
    expect(page.get_by_role("button", name="Masuk dengan kunci sandi")).to_be_disabled()


_SENT: Final = """(address) => fetch(address, {
  method: "POST", mode: "no-cors", credentials: "include",
}).then(() => true)"""


def test_a_page_of_another_site_does_nothing_with_a_login(
    counter: Desk, readership: Readership, reader: Reader, page: Page
) -> None:
    Finger.on(page)
    page.goto(invitation(counter, readership, reader))
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saya")
    ours = at_localhost(counter.address)
    page.goto(f"{counter.address}/log/checkpoint")  # to browsers, a number is another site
    with page.expect_response(f"{ours}/keluar") as answered:
        assert page.evaluate(_SENT, f"{ours}/keluar")
    assert answered.value.status == 403
    page.goto(f"{ours}/saya")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saya")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_fit_and_are_for_everybody(
    counter: Desk, readership: Readership, reader: Reader, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for address in (f"{counter.address}/masuk", invitation(counter, readership, reader)):
        page.goto(address)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
