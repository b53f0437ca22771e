"""The body of a request: read whole, within a size and a time, compressed or not."""

import asyncio
import zlib

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from api.problems import ApiError

_GZIP = 31
"""The window of zlib that reads gzip and nothing else."""


async def unpacked(request: Request, most: int, seconds: float) -> bytes:
    """Read the whole body, and take it out of its compression, if it says that it has one.

    Args:
        request: Whose body has not been read.
        most: Bytes that are taken, before and after.
        seconds: How long it may take to arrive, its first byte too.

    Raises:
        ApiError: As `whole`; `media-type` for a compression other than gzip, `malformed` for what
            is not gzip, `oversize` for what grows beyond the bound.
    """
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip"}:
        raise ApiError("media-type")
    body = await whole(request, most, seconds)
    return body if coding == "identity" else await run_in_threadpool(_grown, body, most)


def _grown(body: bytes, most: int) -> bytes:
    reader = zlib.decompressobj(_GZIP)
    try:
        grown = reader.decompress(body, most + 1)  # never more than that is held
    except zlib.error as error:
        raise ApiError("malformed", f"not gzip: {error}") from error
    if len(grown) > most:
        raise ApiError("oversize", f"more than {most} bytes in one request")
    if not reader.eof or reader.unused_data:
        raise ApiError("malformed", "not one whole gzip stream")
    return grown


async def whole(request: Request, most: int, seconds: float) -> bytes:
    """Read the whole body.

    Args:
        request: Whose body has not been read.
        most: Bytes that are taken.
        seconds: How long it may take to arrive, its first byte too.

    Raises:
        ApiError: `oversize`, or `timeout` where it stops arriving.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise ApiError("oversize", f"{announced} bytes in one request, at most {most}")
    try:
        async with asyncio.timeout(seconds):
            return await _arrived(request, most)
    except TimeoutError as error:
        raise ApiError("timeout") from error


async def _arrived(request: Request, most: int) -> bytes:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ApiError("timeout", "the sender went away")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            raise ApiError("oversize", f"more than {most} bytes in one request")
        more = message.get("more_body", False)
    return b"".join(parts)
