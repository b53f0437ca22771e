"""`segel serve` on an empty directory: founded in the browser, then served by the same process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from ledger.charter import Charter
from ledger.directory import Directory
from tests.support.command import segel
from tests.support.device import CLERK, ORIGIN, REGISTRARS, Device
from tests.support.server import PATIENCE, is_up, until
from tests.support.tls import command

KEYS = [Device.named(name).key for name in REGISTRARS]
FILLED = {
    "operation": "Gudang KPU",
    "origin": ORIGIN,
    "clerk": CLERK,
    "founders": "\n".join(str(key.verifier) for key in KEYS),
    "action": "draft",
}


@contextmanager
def entered(line: str) -> Iterator[httpx2.Client]:
    """Open the address that the terminal has printed."""
    base, _, token = line.strip().partition("/?token=")
    with httpx2.Client(base_url=base, timeout=PATIENCE, follow_redirects=True) as http:
        assert http.get("/", params={"token": token}).is_success
        yield http


def test_what_was_begun_goes_on_after_a_restart_and_ends_in_a_served_ledger(tmp_path: Path) -> None:
    words = ["serve", tmp_path / "buku", "--port", 0]
    with command(words) as (line, _), entered(line) as http:
        http.post("/outline", data=FILLED)
        raw = http.get("/charter.note").content
        refused = segel("serve", tmp_path / "buku", "--port", 0)
        assert refused.status == 1
        assert "another process" in refused.err
    opened = Charter.draft(raw)[0]
    for key in KEYS:
        raw = opened.signed(raw, key)
    with command(words) as (line, _), entered(line) as http:
        assert "Langkah 3" in http.post("/signatures", data={"signature": raw.decode()}).text
        answer = http.post("/founding", data={"ya": "1"}, follow_redirects=False)
        assert answer.headers["location"] == "/mulai"
        until(lambda: is_up(str(http.base_url)))
        assert http.get("/log/checkpoint").text.splitlines()[:2] == [ORIGIN, "1"]
    assert not (tmp_path / "buku" / "preparation").exists()
    assert segel("verify", tmp_path / "buku").status == 0


@pytest.mark.parametrize("is_begun", [False, True])
def test_whoever_stops_it_before_has_founded_nothing(tmp_path: Path, *, is_begun: bool) -> None:
    with command(["serve", tmp_path, "--port", 0]) as (line, child), entered(line) as http:
        if is_begun:
            http.post("/outline", data=FILLED)
        child.terminate()
        assert child.wait(PATIENCE) == 0
    assert not Directory(tmp_path).database.exists()
