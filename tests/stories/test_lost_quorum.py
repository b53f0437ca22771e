"""The witnesses go away and come back: guards go on, and nobody is told more than is true."""

from contextlib import ExitStack
from pathlib import Path

from tests.support.command import segel
from tests.support.device import Device, founders
from tests.support.practice import practice
from tests.support.server import Desk, desk, until
from tests.support.witness import Stand, agreed, stands

HELLO: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}


def leaf_of(counter: Desk, device: Device) -> int:
    """Hand in one more statement, which must be taken at once."""
    answer = counter.hands_in(device.says(HELLO))
    assert answer.status_code == 201, answer.text
    return int(answer.json()["receipt"]["leaf_index"])


def is_witnessed(counter: Desk, leaf: int) -> bool:
    return counter.http.get(f"/proofs/{leaf}?under=witnessed").status_code == 200


def absent(counter: Desk) -> list[str]:
    return list(counter.http.get("/witnesses").json()["absent"])


def test_without_a_quorum_entries_are_taken_and_none_is_called_witnessed(tmp_path: Path) -> None:
    bawaslu, pers, unsri = stands(
        tmp_path / "saksi", founders().charter.log, "bawaslu", "pers", "unsri"
    )
    with ExitStack() as open_, practice(tmp_path / "l", agreed(2, bawaslu, pers, unsri)) as place:
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        counter = open_.enter_context(desk(place))
        open_.enter_context(bawaslu.serves())
        with pers.serves():
            before = leaf_of(counter, guard)
            until(lambda: is_witnessed(counter, before))

        during = leaf_of(counter, guard)
        until(lambda: absent(counter) == ["pers", "unsri"])
        assert not is_witnessed(counter, during)
        assert is_witnessed(counter, before), "what was seen stays seen"
        told = counter.http.get("/witnesses").json()
        assert told["witnessed"]["size"] <= during < told["size"]
        status = segel("status", place.path)
        assert status.status == 1
        assert "tanpa kuorum saksi" in status.out

        _regained(counter, during, unsri)


def _regained(counter: Desk, during: int, unsri: Stand) -> None:
    """Another witness than the one that went away makes the quorum full."""
    with unsri.serves():
        until(lambda: is_witnessed(counter, during))
        until(lambda: _newest(counter))
        until(lambda: absent(counter) == ["pers"])
        assert segel("status", counter.place.path).status == 0


def _newest(counter: Desk) -> bool:
    told = counter.http.get("/witnesses").json()
    return bool(told["witnessed"]["size"] == told["size"])
