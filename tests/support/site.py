"""A small web server for the page's own files, so that the browser tests need no ledger."""

import mimetypes
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
STATIC: Final = ROOT / "api" / "web" / "static"
BROWSER: Final = ROOT / "tests" / "browser"


class Answer(NamedTuple):
    """What the server says."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    policy: str = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    """Content-Security-Policy."""


class Request(NamedTuple):
    method: str
    path: str
    """With its query."""
    body: bytes


Route = Callable[[Request], Answer]

EMPTY_PAGE: Final = Answer(b"<!doctype html><title>Segel</title>")


@contextmanager
def serving(routes: Mapping[str, Route]) -> Iterator[str]:
    """Serve `/static/`, `/tests/` and these routes on localhost; give the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

        def _answer(self, body: bytes) -> None:
            route = routes.get(self.path.partition("?")[0], _file)
            answer = route(Request(self.command, self.path, body))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("Content-Security-Policy", answer.policy)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the test says what is wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _file(request: Request) -> Answer:
    folders = {"/static/": STATIC, "/tests/": BROWSER}
    for prefix, folder in folders.items():
        path = folder / request.path.removeprefix(prefix)
        if request.path.startswith(prefix) and path.parent == folder and path.is_file():
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return Answer(path.read_bytes(), kind)
    return Answer(b"", status=404)
