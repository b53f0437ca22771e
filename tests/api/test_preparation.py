"""A ledger is prepared over HTTP by whoever holds the terminal's token, and by nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.doorkeeper import Doorkeeper
from api.preparation import create_app
from api.upload import URLENCODED
from ledger import key as keyfile
from ledger.charter import Charter
from ledger.preparation import Preparation, is_founded
from ledger.tlog.note import SignerKey
from tests.support.device import CLERK, ORIGIN, REGISTRARS, Device
from tests.support.practice import NOW

KEYS = [Device.named(name).key for name in REGISTRARS]
FILLED = {
    "operation": "Gudang KPU",
    "origin": ORIGIN,
    "clerk": CLERK,
    "founders": "\r\n".join(str(key.verifier) for key in KEYS),
    "quorum": "",
    "policy": "",
}
EMPTY = {"Content-Type": URLENCODED}
DRAFT = {**FILLED, "action": "draft"}


@pytest.fixture(name="preparation")
def _preparation(tmp_path: Path) -> Iterator[Preparation]:
    opened = Preparation.open(tmp_path / "buku")
    yield opened
    opened.close()


@pytest.fixture(name="stranger")
def _stranger(preparation: Preparation) -> TestClient:
    """A browser that has not shown the token."""
    return TestClient(create_app(preparation, Doorkeeper("token", "rahasia"), lambda: NOW))


@pytest.fixture(name="browser")
def _browser(stranger: TestClient) -> TestClient:
    assert stranger.get("/?token=token").status_code == 200
    return stranger


def signed(preparation: Preparation, key: SignerKey) -> bytes:
    raw = preparation.note
    assert raw is not None
    return Charter.draft(raw)[0].signed(raw, key)


def test_without_the_token_nothing_is_shown_or_done(
    stranger: TestClient, preparation: Preparation
) -> None:
    preparation.keep({"operation": "Rahasia"})
    for path in ("/", "/?token=salah", "/charter.note"):
        answer = stranger.get(path)
        assert answer.status_code == 403
        assert "Rahasia" not in answer.text
        assert "kunci pembuka" in answer.text
    for path in ("/outline", "/signatures", "/redo", "/founding"):
        assert stranger.post(path, data=DRAFT).status_code == 403
    assert preparation.note is None


def test_a_token_lets_one_browser_in(browser: TestClient) -> None:
    assert "Nama operasi" in browser.get("/").text
    other = TestClient(browser.app)
    refused = other.get("/?token=token")
    assert refused.status_code == 403
    assert "sudah dipakai" in refused.text


@pytest.mark.parametrize("path", ["/outline", "/signatures", "/redo", "/founding"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://lain.example"},
    ],
)
def test_another_site_can_send_no_form(
    browser: TestClient, preparation: Preparation, path: str, headers: dict[str, str]
) -> None:
    assert browser.post(path, data=DRAFT, headers=headers).status_code == 403
    assert preparation.note is None


def test_what_is_wrong_is_said_at_the_field_and_kept(browser: TestClient) -> None:
    page = browser.post("/outline", data={**DRAFT, "quorum": "1"})
    assert page.status_code == 422
    assert 'id="fault-quorum"' in page.text
    assert 'aria-invalid="true"' in page.text
    assert "Of 3 founders" in browser.post("/outline?lang=en", data={**DRAFT, "quorum": "1"}).text
    assert 'value="Gudang KPU"' in browser.get("/").text


def test_half_of_it_is_kept_without_a_word(browser: TestClient) -> None:
    page = browser.post("/outline", data={"operation": "<b>Gudang</b>", "action": "keep"})
    assert page.status_code == 200
    assert "&lt;b&gt;Gudang" in page.text


def test_a_private_key_is_neither_kept_nor_shown(browser: TestClient, tmp_path: Path) -> None:
    secret = keyfile.serialise(KEYS[0])
    page = browser.post("/outline", files={"founders": ("kpu.key", secret.encode())})
    assert page.status_code == 422
    assert "RAHASIA" in page.text
    assert secret not in page.text
    assert all(secret not in one.read_text() for one in tmp_path.rglob("*.json"))


def test_founders_sign_elsewhere_and_the_page_says_who_is_missing(
    browser: TestClient, preparation: Preparation
) -> None:
    page = browser.post("/outline", data=DRAFT)
    assert "Belum menandatangani: 16.08/kpu, 16.08/polri, 16.08/bawaslu" in page.text
    text = browser.get("/charter.note")
    assert text.content == preparation.note
    assert "attachment" in text.headers["content-disposition"]

    files = [("signature", (f"{n}.note", signed(preparation, KEYS[n]))) for n in (2, 0)]
    page = browser.post("/signatures", files=files)
    assert "Belum menandatangani: 16.08/polri<" in page.text
    assert browser.post("/founding", headers=EMPTY).status_code == 422
    page = browser.post("/signatures", data={"signature": signed(preparation, KEYS[1]).decode()})
    assert "Langkah 3" in page.text

    answer = browser.post("/founding", headers=EMPTY, follow_redirects=False)
    assert answer.headers["location"] == "/mulai"
    assert is_founded(preparation.directory.path)
    waiting = browser.get("/mulai")
    assert waiting.headers["refresh"] == "1; url=/mulai"
    assert "sedang dibuka" in waiting.text
    assert browser.post("/founding", headers=EMPTY, follow_redirects=False).status_code == 303


def test_a_signature_that_does_not_belong_is_said_in_words(
    browser: TestClient, preparation: Preparation
) -> None:
    browser.post("/outline", data=DRAFT)
    impostor = SignerKey.from_seed(REGISTRARS[0], bytes(32))
    raw = preparation.note
    assert raw is not None
    false = impostor.signature(Charter.draft(raw)[0].text()).line()
    for brought, word in (("", "Tidak ada tanda tangan"), (false, "Tanda tangan 16.08/kpu tidak")):
        page = browser.post("/signatures", data={"signature": brought})
        assert page.status_code == 422
        assert word in page.text
    assert preparation.note == raw


def test_a_draft_is_given_up_only_by_who_says_so(
    browser: TestClient, preparation: Preparation
) -> None:
    browser.post("/outline", data=DRAFT)
    assert "Centang dahulu" in browser.post("/redo", headers=EMPTY).text
    page = browser.post("/redo", data={"sure": "yes"})
    assert 'value="Gudang KPU"' in page.text
    assert preparation.note is None


def test_every_page_is_strict_and_kept_nowhere(browser: TestClient) -> None:
    for path in ("/", "/tidak-ada", "/?lang=en"):
        headers = browser.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
    assert (
        browser.post("/outline", content=b"x", headers={"Content-Type": "a/b"}).status_code == 415
    )
