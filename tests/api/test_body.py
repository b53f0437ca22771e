"""A body is read whole, or not at all."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from fastapi import Request

from api.body import whole
from api.problems import ApiError


def read(messages: Sequence[dict[str, Any]], headers: dict[str, str] | None = None) -> bytes:
    """Read a body of at most ten bytes that arrives in these messages, and then no more."""
    rest = iter(messages)

    async def receive() -> dict[str, Any]:
        for message in rest:
            return message
        await asyncio.sleep(3600)
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
