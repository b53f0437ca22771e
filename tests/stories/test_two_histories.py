"""The server shows two histories to two phones: a witness names the fact, and the log halts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.tlog.addition import Contradiction
from ledger.tlog.checkpoint import Checkpoint
from ledger.witness import opened
from tests.support.device import Device, founders
from tests.support.judgement import judge
from tests.support.practice import NOW, Practice, practice
from tests.support.server import Desk, desk, until
from tests.support.witness import Stand, agreed, stands
from tools.verdict import State

LOG = founders().charter.log
ARRIVED: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}


@pytest.fixture(name="bawaslu")
def _bawaslu(tmp_path: Path) -> Stand:
    """A witness that is not of the server's operator."""
    (stand,) = stands(tmp_path / "saksi", founders().charter.log, "bawaslu")
    return stand


@pytest.fixture(name="place")
def _place(tmp_path: Path, bawaslu: Stand) -> Iterator[Practice]:
    """The history that the first phone sees, and that the witness sees first."""
    with practice(tmp_path / "satu", agreed(1, bawaslu)) as place:
        yield place


def twin(place: Practice) -> Practice:
    """Let the operator copy the whole ledger, keys and guard included, to tell another story."""
    path = place.path.with_name("dua")
    place.ledger.close()
    shutil.copytree(place.path, path)
    place.ledger = Ledger.open(place.path, lambda: NOW)
    return Practice(path, place.founders, Ledger.open(path, lambda: NOW))


def witnessed(counter: Desk, leaf: int) -> bool:
    return counter.http.get(f"/proofs/{leaf}?under=witnessed").is_success


def leaf_of(counter: Desk, note: bytes) -> int:
    receipt = counter.hands_in(note).json()["receipt"]
    return int(receipt["leaf_index"])


def test_the_second_history_is_never_witnessed_and_halts_by_what_the_witness_holds(
    place: Practice, bawaslu: Stand
) -> None:
    first, second = place.enrols("16.08/kpu/gudang-01", "16.08/polri/regu-1")
    other = twin(place)
    with bawaslu.serves():
        with desk(place) as counter:
            told_one = leaf_of(counter, first.says(ARRIVED))
            until(lambda: witnessed(counter, told_one))
        told_two = other.takes(second.says(ARRIVED)).leaf_index
        with desk(other) as counter:
            until(lambda: bool(counter.http.get("/witnesses").json()["objections"]))
            until(lambda: bool(other.ledger.is_halted))

            assert not witnessed(counter, told_two)
            refused = counter.hands_in(second.says(ARRIVED))
            assert refused.status_code == 503
            assert refused.json()["type"] == "/problems/log-disputed"

    assert judge(place.path).state is State.HOLDS
    other.ledger.close()
    verdict = judge(other.path)
    assert verdict.state is State.FAILS
    assert any("the log signed another tree" in line for line in verdict.lines(0, "en"))


def test_the_witness_keeps_both_checkpoints_as_evidence(place: Practice, bawaslu: Stand) -> None:
    """The second history is the longer one: its own proof shows from which tree it grows."""
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    other = twin(place)
    with bawaslu.serves():
        with desk(place) as counter:
            leaf = leaf_of(counter, guard.says(ARRIVED))
            until(lambda: witnessed(counter, leaf))
        many = [Device.named(f"16.08/polri/regu-{n}") for n in range(4)]
        for one in many:
            other.takes(other.founders.enrol(one, by=1))
        with desk(other) as counter:
            until(lambda: bool(counter.http.get("/witnesses").json()["objections"]))
    other.ledger.close()

    with opened(bawaslu.path, lambda: NOW) as witness:
        (refusal,) = witness.refusals()
        evidence = witness.evidence(refusal.number)
    assert refusal.kind is Contradiction.FORK
    assert evidence is not None
    kept, offered = (Checkpoint.opened(raw, LOG) for raw in (evidence.kept, evidence.offered))
    assert kept.size < offered.size


def test_a_phone_of_the_first_history_stops_the_second_without_any_witness(
    place: Practice,
) -> None:
    """Every phone is a witness: it hands in the checkpoint that it holds."""
    first, second = place.enrols("16.08/kpu/gudang-01", "16.08/polri/regu-1")
    other = twin(place)
    place.takes(first.says(ARRIVED))
    held = place.ledger.checkpoint.decode()
    other.takes(second.says(ARRIVED))
    with desk(other) as counter:
        counter.hands_in_all(checkpoints=[held])
        refused = counter.hands_in(second.says(ARRIVED))
    other.ledger.close()

    assert refused.status_code == 503
    assert list((other.path / "disputes").iterdir())
