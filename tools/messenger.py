"""The messenger: takes alerts to a webhook, in their order, until each was taken.

An alert leaves the outbox when the webhook has answered with 2xx, and not before: whatever crashes
in between, it is sent again, with the same `id`.  While nobody answers, the pauses grow.
"""

import threading
from typing import Final

import httpx2

from tools.alert import Outbox

PAUSE_SECONDS: Final = 1.0
PAUSE_SECONDS_MAX: Final = 300.0
ROUNDS_MAX: Final = 3
"""How often one alert is tried by whoever does not stay."""


class Messenger:
    """One webhook."""

    def __init__(self, outbox: Outbox, url: str, session: httpx2.Client) -> None:
        """Send nothing yet."""
        self._outbox = outbox
        self._url = url
        self._session = session
        self._pause = PAUSE_SECONDS

    def send(self) -> float:
        """Send what is waiting; return after how many seconds trying again makes sense."""
        while (found := self._outbox.undelivered()) is not None:
            number, line = found
            if not self._is_taken(line):
                pause = self._pause
                self._pause = min(2 * pause, PAUSE_SECONDS_MAX)
                return pause
            self._outbox.delivered(number)
            self._pause = PAUSE_SECONDS
        return PAUSE_SECONDS

    def run(self, stop: threading.Event) -> None:
        """Send until it is told to stop."""
        while not stop.wait(self.send()):
            pass

    def _is_taken(self, line: str) -> bool:
        headers = {"Content-Type": "application/json"}
        try:
            # what is redirected arrives as a GET without the alert, and is answered with 200
            answer = self._session.post(
                self._url, content=line.encode(), headers=headers, follow_redirects=False
            )
        except (httpx2.HTTPError, httpx2.InvalidURL):
            return False
        return answer.is_success
