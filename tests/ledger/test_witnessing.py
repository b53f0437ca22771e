"""Witnessing: over real HTTP, with real witnesses, and nobody waits for the slowest."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from ledger.anchor import Anchor
from ledger.journal import ANCHOR, Entry
from ledger.objection import Objections
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note
from ledger.witnessing import Pace, Witnessing
from tests.support.device import founders
from tests.support.judgement import judge
from tests.support.practice import NOW, Practice, practice
from tests.support.witness import AT, Stand, agreed, stands
from tools.verdict import State

QUICK = Pace(look=0.01, round=0.3, backoff=0.02, backoff_max=0.05)
PATIENCE = 20.0
HELLO: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}


def until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.01)


@contextmanager
def witnessing(place: Practice, now: int = NOW) -> Iterator[Witnessing]:
    """Ask the witnesses of a practice ledger, quickly."""
    objections = Objections(place.path / "objections")
    asking = Witnessing(place.ledger, objections, lambda: now, QUICK)
    asking.start()
    try:
        yield asking
    finally:
        asking.close()


@pytest.fixture(name="three")
def _three(tmp_path: Path) -> list[Stand]:
    """Three witnesses that nobody has started yet."""
    return stands(tmp_path / "saksi", founders().charter.log, "bawaslu", "pers", "unsri")


def anchors(place: Practice) -> list[tuple[int, Anchor]]:
    rows = place.ledger.tree.entries(0, 10_000)
    return [
        (row.leaf_index, Anchor.parse(Entry.parse(row.note).body))
        for row in rows
        if row.topic == ANCHOR
    ]


def signed(place: Practice) -> int:
    return place.checkpoint().size


def test_a_quorum_sees_the_newest_checkpoint_and_the_clerk_writes_it_down(
    tmp_path: Path, three: list[Stand]
) -> None:
    with ExitStack() as open_, practice(tmp_path / "l", agreed(2, *three)) as place:
        for stand in three:
            open_.enter_context(stand.serves())
        with witnessing(place) as asking:
            until(lambda: anchors(place))
            (guard,) = place.enrols("16.08/kpu/gudang-01")
            place.takes(guard.says(HELLO))
            until(lambda: (w := asking.witnessed) and w.size == signed(place))
            assert asking.witnessed is not None
            assert set(asking.witnessed.anchored.names) <= {"bawaslu", "pers", "unsri"}
            assert asking.witnessed.anchored.earliest == AT
            assert len(Note.parse(asking.cosigned(place.ledger.checkpoint)).signatures) >= 3

        ((index, anchor),) = anchors(place)
        assert index == 1
        assert Checkpoint.parse(Note.parse(anchor.note).text).size == 1
        place.ledger.close()
        assert judge(place.path).state is State.HOLDS
