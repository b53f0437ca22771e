"""The doorkeeper: lets in one browser, the first that shows a token, and knows it again.

The token stands on the terminal of whoever started the server, and nowhere else.  It is used up by
its first use, so that an address that was seen over a shoulder, or kept in a history, opens
nothing; a new one comes with a new start.
"""

import secrets
import threading
from typing import Final

from fastapi import Request, Response

COOKIE: Final = "segel-preparation"


class Doorkeeper:
    """Knows the token until it is used, and whom it has let in."""

    def __init__(self, token: str, secret: str) -> None:
        """Take what opens once, and what is known by then; both from the system's chance."""
        self._token: str | None = token
        self._secret = secret
        self._lock = threading.Lock()

    @property
    def is_used(self) -> bool:
        """Whether somebody was let in."""
        return self._token is None

    def enter(self, token: str) -> str | None:
        """Use the token up; return by what its bearer is known, or nothing: it is not the one."""
        with self._lock:
            known = self._token
            if known is None or not secrets.compare_digest(known.encode(), token.encode()):
                return None
            self._token = None
            return self._secret

    def mark(self, request: Request, answer: Response, secret: str) -> None:
        """Let a browser keep what it is known by: for this host, and out of scripts' sight."""
        answer.set_cookie(
            COOKIE,
            secret,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )

    def knows(self, request: Request) -> bool:
        """Tell whether it was this browser that was let in."""
        shown = request.cookies.get(COOKIE, "")
        return self.is_used and secrets.compare_digest(shown.encode(), self._secret.encode())
