"""The page of a witness: which logs, how fresh, what was refused; readable without a script."""

from collections.abc import Iterator
from html import unescape

import httpx2
import pytest

from api.witness import create_app
from ledger.tlog.addition import request
from ledger.tlog.checkpoint import Checkpoint
from ledger.witness import found, opened, trust, verifier_of
from tests.support.grove import ORIGIN, Grove, key_of
from tests.support.server import PATIENCE, serving

NOW = 1_732_640_400
LATER_MINUTES = 20
NAME = "saksi.bawaslu.example/w1"
LOG = Grove.grown(20)
OTHER = Grove.grown(5, "segel.example/<lain>")


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """A witness that has cosigned one log, refused it twice, and never heard of the other."""
    path = tmp_path_factory.mktemp("vigil") / "saksi"
    found(path, key_of(NAME))
    trust(path, LOG.vkey, ORIGIN)
    trust(path, OTHER.vkey, OTHER.key.name)
    empty = LOG.key.sign(Checkpoint(ORIGIN, 0, bytes(32)).text()).serialise()
    with (
        opened(path, lambda: NOW * 1000) as witness,
        serving(create_app(witness, lambda: (NOW + 60 * LATER_MINUTES) * 1000)) as address,
        httpx2.Client(base_url=address, timeout=PATIENCE) as client,
    ):
        for raw, status in (
            (request(0, (), empty), 422),
            (LOG.request(0, 11), 200),
            (LOG.fork(6, 20).request(11, 14), 422),
            (request(11, (), LOG.signed(12)), 422),
        ):
            assert client.post("/add-checkpoint", content=raw).status_code == status
        yield client


def test_the_page_says_in_indonesian_what_is_watched_and_how_fresh_it_is(
    http: httpx2.Client,
) -> None:
    answer = http.get("/")
    text = unescape(answer.text)

    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="id">' in text
    assert str(verifier_of(key_of(NAME))) in text
    assert ORIGIN in text
    assert "27-11-2024 00.00 WIB" in text
    assert f'class="warn">{LATER_MINUTES} menit' in text
    assert "belum pernah" in text


def test_the_page_says_the_same_in_english(http: httpx2.Client) -> None:
    text = http.get("/", params={"lang": "en"}).text

    assert '<html lang="en">' in text
    assert f"{LATER_MINUTES} minutes" in text
    assert "grown from another tree: proof" in text
    assert "ask for an explanation" in text


def test_every_refusal_leads_to_its_bytes(http: httpx2.Client) -> None:
    text = http.get("/").text

    assert 'href="/evidence/2/kept"' in text
    assert 'href="/evidence/2/offered"' in text
    assert 'href="/evidence/1/kept"' not in text  # nothing was remembered then
    assert "ukuran 14" in text
    assert http.get("/evidence/2/offered").content.startswith(ORIGIN.encode())


def test_the_page_needs_no_script_and_tells_the_browser_so(http: httpx2.Client) -> None:
    answer = http.get("/")

    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "LATIHAN" not in answer.text


def test_the_name_of_a_log_is_text_and_nothing_else(http: httpx2.Client) -> None:
    assert "&lt;lain&gt;" in http.get("/").text
    assert "<lain>" not in http.get("/").text
