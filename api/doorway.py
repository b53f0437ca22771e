"""The doorway: what holds for every request before anybody looks at it.

    GET /boxes.json     is GET /boxes with `Accept: application/json`
    HEAD /boxes         is GET /boxes without the body

Here every request is counted too, when it is answered.  Plain ASGI, because it stands before
every note too and must cost next to nothing.

Source: RFC 9110, section 9.3.2 (HEAD)
"""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.meter import Asked, Meter, kind_of

Endpoint = Callable[[Request], Awaitable[Response]]

_SUFFIX = ".json"
_AS_IT_IS = ("/openapi.json", "/static/")
_NO_SNIFFING = (b"x-content-type-options", b"nosniff")


class Doorway:
    """Passes requests on in their plain form."""

    def __init__(
        self,
        app: ASGIApp,
        ahead: Mapping[str, Endpoint],
        meter: Meter | None = None,
        timer: Callable[[], float] = float,
    ) -> None:
        """Stand before `app`.

        Args:
            app: Whom requests are passed on to.
            ahead: Who answers a POST by its path at once, without what stands between; it
                answers its failures itself.
            meter: Counts what was answered; None: nobody asks.
            timer: Seconds, from any beginning; stands still unless one is given.
        """
        self._app = app
        self._ahead = ahead
        self._meter = meter or Meter()
        self._timer = timer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, method = self._timer(), scope["method"]
        endpoint = self._ahead.get(scope["path"])
        if endpoint is not None and method == "POST":
            response = await endpoint(Request(scope, receive))
            response.raw_headers.append(_NO_SNIFFING)
            await response(scope, receive, send)
            asked = Asked("POST", scope["path"], response.status_code)
            self._meter.answered(asked, self._timer() - began)
            return
        is_head = method == "HEAD"
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], _NO_SNIFFING]
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        if is_head:
            scope = {**scope, "method": "GET"}  # the server still looks at its own
        if scope["path"].endswith(_SUFFIX) and not scope["path"].startswith(_AS_IT_IS):
            scope = _stripped(scope)
        try:
            await self._app(scope, receive, answer)
        finally:
            self._meter.answered(kind_of(scope, method, status), self._timer() - began)


def _stripped(scope: Scope) -> Scope:
    """Turn the suffix into the header that says the same."""
    others = [(name, value) for name, value in scope["headers"] if name != b"accept"]
    headers = [*others, (b"accept", b"application/json")]
    return {**scope, "path": scope["path"].removesuffix(_SUFFIX), "headers": headers}
