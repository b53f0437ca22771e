"""`segel monitor`: visits spread over the interval, alerts as lines, statuses for cron."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ledger.directory import Directory
from tests.support.command import Ran, segel
from tests.support.log_builder import story
from tests.support.shelf import serving_files
from tests.support.sighting import histories
from tests.tools.test_messenger import hooked
from tools.monitor import Schedule
from tools.vantage import Vantage


def once(folder: Path, *words: object) -> Ran:
    return segel("monitor", *words, "--once", "--state", folder / "state")


def test_nothing_new_is_status_0_and_a_fork_is_status_1(tmp_path: Path) -> None:
    log, forked = histories(4, 3, 3)
    log.publish(tmp_path / "a")
    forked.publish(tmp_path / "b")
    with serving_files(tmp_path) as address:
        quiet = once(tmp_path, f"{address}/a")
        assert (quiet.status, quiet.out) == (0, ""), quiet.out + quiet.err
        ran = once(tmp_path, f"{address}/a", f"{address}/b")
        again = once(tmp_path, f"{address}/a", f"{address}/b")
    (alert,) = map(json.loads, ran.out.splitlines())
    assert (ran.status, alert["kind"], alert["number"]) == (1, "fork", 1)
    assert (again.status, again.out) == (0, "")
    proof = segel("verify", alert["detail"]["evidence"])
    assert proof.status in {0, 1, 3}
    assert "Traceback" not in proof.err


def test_who_does_not_answer_is_status_3(tmp_path: Path) -> None:
    ran = once(tmp_path, "http://127.0.0.1:9")

    assert (ran.status, ran.out) == (3, "")


def test_alerts_go_to_the_file_and_to_the_webhook(tmp_path: Path) -> None:
    log, forked = histories(4, 3, 3)
    log.publish(tmp_path / "a")
    forked.publish(tmp_path / "b")
    with serving_files(tmp_path) as address, hooked() as hook:
        words = (f"{address}/a", f"{address}/b", "--alerts", tmp_path / "alerts")
        ran = once(tmp_path, *words, "--webhook", "http://127.0.0.1:9/")
        assert (ran.status, ran.out) == (1, "")
        assert once(tmp_path, *words, "--webhook", "http://127.0.0.1:9/").status == 3
        assert once(tmp_path, *words, "--webhook", hook.address).status == 0
        assert once(tmp_path, *words, "--webhook", hook.address).status == 0
    (line,) = (tmp_path / "alerts").read_text(encoding="utf-8").splitlines()
    assert hook.taken == [json.loads(line)]


def test_only_the_charters_that_were_given_are_followed(tmp_path: Path) -> None:
    story().publish(tmp_path / "a")
    with serving_files(tmp_path) as address:
        ran = once(tmp_path, f"{address}/a", "--charter", bytes(32).hex())

    assert json.loads(ran.out)["kind"] == "charter"


def test_half_a_hash_pins_nothing(tmp_path: Path) -> None:
    words = "babab babab babab babab babab babab babab babab"

    assert once(tmp_path, "http://127.0.0.1:9", "--charter", words).status == 2


@pytest.mark.parametrize("words", [("folder",), ("http://a", "--webhook", "mailto:a@b")])
def test_what_is_no_address_is_wrong_use(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert once(tmp_path, *words).status == 2


def test_one_monitor_at_a_time_keeps_a_state(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    with Directory(tmp_path / "state").lock():
        ran = once(tmp_path, "http://127.0.0.1:9")

    assert ran.status == 1
    assert "one is running" in ran.err


def test_a_state_that_cannot_be_read_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "monitor.db").write_bytes(b"x" * 9000)
    ran = once(tmp_path, "http://127.0.0.1:9")

    assert ran.status == 1
    assert "Next: move that file away" in ran.err


def test_one_log_whose_copy_is_damaged_does_not_keep_the_others_waiting(tmp_path: Path) -> None:
    log, forked = histories(4, 3, 3)
    log.publish(tmp_path / "a")
    forked.publish(tmp_path / "b")
    with serving_files(tmp_path) as address:
        once(tmp_path, f"{address}/a")
        (copy,) = tmp_path.glob("state/logs/*/ledger.db")
        copy.write_bytes(b"x" * 9000)
        ran = once(tmp_path, f"{address}/a")

    assert ran.status == 3
    assert f"{address}/a: StorageError" in ran.err
    assert "Traceback" not in ran.err


@given(st.integers(1, 40), st.floats(0.5, 100))
def test_each_address_is_visited_once_per_interval(count: int, interval: float) -> None:
    vantages = [Vantage(f"http://{number}") for number in range(count)]
    schedule, now, visits = Schedule(vantages, interval, 0.0), 0.0, []
    while now < 2.5 * interval:
        vantage, pause = schedule.next(now)
        if vantage is None:
            now += pause
        else:
            visits.append((now, vantage.address))
    for vantage in vantages:
        times = [at for at, address in visits if address == vantage.address]
        assert len(times) in {2, 3}
        assert all(abs(b - a - interval) < 1e-6 * interval + 1e-9 for a, b in pairwise(times))


def test_addresses_that_are_found_on_the_way_are_visited_too() -> None:
    vantages = [Vantage("http://a")]
    schedule = Schedule(vantages, 60, 0.0)
    assert schedule.next(0.0)[0] is vantages[0]
    vantages.append(Vantage("http://w"))
    schedule.meet(1.0)
    assert schedule.next(1.0)[0] is vantages[1]
    assert schedule.next(1.0) == (None, 59.0)
