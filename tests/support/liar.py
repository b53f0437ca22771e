"""Somebody before a server, who passes everything on and changes one thing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final, NamedTuple

import httpx2


class Said(NamedTuple):
    """An answer."""

    status: int
    kind: str
    body: bytes
    disposition: str = ""
    """What is saved rather than shown, and under which name."""


Lie = Callable[[Said], Said]


_PASSED_ON: Final = ("Accept", "Content-Type")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, http: httpx2.Client, lie: Lie) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.http, self.lie = http, lie

    def asked(self, method: str, path: str, sent: bytes, headers: dict[str, str]) -> Said:
        got = self.http.request(method, path, content=sent, headers=headers)
        kind, how = (got.headers.get(one, "") for one in ("content-type", "content-disposition"))
        return self.lie(Said(got.status_code, kind, got.content, how))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def do_PUT(self) -> None:
        self._pass_on()

    def do_DELETE(self) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        assert isinstance(self.server, _Server)
        headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
        said = self.server.asked(self.command, self.path, self._sent(), headers)
        self.send_response(said.status)
        self.send_header("Content-Type", said.kind)
        self.send_header("Content-Length", str(len(said.body)))
        if said.disposition:
            self.send_header("Content-Disposition", said.disposition)
        self.end_headers()
        self.wfile.write(said.body)

    def _sent(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        whole = b""
        while length := int(self.rfile.readline(), 16):
            whole += self.rfile.read(length)
            self.rfile.readline()
        self.rfile.readline()
        return whole

    def log_message(self, *_: object) -> None:
        """Say nothing: the test says what is wrong."""


@contextmanager
def lying(address: str, lie: Lie) -> Iterator[str]:
    """Stand before a server; give the address where the lies are told."""
    with httpx2.Client(base_url=address) as http, _Server(http, lie) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
