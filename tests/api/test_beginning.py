"""After the founding, one page leads the first phone here and says what is next."""

import pytest

from api.beginning import is_near
from ledger.fingerprint import words
from ledger.tlog.text import parse_hash
from tests.support.server import Desk

PAGE = {"Accept": "text/html"}


def test_the_page_has_the_address_of_the_app_and_the_eight_words(counter: Desk) -> None:
    told = counter.http.get("/mulai").json()
    assert told["app"] == f"{counter.address}/jaga/"
    assert told["words"] == words(parse_hash(told["charter"], "charter"))
    page = counter.http.get("/mulai", headers=PAGE).text
    assert told["words"] in page
    assert 'aria-label="Kode QR alamat aplikasi' in page
    assert f"--origin {counter.place.ledger.charter.origin} --after {told['charter']}" in page


def test_whoever_reads_it_on_the_server_is_told_that_phones_cannot_come_there(
    counter: Desk,
) -> None:
    warning = "tidak dapat dicapai HP lain"
    assert warning in counter.http.get("/mulai", headers=PAGE).text
    page = counter.http.get("/mulai", headers={**PAGE, "Host": "segel.example"}).text
    assert warning not in page
    assert "http://segel.example/jaga/" in page


@pytest.mark.parametrize(
    ("host", "near"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("192.168.1.2", False), ("", False)],
)
def test_only_this_very_machine_is_near(host: str, *, near: bool) -> None:
    assert is_near(host) is near
