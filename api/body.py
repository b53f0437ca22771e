"""The body of a request: read whole, within a size and a time."""

import asyncio

from fastapi import Request

from api.problems import ApiError


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
