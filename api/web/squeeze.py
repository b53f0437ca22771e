"""Small texts, compressed once and kept: on a slow network every 50 kB costs another second."""

from functools import lru_cache

from fastapi import Request, Response

from api.web.package import compressed

_small = lru_cache(maxsize=16)(compressed)


def squeezed(request: Request, body: bytes, headers: dict[str, str]) -> Response:
    """Return a small text, compressed where the browser takes that."""
    headers |= {"Vary": "Accept-Encoding"}
    if not takes_brotli(request):
        return Response(body, headers=headers)
    return Response(_small(body), headers=headers | {"Content-Encoding": "br"})


def takes_brotli(request: Request) -> bool:
    """Tell whether the browser takes what Brotli has compressed."""
    return "br" in request.headers.get("accept-encoding", "").replace(" ", "").split(",")
