"""Outboxes are read strictly: one reading, or none."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from api import outbox
from api.problems import ApiError

LIMIT = 10


def slug_of(body: bytes) -> str:
    with pytest.raises(ApiError) as caught:
        outbox.read(body, LIMIT)
    return caught.value.slug


@given(st.lists(st.text(), max_size=LIMIT), st.lists(st.text(), max_size=LIMIT))
def test_what_was_written_is_read(notes: list[str], checkpoints: list[str]) -> None:
    body = json.dumps({"notes": notes, "checkpoints": checkpoints}).encode()

    assert outbox.read(body, LIMIT) == outbox.Outbox(notes, [], checkpoints)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(ApiError):
        assert len(outbox.read(body, LIMIT).notes) <= LIMIT


@given(st.integers(min_value=0, max_value=40))
def test_a_request_that_was_cut_short_is_never_read(cut: int) -> None:
    body = b'{"notes": ["a", "b"], "checkpoints": []}'

    assert slug_of(body[:-1][:cut]) == "malformed"


def test_more_than_a_request_may_hold_is_refused() -> None:
    assert slug_of(json.dumps({"notes": ["x"] * (LIMIT + 1)}).encode()) == "oversize"
    many: list[dict[str, str]] = [{}] * (outbox.OPENINGS_MAX + 1)
    assert slug_of(json.dumps({"notes": [], "openings": many}).encode()) == "oversize"
    many_texts = ["x"] * (outbox.CHECKPOINTS_MAX + 1)
    assert slug_of(json.dumps({"notes": [], "checkpoints": many_texts}).encode()) == "oversize"


def test_a_refusal_does_not_repeat_what_was_sent() -> None:
    for body in (
        b'{"notes": ["Siti" "Aminah"]}',
        b'{"notes": "Siti"}',
        b'{"notes": [{"Siti": 1}]}',
    ):
        with pytest.raises(ApiError) as caught:
            outbox.read(body, LIMIT)
        assert "Siti" not in caught.value.detail
