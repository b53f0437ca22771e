"""A monitor at an overseer's desk: it sees the fork, and a power cut costs it nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ledger.equivocation import Equivocation
from ledger.log import Log
from tests.support.device import founders
from tests.support.log_builder import LogBuilder
from tests.support.practice import practice
from tests.support.server import PATIENCE, ROOT, desk, until
from tests.support.shelf import serving_files
from tests.support.sighting import histories, ticking
from tests.support.witness import agreed, stands
from tools.patrol import Orders, Patrol
from tools.tile import client


def started(folder: Path, *addresses: str) -> subprocess.Popen[bytes]:
    words = ["--state", str(folder / "state"), "--alerts", str(folder / "alerts")]
    return subprocess.Popen(
        [sys.executable, "-m", "tools", "monitor", *addresses, *words, "--interval", "0.1"],
        cwd=ROOT,
    )


def alerts(folder: Path) -> list[dict[str, Any]]:
    path = folder / "alerts"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def copied(folder: Path) -> list[bytes]:
    (database,) = folder.glob("state/logs/*/ledger.db")
    log = Log.read(database)
    try:
        return [row.note for row in log.entries(0, 100_000)]
    finally:
        log.close()


def wait_for(folder: Path, count: int) -> None:
    end = time.monotonic() + PATIENCE
    while len(alerts(folder)) < count or not any(folder.glob("state/logs/*/ledger.db")):
        assert time.monotonic() < end, (len(alerts(folder)), count)
        time.sleep(0.02)  # between two looks


def forged(log: LogBuilder, count: int) -> int:
    """Let the log take entries of which every tenth is not authentic; return how many those are."""
    (guard,) = log.enrol(f"16.08/kpu/gudang-{log.size}")
    bad = 0
    for number in range(count):
        if number % 10 == 9:
            log.add(f"no note {log.size}\n".encode())
            bad += 1
        else:
            log.add(guard.says({"kind": "Unheard", "number": number}))
    log.sign()
    return bad


def test_a_fork_between_two_addresses_is_seen_and_proven(tmp_path: Path) -> None:
    log, forked = histories(20, 30, 40)
    log.publish(tmp_path / "www" / "kpu")
    forked.publish(tmp_path / "www" / "other")
    with serving_files(tmp_path / "www") as address:
        monitor = started(tmp_path, f"{address}/kpu", f"{address}/other")
        wait_for(tmp_path, 1)
        monitor.send_signal(signal.SIGTERM)
        assert monitor.wait(PATIENCE) == 0
    (alert,) = alerts(tmp_path)
    assert alert["kind"] == "fork"
    proof = Equivocation.parse(Path(alert["detail"]["evidence"]).read_bytes()).proven()
    assert {proof.smaller.size, proof.larger.size} == {52, 62}


def test_witnesses_that_are_switched_off_are_missed_and_no_other_word_is_said(
    tmp_path: Path,
) -> None:
    clock, passes = ticking()
    with ExitStack() as stack:
        log = founders().charter.log
        pair = stands(tmp_path / "saksi", log, "bawaslu", "pers")
        up = [stack.enter_context(ExitStack()) for _ in pair]
        for context, stand in zip(up, pair, strict=True):
            context.enter_context(stand.serves())
        place = stack.enter_context(practice(tmp_path / "l", agreed(2, *pair)))
        counter = stack.enter_context(desk(place))
        session = stack.enter_context(client())
        patrol = Patrol(Orders(tmp_path / "state"), [counter.address], session, clock)
        stack.callback(patrol.close)

        def visited() -> list[str]:
            for one in [*patrol.vantages]:
                patrol.visit(one)
            return [json.loads(line)["kind"] for _, line in patrol.outbox.after(0)]

        def is_witnessed() -> bool:
            told = counter.http.get("/witnesses").json()
            return bool(told["witnessed"]) and told["witnessed"]["size"] == told["size"]

        place.enrols("16.08/kpu/gudang-01")
        until(is_witnessed)
        for _ in range(5):
            passes(20)
            assert visited() == []
        assert len(patrol.vantages) == 3  # the log and its two witnesses
        up[0].close()
        place.enrols("16.08/kpu/gudang-02")
        assert visited() == []
        passes(10)
        assert visited() == ["unreachable"]
        passes(25)
        assert sorted(visited()) == ["unreachable", "unwitnessed"]


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.3])
def test_a_monitor_that_is_killed_skips_nothing_and_repeats_nothing(
    tmp_path: Path, pause: float
) -> None:
    log, expected = LogBuilder(), 0
    with serving_files(tmp_path / "www") as address:
        for _ in range(3):
            expected += forged(log, 300)
            log.publish(tmp_path / "www" / "kpu")
            monitor = started(tmp_path, f"{address}/kpu")
            if pause:
                wait_for(tmp_path, len(alerts(tmp_path)) + 1)
                time.sleep(pause)  # killed anywhere: it must not matter
            os.kill(monitor.pid, signal.SIGKILL)
            monitor.wait(PATIENCE)
        monitor = started(tmp_path, f"{address}/kpu", "--once")
        assert monitor.wait(PATIENCE) in {0, 1}
    told = alerts(tmp_path)
    assert len(told) >= expected
    named = [one["leaf"] for one in told if one["kind"] == "entry"]
    assert named == [i for i, note in enumerate(log.entries) if note.startswith(b"no note")]
    assert [one["number"] for one in told] == [*range(1, len(told) + 1)]
    assert len({one["id"] for one in told}) == len(told)
    assert copied(tmp_path) == log.entries
