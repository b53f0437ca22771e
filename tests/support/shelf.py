"""A plain server of files, which knows nothing of logs: what anybody can put a mirror on."""

from contextlib import AbstractContextManager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from tests.support.site import served


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing: the test says what is wrong."""


def serving_files(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder on localhost; give the address."""
    return served(partial(Handler, directory=str(folder)))
