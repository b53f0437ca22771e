"""A webhook gets every alert in order, however often it has to be tried."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.tools.test_alert import AT, alert
from tools.alert import Outbox
from tools.messenger import PAUSE_SECONDS, PAUSE_SECONDS_MAX, Messenger
from tools.tile import client


@dataclass
class Hook:
    """What was posted, and how often it is refused."""

    refusals: int = 0
    refusal: int = 500
    taken: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""


class Handler(BaseHTTPRequestHandler):
    def __init__(self, hook: Hook, *arguments: Any) -> None:
        self.hook = hook
        super().__init__(*arguments)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        is_refused = self.hook.refusals > 0
        if is_refused:
            self.hook.refusals -= 1
        else:
            assert self.headers["Content-Type"] == "application/json"
            self.hook.taken.append(json.loads(body))
        self.send_response(self.hook.refusal if is_refused else 204)
        self.send_header("Location", self.hook.address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hooked(refusals: int = 0) -> Iterator[Hook]:
    hook = Hook(refusals)
    served = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, hook))
    served.daemon_threads = True
    thread = Thread(target=served.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    hook.address = f"http://127.0.0.1:{served.server_address[1]}/"
    try:
        yield hook
    finally:
        served.shutdown()
        thread.join()
        served.server_close()


@pytest.fixture(name="outbox")
def _outbox(tmp_path: Path) -> Iterator[Outbox]:
    outbox = Outbox(tmp_path / "m.db")
    outbox.raise_([alert("a"), alert("b"), alert("c")], AT)
    yield outbox
    outbox.close()


def test_every_alert_is_taken_once_and_in_order(outbox: Outbox) -> None:
    with hooked() as hook, client() as session:
        messenger = Messenger(outbox, hook.address, session)
        messenger.send()
        messenger.send()
    assert [one["number"] for one in hook.taken] == [1, 2, 3]
    assert outbox.undelivered() is None


def test_what_was_refused_is_sent_again_with_growing_pauses(outbox: Outbox) -> None:
    with hooked(refusals=3) as hook, client() as session:
        messenger = Messenger(outbox, hook.address, session)
        assert [messenger.send() for _ in range(4)] == [1.0, 2.0, 4.0, PAUSE_SECONDS]
    assert [one["number"] for one in hook.taken] == [1, 2, 3]


def test_an_alert_waits_for_a_webhook_that_is_away_and_survives_a_restart(
    outbox: Outbox, tmp_path: Path
) -> None:
    with client() as session:
        messenger = Messenger(outbox, "http://127.0.0.1:9/", session)
        pauses = [messenger.send() for _ in range(12)]
    assert pauses[-1] == PAUSE_SECONDS_MAX
    again = Outbox(tmp_path / "m.db")
    with hooked() as hook, client() as session:
        Messenger(again, hook.address, session).send()
    assert len(hook.taken) == 3
    again.close()


def test_a_messenger_goes_on_until_it_is_told_to_stop(outbox: Outbox) -> None:
    stop = threading.Event()
    with hooked(refusals=1) as hook, client() as session:
        thread = Thread(target=Messenger(outbox, hook.address, session).run, args=(stop,))
        thread.start()
        for _ in range(500):
            if len(hook.taken) == 3:
                break
            stop.wait(0.01)
        stop.set()
        thread.join()
    assert len(hook.taken) == 3


@pytest.mark.parametrize("status", [301, 302, 303, 307])
def test_what_is_redirected_was_not_taken(tmp_path: Path, status: int) -> None:
    with hooked(refusals=1) as hook, client() as session:
        hook.refusal = status
        outbox = Outbox(tmp_path / "monitor.db")
        outbox.raise_([alert()], AT)
        messenger = Messenger(outbox, hook.address, session)
        messenger.send()
        assert outbox.undelivered() is not None
        messenger.send()
        assert (outbox.undelivered(), len(hook.taken)) == (None, 1)
        outbox.close()


def test_an_address_that_is_none_takes_nothing(tmp_path: Path) -> None:
    with client() as session:
        outbox = Outbox(tmp_path / "monitor.db")
        outbox.raise_([alert()], AT)
        Messenger(outbox, "http://[", session).send()
        assert outbox.undelivered() is not None
        outbox.close()
