"""The app over a network: on an address of this machine that is not its loopback, by certificate.

Chromium is told to believe the server's key, as a telephone believes it through the authority that
was installed; who refuses what without that is tested with Python's own client.
"""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, Error, Page, expect

from tests.support.chromium import ARGUMENTS, executable, take_phone
from tests.support.command import place
from tests.support.tls import EVERYWHERE, Papers, command, papers
from tools import certificate, interface

pytestmark = pytest.mark.browser

CAN_SIGN = "isSecureContext && crypto.subtle !== undefined && navigator.serviceWorker !== undefined"


@pytest.fixture(name="host", scope="module")
def _host() -> str:
    found = interface.reachable()
    if not found:
        pytest.skip("This machine has no address but its loopback.")
    return f"[{found[0]}]" if ":" in found[0] else found[0]


@pytest.fixture(name="served", scope="module")
def _served(host: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Papers]]:
    """A ledger on every address of this machine, over https."""
    folder = tmp_path_factory.mktemp("https")
    own = papers(folder / "tls", host.strip("[]"), "127.0.0.1")
    words = ["serve", place(folder).ledger, "--host", EVERYWHERE, "--port", 0, *own.options]
    with command(words) as (line, _):
        port = line.split(" ")[0].rpartition(":")[2]
        yield f"https://{host}:{port}", own


@contextmanager
def believing(chromium: Browser, own: Papers) -> Iterator[Page]:
    """Open a page on a phone that believes the server's key."""
    key = certificate.parse((own.folder / "server.crt").read_bytes()).public_key()
    spki = sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    trust = f"--ignore-certificate-errors-spki-list={b64encode(spki).decode()}"
    browser = chromium.browser_type.launch(executable_path=executable(), args=[*ARGUMENTS, trust])
    try:
        yield take_phone(browser).new_page()
    finally:
        browser.close()


def test_over_https_a_phone_signs_and_works_without_a_network(
    chromium: Browser, served: tuple[str, Papers]
) -> None:
    address, own = served
    with believing(chromium, own) as page:
        page.goto(f"{address}/jaga/")
        expect(page.locator("#boot")).to_have_count(0)
        assert page.evaluate(CAN_SIGN)
        assert page.evaluate("navigator.serviceWorker.controller.state") == "activated"

        page.context.set_offline(True)
        page.reload()
        expect(page.locator("#boot")).to_have_count(0)
        expect(page.locator("header .badge")).to_have_text("LATIHAN")


def test_a_phone_that_was_not_given_the_authority_is_warned_off(
    chromium: Browser, served: tuple[str, Papers]
) -> None:
    address, _ = served
    page = take_phone(chromium).new_page()
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        page.goto(f"{address}/jaga/")
    page.context.close()


def test_over_plain_http_the_app_says_why_it_cannot_sign(
    chromium: Browser, host: str, tmp_path: Path
) -> None:
    words = ["serve", place(tmp_path).ledger, "--host", EVERYWHERE, "--port", 0, "--insecure-http"]
    page = take_phone(chromium).new_page()
    with command(words) as (line, _):
        port = line.split(" ")[0].rpartition(":")[2]
        page.goto(f"http://{host}:{port}/jaga/")
        assert not page.evaluate(CAN_SIGN)
        expect(page.locator("#boot")).to_contain_text("bukan https")
    page.context.close()
