"""A real server on a free port: uvicorn, sockets and all, in a thread.

python -m tests.support.server DIR PORT        one in a process of its own, for process.py
"""

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_bytes

import httpx2
import uvicorn
from fastapi import FastAPI

from api.app import create_app, open_app
from api.passkey import Challenges
from api.readership import Chance
from api.service import Service
from ledger.settings import Settings
from tests.support.practice import NOW, Practice

PATIENCE = 60.0
"""Seconds: a slow machine is not wrong."""

BACKLOG = 1024
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Desk:
    """A served practice ledger, and somebody to ask it over HTTP."""

    place: Practice
    address: str
    http: httpx2.Client

    def hands_in(self, note: bytes) -> httpx2.Response:
        """Post one note."""
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        return self.http.post("/entries", content=note, headers=headers)

    def hands_in_all(self, *notes: bytes, **beside: object) -> httpx2.Response:
        """Post an outbox."""
        return self.http.post("/entries", json={"notes": [n.decode() for n in notes], **beside})


@contextmanager
def serving(app: FastAPI, port: int = 0) -> Iterator[str]:
    """Serve an application in a thread, on a free port unless one is named; give the address."""
    with socket.create_server(("127.0.0.1", port), backlog=BACKLOG) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until(lambda: server.started or not thread.is_alive())
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


@contextmanager
def desk(
    place: Practice,
    body_seconds: float = PATIENCE,
    port: int = 0,
    settings: Settings | None = None,
    now: int = NOW,
    chance: Chance = token_bytes,
) -> Iterator[Desk]:
    """Serve an open practice ledger; it is open again afterwards."""
    opened = Service.over(place.ledger, place.path, settings or Settings(), lambda: now)
    opened.readership.chance = chance
    service = replace(opened, body_seconds=body_seconds, challenges=Challenges(chance))
    try:
        with (
            serving(create_app(service), port) as address,
            httpx2.Client(base_url=address, timeout=PATIENCE) as http,
        ):
            yield Desk(place, address, http)
    finally:
        service.close()


def is_up(address: str) -> bool:
    """Tell whether a server answers."""
    try:
        return httpx2.get(f"{address}/log/checkpoint").is_success
    except httpx2.TransportError:
        return False


def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("it does not happen")
        time.sleep(0.01)  # between two looks, so that the other side gets the processor


def main() -> None:
    uvicorn.run(open_app(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="warning")


if __name__ == "__main__":
    main()
