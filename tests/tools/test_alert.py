"""Alerts are told once, in their order, whatever happens to who tells them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tools.alert import Alert, Chronicle, Outbox, StateError
from tools.verdict import Text

AT = 1_732_640_400_000


def alert(about: str = "a") -> Alert:
    return Alert("fork", "segel.example/x", "http://a", about, Text("satu", "one"))


def numbers(path: Path) -> list[int]:
    return [json.loads(line)["number"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_alert_is_one_line_of_json_with_stable_members() -> None:
    line = replace(alert(), leaf=7, detail={"size": 9}).line(3, AT)

    assert json.loads(line) == {
        "number": 3,
        "id": alert().id,
        "at": "2024-11-26T17:00:00Z",
        "kind": "fork",
        "log": "segel.example/x",
        "place": "http://a",
        "leaf": 7,
        "indonesian": "satu",
        "english": "one",
        "detail": {"size": 9},
    }
    assert "\n" not in line


@given(st.text(), st.text(), st.text(), st.text())
def test_what_two_alerts_are_about_tells_them_apart(a: str, b: str, c: str, d: str) -> None:
    one = Alert("fork", a, "", b, Text("", ""))
    other = Alert("fork", c, "", d, Text("other", "words"))
    assert (one.id == other.id) == ((a, b) == (c, d))


def test_an_alert_that_was_raised_before_is_not_raised_again(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "m.db")
    assert outbox.raise_([alert("a"), alert("b"), alert("a")], AT) == 2
    outbox.close()
    again = Outbox(tmp_path / "m.db")
    assert again.raise_([alert("b"), alert("c")], AT + 1) == 1
    assert [number for number, _ in again.after(0)] == [1, 2, 3]
    again.close()


def test_the_webhooks_place_in_the_queue_is_remembered(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "m.db")
    outbox.raise_([alert("a"), alert("b")], AT)
    first = outbox.undelivered()
    assert first is not None
    outbox.delivered(first[0])
    outbox.close()
    outbox = Outbox(tmp_path / "m.db")
    second = outbox.undelivered()
    assert second is not None
    assert (first[0], second[0]) == (1, 2)
    outbox.delivered(2)
    assert outbox.undelivered() is None
    outbox.close()


def test_small_things_are_remembered(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "m.db")
    assert outbox.remembered("k") == ""
    outbox.remember("k", "v")
    outbox.remember("k", "w")
    assert outbox.remembered("k") == "w"
    outbox.close()


def test_the_file_goes_on_where_it_was_left(tmp_path: Path) -> None:
    outbox, path = Outbox(tmp_path / "m.db"), tmp_path / "alerts"
    for about in ("a", "b", "c"):
        outbox.raise_([alert(about)], AT)
        chronicle = Chronicle(path, outbox)
        assert len([*chronicle.write()]) == 1
        assert [*chronicle.write()] == []
        chronicle.close()
    assert numbers(path) == [1, 2, 3]
    outbox.close()


def test_half_a_line_that_a_crash_has_left_is_written_anew(tmp_path: Path) -> None:
    outbox, path = Outbox(tmp_path / "m.db"), tmp_path / "alerts"
    outbox.raise_([alert("a"), alert("b")], AT)
    chronicle = Chronicle(path, outbox)
    assert len([*chronicle.write()]) == 2
    chronicle.close()
    whole = path.read_bytes()
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        chronicle = Chronicle(path, outbox)
        list(chronicle.write())
        chronicle.close()
        assert path.read_bytes() == whole
    outbox.close()


@pytest.mark.parametrize("line", [b"not json\n", b"{}\n", b"[1]\n", b'"x"\n'])
def test_a_file_of_other_things_is_left_alone(tmp_path: Path, line: bytes) -> None:
    outbox, path = Outbox(tmp_path / "m.db"), tmp_path / "alerts"
    path.write_bytes(line)
    with pytest.raises(StateError):
        Chronicle(path, outbox)
    assert path.read_bytes() == line
    outbox.close()


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "m.db").write_bytes(b"x" * 9000)
    with pytest.raises(StateError):
        Outbox(tmp_path / "m.db")
