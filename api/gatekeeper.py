"""The gatekeeper: whom the server does not listen to, by where it comes from and how often.

*Another site's request.*  A browser says of each request from which site it came, and pages cannot
write that header.  What changes something is taken from our own pages, and from programs, which
say nothing; so another site can do nothing with a reader's login, and needs no token in a form.

*Too many.*  Each address has so many requests a minute: few to log in, more to read.  Tiles, proofs
and files are not counted, as mirrors and verifiers read all of them.  `POST /entries` does not come
by here: the telephones of a district can have one address, and an entry must get in.

Source: Fetch Metadata Request Headers; Go's net/http.CrossOriginProtection; RFC 6585
"""

from collections.abc import Callable
from ipaddress import AddressValueError, IPv6Network
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answer import failed
from api.problems import ApiError
from api.ration import Ration
from ledger.settings import Settings

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS: Final = frozenset({"same-origin", "none"})
_LOGIN: Final = ("/masuk", "/undangan/")
_FREE: Final = ("/log/", "/static/", "/proofs", "/consistency")
"""What costs little, or is read whole by whoever checks a log."""

_NEIGHBOURS: Final = 64
"""Bits of an IPv6 address that one subscriber has for all devices together."""


class Gatekeeper:
    """Passes on what may come in."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Callable[[], int]) -> None:
        """Stand before `app`; `clock` gives milliseconds since 1970 UTC."""
        self._app = app
        self._limiter = FixedWindowRateLimiter(Ration(clock))
        self._limits = {
            "login": RateLimitItemPerMinute(settings.logins_per_minute),
            "read": RateLimitItemPerMinute(settings.reads_per_minute),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, or say why not."""
        slug = self._refusal(scope) if scope["type"] == "http" else None
        if slug is None:
            await self._app(scope, receive, send)
            return
        answer = await failed(Request(scope, receive), ApiError(slug))
        await answer(scope, receive, send)

    def _refusal(self, scope: Scope) -> str | None:
        if scope["method"] not in _SAFE and is_from_elsewhere(Headers(scope=scope)):
            return "cross-site"
        path = scope["path"]
        if path.startswith(_FREE):
            return None
        purpose = "login" if path.startswith(_LOGIN) else "read"
        item = self._limits[purpose]
        is_in_time = item.amount == 0 or self._limiter.hit(item, purpose, neighbours(scope))
        return None if is_in_time else "too-many"


def is_from_elsewhere(headers: Headers) -> bool:
    """Tell whether a browser says that a request was made by a page of another site."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OURS
    origin = headers.get("origin")  # browsers of before 2023, and plain http
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def neighbours(scope: Scope) -> str:
    """Return the address of a request, of IPv6 the network that one subscriber has."""
    host = str(scope["client"][0]) if scope.get("client") else ""
    if ":" not in host:
        return host
    try:
        return str(IPv6Network((host.partition("%")[0], _NEIGHBOURS), strict=False))
    except AddressValueError:
        return host
