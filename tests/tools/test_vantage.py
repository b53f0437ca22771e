"""An address is asked cheaply, and tells only what is new."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx2
import pytest

from tests.support.log_builder import story
from tests.support.shelf import serving_files
from tests.support.witness import Cosigner
from tools.source import AbsentError, DamagedError, MissingError
from tools.tile import client
from tools.vantage import CHECKPOINT_BYTES_MAX, Vantage, of_witness, reader


class Handler(BaseHTTPRequestHandler):
    """Serves a checkpoint with an ETag, and other things that a server may do."""

    def do_GET(self) -> None:
        status, body = {
            "/log/checkpoint": (200, b"x"),
            "/busy/checkpoint": (503, b""),
            "/large/checkpoint": (200, bytes(CHECKPOINT_BYTES_MAX + 1)),
        }.get(self.path, (404, b""))
        if status == 200 and self.headers.get("If-None-Match") == '"1"':
            status, body = 304, b""
        self.send_response(status)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def server() -> Iterator[str]:
    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.daemon_threads = True
    thread = Thread(target=served.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{served.server_address[1]}"
    finally:
        served.shutdown()
        thread.join()
        served.server_close()


@pytest.fixture(name="session")
def _session() -> Iterator[httpx2.Client]:
    with client() as session:
        yield session


@pytest.mark.parametrize("below", [".", "log"])
def test_a_checkpoint_is_news_until_it_was_dealt_with(
    tmp_path: Path, session: httpx2.Client, below: str
) -> None:
    log = story()
    log.publish(tmp_path / below)
    with serving_files(tmp_path) as address:
        vantage = Vantage(f"{address}/")
        for _ in range(2):
            assert vantage.news(reader(session)) == log.checkpoints[-1][1]
        vantage.dealt_with(log.checkpoints[-1][1])
        assert vantage.news(reader(session)) is None
        assert vantage.source(session).entry(0) == log.entries[0]
    assert vantage.prefix.removeprefix(address) == ("/log" if below == "log" else "")


def test_a_server_that_knows_the_tag_need_not_send_anything(session: httpx2.Client) -> None:
    with server() as address:
        vantage = Vantage(address)
        assert vantage.news(reader(session)) == b"x"
        assert vantage.etag == ""
        vantage.dealt_with(b"x")
        assert vantage.etag == '"1"'
        vantage.seen = b"y"  # so that only the tag can tell
        assert vantage.news(reader(session)) is None


def test_what_cannot_be_had_is_missing_and_what_is_too_large_is_damage(
    session: httpx2.Client,
) -> None:
    with server() as address:
        with pytest.raises(MissingError):
            Vantage("", f"{address}/busy").news(reader(session))
        with pytest.raises(DamagedError):
            Vantage("", f"{address}/large").news(reader(session))
        with pytest.raises(AbsentError):
            Vantage(f"{address}/nothing").news(reader(session))
    with pytest.raises(MissingError):
        Vantage(address).news(reader(session))


def test_a_witness_shows_a_log_under_the_hash_of_its_origin() -> None:
    key = Cosigner.named("ana").verifier
    vantage = of_witness("https://saksi.example/", "segel.example/x", key)
    assert vantage.prefix == f"https://saksi.example/{sha256(b'segel.example/x').hexdigest()}"
    assert (vantage.witness, vantage.origin) == (key, "segel.example/x")
