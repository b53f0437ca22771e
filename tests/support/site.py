"""A small web server for the page's modules alone, so that their tests need no ledger."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

ROOT: Final = Path(__file__).parents[2]

FOLDERS: Final = {
    "/static/": ROOT / "api" / "web" / "static",
    "/tests/": ROOT / "tests" / "browser",
}

KINDS: Final = {".js": "text/javascript", ".wasm": "application/wasm"}

EMPTY_PAGE: Final = b"<!doctype html><title>Segel</title>"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        start = next(filter(self.path.startswith, FOLDERS), "")
        rest = self.path.removeprefix(start).partition("?")[0]
        path = FOLDERS[start] / rest if start and ".." not in rest else None
        kind = KINDS.get(path.suffix) if path is not None and path.is_file() else None
        if path is not None and kind is not None:
            self._answer(200, kind, path.read_bytes())
        else:
            self._answer(200 if self.path == "/" else 404, "text/html", EMPTY_PAGE)

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the test says what is wrong."""


@contextmanager
def served(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Answer on localhost until the end; give the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def serving() -> AbstractContextManager[str]:
    """Serve an empty page, `/static/` and `/tests/` on localhost; give the address."""
    return served(Handler)
