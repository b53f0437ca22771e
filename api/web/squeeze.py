"""Small texts, compressed once and kept: on a slow network every 50 kB costs another second."""

from collections.abc import Mapping
from functools import lru_cache

from fastapi import Request, Response

from api.web.package import compressed

_small = lru_cache(maxsize=16)(compressed)


def squeezed(request: Request, body: bytes, headers: dict[str, str]) -> Response:
    """Return a small text, compressed where the browser takes that."""
    headers |= {"Vary": "Accept-Encoding"}
    if not takes_brotli(request.headers):
        return Response(body, headers=headers)
    return Response(_small(body), headers=headers | {"Content-Encoding": "br"})


def takes_brotli(headers: Mapping[str, str]) -> bool:
    """Tell by the headers of a request whether the browser takes what Brotli has compressed."""
    accepted = headers.get("accept-encoding", "").split(",")
    return "br" in (one.partition(";")[0].strip() for one in accepted)
