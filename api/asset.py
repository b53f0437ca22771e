"""Files of the pages, compressed on the way to browsers that take it.

The reader of codes alone is 950 kB, 19 seconds on a slow network; compressed it is a third.  Each
file is compressed once, when it is first asked for.

Source: RFC 7932 (Brotli), which browsers take over https and on localhost
"""

from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Final

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.web.squeeze import takes_brotli

_QUALITY: Final = 9
"""A sixth of a second for the largest file; the two steps above it take forty times as long."""
_TEXTS: Final = ("text/", "application/wasm", "application/json", "image/svg+xml")


class Assets(StaticFiles):
    """A folder of files that do not change while the server runs."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, compressed where that helps and is understood."""
        answer = await super().get_response(path, scope)
        kind = answer.headers.get("content-type", "")
        if not kind.startswith(_TEXTS):
            return answer
        answer.headers["Vary"] = "Accept-Encoding"
        if not isinstance(answer, FileResponse) or answer.status_code != HTTPStatus.OK:
            return answer
        asked = Headers(scope=scope)
        if "range" in asked or not takes_brotli(asked):
            return answer
        etag = answer.headers["etag"]
        body = await run_in_threadpool(_compressed, Path(answer.path), etag)
        # the same file in another coding is the same only weakly: RFC 9110, section 8.8.1
        headers = {"Content-Encoding": "br", "ETag": f"W/{etag}"}
        for name in ("content-type", "last-modified", "vary"):
            headers[name] = answer.headers[name]
        return Response(body, headers=headers)


@lru_cache(maxsize=256)
def _compressed(path: Path, etag: str) -> bytes:
    del etag  # tells another file under the same name
    small: bytes = brotli.compress(path.read_bytes(), quality=_QUALITY)
    return small
