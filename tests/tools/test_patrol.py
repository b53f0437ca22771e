"""Many addresses, each dealt with by the lookout of its log."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from tests.support.log_builder import story
from tests.support.shelf import serving_files
from tests.support.sighting import histories, ticking
from tests.support.witness import Cosigner, policy_text
from tools.patrol import Orders, Patrol
from tools.tile import client
from tools.vantage import of_witness

ANA = Cosigner.named("ana")


class Round:
    """A patrol over folders that a plain web server shows."""

    def __init__(self, root: Path, address: str, patrol: Patrol) -> None:
        self.root = root
        self.address = address
        self.patrol = patrol

    def visit(self, times: int = 1) -> None:
        for _ in range(times):
            for one in [*self.patrol.vantages]:
                self.patrol.visit(one)

    @property
    def alerts(self) -> list[dict[str, Any]]:
        return [json.loads(line) for _, line in self.patrol.outbox.after(0)]

    @property
    def kinds(self) -> list[str]:
        return [one["kind"] for one in self.alerts]


@contextmanager
def patrolling(
    root: Path, *names: str, minutes: float = 0, charters: frozenset[bytes] = frozenset()
) -> Iterator[Round]:
    clock, passes = ticking()
    passes(minutes)
    served = root / "www"
    served.mkdir(exist_ok=True)
    orders = Orders(root / "state", charters=charters)
    with serving_files(served) as address, client() as session:
        patrol = Patrol(orders, [f"{address}/{name}" for name in names], session, clock)
        try:
            yield Round(served, address, patrol)
        finally:
            patrol.close()


def test_each_log_has_its_copy_and_each_place_is_compared_with_it(tmp_path: Path) -> None:
    log, forked = histories(4, 3, 5)
    log.publish(tmp_path / "www" / "a" / "log")
    log.publish(tmp_path / "www" / "mirror")
    forked.publish(tmp_path / "www" / "b")
    with patrolling(tmp_path, "a", "mirror", "b") as seen:
        seen.visit(2)
        assert [(one["kind"], one["place"]) for one in seen.alerts] == [
            ("fork", f"{seen.address}/b")
        ]
        assert len([*tmp_path.glob("state/logs/*/ledger.db")]) == 1


def test_while_a_log_is_dealt_with_its_other_addresses_hold_nobody_up(tmp_path: Path) -> None:
    log = story()
    for name in ("a", "b"):
        log.publish(tmp_path / "www" / name)
    with patrolling(tmp_path, "a", "b") as seen:
        patrol, (first, second) = seen.patrol, seen.patrol.vantages
        patrol.visit(first)
        with ThreadPoolExecutor() as pool, patrol.turn_of(first.origin, is_patient=True):
            pool.submit(patrol.visit, second, is_patient=False).result(timeout=10)
            assert second.seen is None
        patrol.visit(second, is_patient=False)
        assert second.size == first.size == log.size


def test_another_charter_under_the_same_origin_is_another_ledger(tmp_path: Path) -> None:
    log = story()
    log.publish(tmp_path / "www" / "a")
    with patrolling(tmp_path, "a", charters=frozenset({bytes(32)})) as seen:
        seen.visit(2)
        assert seen.kinds == ["charter"]
        assert not (tmp_path / "state" / "logs").exists()
    with patrolling(tmp_path, "a", charters=frozenset({log.fingerprint})) as seen:
        seen.visit()
        assert (tmp_path / "state" / "logs").exists()


@pytest.mark.parametrize(
    "text", ["", "no note\n", "x\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"]
)
def test_what_is_no_log_is_named_once(tmp_path: Path, text: str) -> None:
    (tmp_path / "www" / "a").mkdir(parents=True)
    (tmp_path / "www" / "a" / "checkpoint").write_text(text, encoding="utf-8")
    with patrolling(tmp_path, "a") as seen:
        seen.visit(3)
        assert seen.kinds == ["signature"]


def test_entries_that_do_not_lead_to_the_root_are_named_and_asked_for_again(
    tmp_path: Path,
) -> None:
    log = story()
    log.publish(tmp_path / "www" / "a")
    bundle = tmp_path / "www" / "a" / "tile" / "entries" / "000.p" / "12"
    whole = bundle.read_bytes()
    bundle.write_bytes(whole[:-5] + b"AAAA\n")
    with patrolling(tmp_path, "a") as seen:
        seen.visit(2)
        assert seen.kinds == ["unproven"]
        bundle.write_bytes(whole)
        seen.visit()
        lookouts = [*(tmp_path / "state" / "logs").iterdir()]
        assert len(lookouts) == 1
        assert seen.patrol.vantages[0].size == 12
        assert seen.kinds == ["unproven"]


def test_who_does_not_answer_for_long_is_told_once_also_after_a_restart(tmp_path: Path) -> None:
    kinds = []
    for minutes in (0, 4, 6, 7):
        clock, passes = ticking()
        passes(minutes)
        with client() as session:
            patrol = Patrol(Orders(tmp_path / "state"), ["http://127.0.0.1:9"], session, clock)
            patrol.visit(patrol.vantages[0])
            kinds.append(len(patrol.outbox.after(0)))
            patrol.close()
    assert kinds == [0, 0, 1, 1]


def test_who_answers_again_is_waited_for_anew(tmp_path: Path) -> None:
    story().publish(tmp_path / "www" / "later")
    with patrolling(tmp_path, "a") as seen:
        seen.visit()
        before = [one.silent_since is None for one in seen.patrol.vantages]
        (seen.root / "later").rename(seen.root / "a")
        seen.visit()
        after = [(one.silent_since is None, one.size) for one in seen.patrol.vantages]
        assert (before, after) == ([False], [(True, 12)])


def test_the_witnesses_of_the_policy_are_asked_too(tmp_path: Path) -> None:
    log, forked = histories(4, 8, 5)
    with patrolling(tmp_path, "a") as seen:
        text = to_base64(policy_text(1, ANA, url=f"{seen.address}/w").encode())
        for registrar in log.founders.registrars[:2]:
            log.add(registrar.registers(f"policy {text}"))
        log.sign()
        log.publish(seen.root / "a")
        shown = of_witness("w", log.founders.charter.origin, ANA.verifier).prefix
        note = ANA.cosigns(Note.parse(forked.checkpoints[-1][1])).serialise()
        (seen.root / shown).mkdir(parents=True)
        (seen.root / shown / "checkpoint").write_bytes(note)
        seen.visit(2)
        assert len(seen.patrol.vantages) == 2
        assert [(one["kind"], one["place"]) for one in seen.alerts] == [
            ("fork", f"{seen.address}/{shown}")
        ]
