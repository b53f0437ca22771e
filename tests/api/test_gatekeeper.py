"""What another site's page cannot do with a reader's browser, and how often an address may ask."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from starlette.datastructures import Headers

from api.gatekeeper import is_from_elsewhere, neighbours
from api.reader import COOKIE
from api.readership import HOUR, Readership
from ledger.directory import Directory
from ledger.settings import Settings
from tests.support.practice import NOW, practice
from tests.support.server import Desk, desk

PAGE = {"Accept": "text/html"}


@pytest.fixture(name="browser")
def _browser(counter: Desk) -> Iterator[httpx2.Client]:
    """A browser in which an operator is logged in."""
    readership = Readership.open(Directory(counter.place.path).readers)
    reader = readership.add("Pengelola", "operator", None, NOW)
    session = readership.give(reader, "sesi", NOW, NOW + HOUR)
    readership.close()
    with httpx2.Client(base_url=counter.address, headers={"Cookie": f"{COOKIE}={session}"}) as http:
        assert http.get("/readers").is_success
        yield http


@pytest.mark.parametrize(
    "sent",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
        {"Origin": "https://segel.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_ends_no_login(browser: httpx2.Client, sent: dict[str, str]) -> None:
    answer = browser.post("/keluar", headers=sent)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/cross-site")
    assert "Dikirim dari situs lain" in browser.post("/keluar", headers={**sent, **PAGE}).text
    assert browser.get("/readers", headers=sent).is_success  # reading changes nothing


@pytest.mark.parametrize(
    "sent", [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {}]
)
def test_our_own_pages_and_programs_end_it(browser: httpx2.Client, sent: dict[str, str]) -> None:
    assert browser.post("/keluar", headers=sent).status_code == 303
    assert browser.get("/readers").status_code == 401


def test_an_old_browser_is_known_by_its_origin(browser: httpx2.Client, counter: Desk) -> None:
    assert browser.post("/keluar", headers={"Origin": counter.address}).status_code == 303


@pytest.mark.parametrize("path", ["/masuk", f"/undangan/{'0' * 64}"])
def test_no_login_is_begun_from_another_site(counter: Desk, path: str) -> None:
    answer = counter.http.post(path, headers={"Sec-Fetch-Site": "cross-site"}, json={})
    assert answer.json()["type"] == "/problems/cross-site"


def test_a_note_may_be_handed_in_from_anywhere(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/polri/regu-1")
    note = guard.says({"kind": "Halo"})
    headers = {"Content-Type": "text/plain", "Sec-Fetch-Site": "cross-site"}
    assert counter.http.post("/entries", content=note, headers=headers).status_code == 201


def test_a_header_that_nobody_has_sent_says_nothing() -> None:
    assert not is_from_elsewhere(Headers({}))
    assert not is_from_elsewhere(Headers({"origin": "https://a:8443", "host": "a:8443"}))
    assert is_from_elsewhere(Headers({"origin": "https://a", "host": "a:8443"}))


@pytest.fixture(name="busy")
def _busy(tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(reads_per_minute=5, logins_per_minute=3)
    with practice(tmp_path / "ledger") as place, desk(place, settings=settings) as counter:
        yield counter


def test_whoever_asks_too_often_is_told_when_to_come_back(busy: Desk) -> None:
    assert [busy.http.get("/boxes").status_code for _ in range(6)] == [200] * 5 + [429]
    answer = busy.http.get("/boxes")
    assert answer.json()["type"] == "/problems/too-many"
    assert answer.json()["retry"] == "same-bytes"
    assert answer.headers["retry-after"] == "60"
    assert answer.headers["x-content-type-options"] == "nosniff"
    page = busy.http.get("/boxes", headers=PAGE)
    assert page.headers["retry-after"] == "60"
    assert "Terlalu banyak permintaan" in page.text
    assert "Too many requests" in page.text
    assert busy.http.get("/masuk").is_success


def test_to_log_in_is_tried_less_often(busy: Desk) -> None:
    tried = [busy.http.post("/masuk", json={}).status_code for _ in range(4)]
    assert tried == [400, 400, 400, 429]
    assert busy.http.get("/masuk").status_code == 429
    assert busy.http.get("/boxes").is_success


def test_what_proves_itself_is_read_as_often_as_it_is_asked_and_entries_get_in(busy: Desk) -> None:
    for path in ("/log/checkpoint", "/log/tile/0/000.p/1", "/proofs/0", "/static/text.js"):
        assert {busy.http.get(path).status_code for _ in range(12)} == {200}
    (guard,) = busy.place.enrols("16.08/polri/regu-1")
    assert {busy.hands_in(guard.says({"kind": "Halo"})).status_code for _ in range(12)} == {201}


def test_who_wants_no_bound_sets_none(tmp_path: Path) -> None:
    settings = Settings(reads_per_minute=0, logins_per_minute=0)
    with practice(tmp_path / "ledger") as place, desk(place, settings=settings) as counter:
        assert {counter.http.get("/masuk").status_code for _ in range(80)} == {200}


@pytest.mark.parametrize(
    ("client", "network"),
    [
        (("192.0.2.7", 1), "192.0.2.7"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("fe80::1%eth0", 1), "fe80::/64"),
        (("a:b", 1), "a:b"),
        (None, ""),
    ],
)
def test_one_subscriber_has_one_address(client: tuple[str, int] | None, network: str) -> None:
    assert neighbours({"client": client}) == network
