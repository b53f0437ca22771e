"""The doorway: what holds for every request before anybody looks at it.

    GET /boxes.json     is GET /boxes with `Accept: application/json`
    HEAD /boxes         is GET /boxes without the body

Plain ASGI, because it stands before every note too and must cost next to nothing.

Source: RFC 9110, section 9.3.2 (HEAD)
"""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Endpoint = Callable[[Request], Awaitable[Response]]

_SUFFIX = ".json"
_AS_IT_IS = ("/openapi.json", "/static/")
_NO_SNIFFING = (b"x-content-type-options", b"nosniff")


class Doorway:
    """Passes requests on in their plain form."""

    def __init__(self, app: ASGIApp, ahead: Mapping[str, Endpoint]) -> None:
        """Stand before `app`.

        Args:
            app: Whom requests are passed on to.
            ahead: Who answers a POST by its path at once, without what stands between; it
                answers its failures itself.
        """
        self._app = app
        self._ahead = ahead

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        endpoint = self._ahead.get(scope["path"])
        if endpoint is not None and scope["method"] == "POST":
            response = await endpoint(Request(scope, receive))
            response.raw_headers.append(_NO_SNIFFING)
            await response(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], _NO_SNIFFING]
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        if is_head:
            scope = {**scope, "method": "GET"}  # the server still looks at its own
        if scope["path"].endswith(_SUFFIX) and not scope["path"].startswith(_AS_IT_IS):
            scope = _stripped(scope)
        await self._app(scope, receive, answer)


def _stripped(scope: Scope) -> Scope:
    """Turn the suffix into the header that says the same."""
    others = [(name, value) for name, value in scope["headers"] if name != b"accept"]
    headers = [*others, (b"accept", b"application/json")]
    return {**scope, "path": scope["path"].removesuffix(_SUFFIX), "headers": headers}
