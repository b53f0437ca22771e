"""Outboxes are read strictly: one reading, or none."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from api import outbox
from api.problems import ApiError
from tests.support.server import Desk

LIMIT = 10
JSON = {"Content-Type": "application/json"}


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


BROKEN_REQUESTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "malformed"),
    "not JSON": (b"notes", "malformed"),
    "cut short": (b'{"notes": ["segel/statement/v1\\n', "malformed"),
    "a list": (b"[]", "malformed"),
    "no notes": (b'{"note": []}', "malformed"),
    "notes that are numbers": (b'{"notes": [1]}', "malformed"),
    "a name twice": (b'{"notes": [], "notes": []}', "malformed"),
    "a name twice, inside": (b'{"notes": [], "openings": [{"a": 1, "a": 2}]}', "malformed"),
    "NaN": (b'{"notes": [], "openings": [NaN]}', "malformed"),
    "Infinity": (b'{"notes": [], "openings": [-Infinity]}', "malformed"),
    "a number of 5000 digits": (b'{"notes": [], "x": ' + b"1" * 5000 + b"}", "malformed"),
    "100,000 levels": (b'{"notes": [], "x": ' + b"[" * 100_000, "malformed"),
    "two values": (b'{"notes": []} {"notes": []}', "malformed"),
    "a byte order mark": (b'\xef\xbb\xbf{"notes": []}', "malformed"),
    "UTF-16": ('{"notes": []}'.encode("utf-16"), "not-utf8"),
    "UTF-16 without a mark": ('{"notes": []}'.encode("utf-16-le"), "malformed"),
    "latin-1": ('{"notes": ["é"]}'.encode("latin-1"), "not-utf8"),
}


@pytest.mark.parametrize("fault", BROKEN_REQUESTS)
def test_a_request_with_two_readings_or_none_is_refused_whole(counter: Desk, fault: str) -> None:
    body, slug = BROKEN_REQUESTS[fault]
    size = counter.place.ledger.tree.size

    answer = counter.http.post("/entries", content=body, headers=JSON)

    assert (answer.status_code, answer.json()["type"]) == (400, f"/problems/{slug}")

    assert counter.place.ledger.tree.size == size
