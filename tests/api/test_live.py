"""New leaves are told as they come, in slices that lose nothing between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import msgspec
import pytest

from api.live import SHOWN
from tests.support.device import Device
from tests.support.server import Desk

AT = "2024-11-25T08:00:00+07:00"


@contextmanager
def listening(counter: Desk, path: str, last: str = "") -> Iterator[Iterator[dict[str, Any]]]:
    """Open the stream, and give its events as they come."""
    headers = {"Last-Event-ID": last} if last else {}
    with counter.http.stream("GET", path, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _events(answer)


def _events(answer: httpx2.Response) -> Iterator[dict[str, Any]]:
    found: dict[str, Any] = {}
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if not line and found:
            yield found
            found = {}
        elif name == "data":
            found[name] = msgspec.json.decode(value)
        elif name in {"id", "event", "retry"}:
            found[name] = value


def events(counter: Desk, query: str, last: str = "") -> list[dict[str, Any]]:
    """Return one whole slice that does not wait."""
    with listening(counter, f"/live/events?seconds=0{query}", last) as told:
        return list(told)


def leaves(event: dict[str, Any]) -> list[int]:
    return [one["leaf_index"] for one in event["data"]["statements"]]


def says(counter: Desk, guard: Device, count: int) -> None:
    body: dict[str, object] = {"kind": "ShiftEnded", "at": AT, "post": "16.08/GDG-01"}
    counter.hands_in_all(*(guard.says(body) for _ in range(count)))
    counter.http.get("/statements", params={"after": counter.place.ledger.tree.size - 1})


@pytest.fixture(name="guard")
def _guard(counter: Desk) -> Device:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    counter.http.get("/statements", params={"after": 1})
    return guard


def test_a_leaf_is_told_while_somebody_listens(counter: Desk, guard: Device) -> None:
    with listening(counter, "/live/events?seconds=30") as told:
        assert leaves(next(told)) == []
        says(counter, guard, 1)
        event = next(told)

    assert (event["event"], event["id"], leaves(event)) == ("leaves", "2", [2])
    assert event["data"]["tables"]["newest"][0][1] == {"text": "jaga diakhiri"}


def test_whoever_comes_back_is_told_what_came_meanwhile(counter: Desk, guard: Device) -> None:
    (first,) = events(counter, "")
    says(counter, guard, 3)

    (event,) = events(counter, "&seen=0", last=first["id"])

    assert (leaves(event), event["data"]["skipped"]) == ([2, 3, 4], 0)


def test_of_a_flood_the_newest_are_told_and_how_many_are_passed_over(
    counter: Desk, guard: Device
) -> None:
    says(counter, guard, SHOWN + 7)

    (event,) = events(counter, "&seen=1")

    assert leaves(event) == list(range(9, SHOWN + 9))
    assert event["data"]["skipped"] == 7


def test_a_log_that_is_shorter_than_it_was_is_told(counter: Desk, guard: Device) -> None:
    size = counter.place.ledger.tree.size

    (event,) = events(counter, "", last=str(size))

    assert (event["event"], event["data"]) == ("behind", {"position": size - 1, "seen": size})
    assert guard.name not in str(event)


def test_the_words_of_the_stream_are_those_of_the_page(counter: Desk, guard: Device) -> None:
    says(counter, guard, 1)

    (event,) = events(counter, "&seen=1&lang=en")

    assert event["data"]["tables"]["newest"][0][1] == {"text": "watch ended"}
    assert event["data"]["tables"]["newest"][0][0]["href"] == "/statements/2?lang=en"


@pytest.mark.parametrize(
    ("query", "last"),
    [("&seen=-1", ""), ("&seen=x", ""), ("", "x"), ("", "1" * 16), ("0", ""), ("&lang=fr", "")],
)
def test_what_is_no_leaf_or_no_time_is_refused(counter: Desk, query: str, last: str) -> None:
    answer = counter.http.get(
        f"/live/events?seconds=9{query}", headers={"Last-Event-ID": last} if last else {}
    )

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-parameter")


def test_the_page_is_read_without_a_script(hall: Desk) -> None:
    text = hall.http.get("/live", headers={"Accept": "text/html"}).text

    assert "<h2>Terbaru</h2>" in text
    assert "Muat ulang halaman ini" in text
    assert 'data-name="newest"' in text
