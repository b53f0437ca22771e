"""A body is read whole, or not at all."""

import asyncio
import gzip
import tracemalloc
from collections.abc import Sequence
from typing import Any

import pytest
from fastapi import Request

from api.body import unpacked, whole
from api.problems import ApiError


def read(messages: Sequence[dict[str, Any]], headers: dict[str, str] | None = None) -> bytes:
    """Read a body of at most ten bytes that arrives in these messages, and then no more."""
    rest = iter(messages)

    async def receive() -> dict[str, Any]:
        for message in rest:
            return message
        await asyncio.Event().wait()  # nobody sets it
        raise AssertionError

    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    request = Request({"type": "http", "method": "POST", "headers": raw}, receive)
    return asyncio.run(whole(request, 10, 0.05))


def part(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_parts_are_put_together() -> None:
    assert read([part(b"01234", more=True), part(b"56789")]) == b"0123456789"


@pytest.mark.parametrize(
    ("messages", "headers", "slug"),
    [
        ([part(b"0123456789a")], {}, "oversize"),
        ([part(b"01234567", more=True), part(b"89a", more=True)], {}, "oversize"),
        ([], {"content-length": "11"}, "oversize"),
        ([part(b"01234", more=True)], {}, "timeout"),
        ([part(b"01234", more=True), {"type": "http.disconnect"}], {}, "timeout"),
    ],
)
def test_too_much_and_too_little_are_refused(
    messages: list[dict[str, Any]], headers: dict[str, str], slug: str
) -> None:
    with pytest.raises(ApiError) as refused:
        read(messages, headers)
    assert refused.value.slug == slug


def unpack(body: bytes, coding: str, most: int = 100) -> bytes:
    """Read a body that says that it is compressed so."""

    async def receive() -> dict[str, Any]:
        return part(body)

    headers = [(b"content-encoding", coding.encode())]
    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
    return asyncio.run(unpacked(request, most, 1.0))


@pytest.mark.parametrize("coding", ["gzip", " GZIP ", "identity"])
def test_a_compressed_body_comes_out_as_it_was(coding: str) -> None:
    body = b'{"notes":[]}' * 8
    packed = body if coding == "identity" else gzip.compress(body)
    assert unpack(packed, coding) == body


@pytest.mark.parametrize(
    ("body", "coding", "slug"),
    [
        (gzip.compress(b"0" * 101, mtime=0), "gzip", "oversize"),
        (gzip.compress(b"0" * 100, mtime=0)[:-9], "gzip", "malformed"),
        (gzip.compress(b"0", mtime=0) + gzip.compress(b"1", mtime=0), "gzip", "malformed"),
        (b"halo", "gzip", "malformed"),
        (b"", "gzip", "malformed"),
        (b"halo", "br", "media-type"),
        (b"halo", "gzip, gzip", "media-type"),
    ],
)
def test_what_is_not_one_stream_within_the_bound_is_refused(
    body: bytes, coding: str, slug: str
) -> None:
    with pytest.raises(ApiError) as refused:
        unpack(body, coding)
    assert refused.value.slug == slug


def test_a_bomb_is_never_held_whole() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(ApiError):
            unpack(bomb, "gzip", 100_000)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
