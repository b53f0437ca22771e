"""Signatures are judged the same, one or a thousand, here or in another process."""

import multiprocessing
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest

from ledger.verifier import Signed, Verifier, reasons
from tests.support.device import Device

KEY = Device.named("16.08/kpu/gudang-01").key
MANY = 300


def signed(count: int) -> list[Signed]:
    public = KEY.verifier.public
    messages = [b"%d" % number for number in range(count)]
    return [Signed(public, KEY.private.sign(message), message) for message in messages]


@pytest.fixture(name="verifier")
def _verifier() -> Iterator[Verifier]:
    verifier = Verifier()
    yield verifier
    verifier.close()


@pytest.mark.parametrize("count", [1, MANY])
def test_the_one_that_does_not_hold_is_named(verifier: Verifier, count: int) -> None:
    spoilt = signed(count)
    spoilt[-1] = spoilt[-1]._replace(message=b"other")

    found = verifier.reasons(spoilt)

    assert found[:-1] == [""] * (count - 1)
    assert "does not hold" in found[-1]
    assert found == reasons(spoilt)


def test_nothing_is_checked_where_there_is_nothing(verifier: Verifier) -> None:
    assert verifier.reasons([]) == []


def test_a_worker_that_dies_costs_no_answer(verifier: Verifier) -> None:
    verifier.reasons(signed(MANY))
    for worker in multiprocessing.active_children():
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join()

    assert verifier.reasons(signed(MANY)) == [""] * MANY
    assert verifier.reasons(signed(MANY)) == [""] * MANY


def test_processes_that_another_thread_has_ended_cost_no_answer(verifier: Verifier) -> None:
    """Both examiners find the processes broken; one ends those that the other has just got."""
    verifier._workers().shutdown()  # noqa: SLF001 - what else would come just there, by chance

    assert verifier.reasons(signed(MANY)) == [""] * MANY
    assert verifier.reasons(signed(MANY)) == [""] * MANY


def test_no_room_for_another_process_costs_no_answer(verifier: Verifier) -> None:
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, allowed[1]))
    taken = []
    try:
        with suppress(OSError):
            while True:
                taken.append(os.open(os.devnull, os.O_RDONLY))
        assert verifier.reasons(signed(MANY)) == [""] * MANY
    finally:
        for descriptor in taken:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, allowed)
    assert verifier.reasons(signed(MANY)) == [""] * MANY


def test_an_interrupt_at_the_terminal_leaves_the_work_to_the_parent(verifier: Verifier) -> None:
    verifier.reasons(signed(MANY))
    workers = multiprocessing.active_children()
    for worker in workers:
        os.kill(worker.pid or 0, signal.SIGINT)

    assert verifier.reasons(signed(MANY)) == [""] * MANY
    assert multiprocessing.active_children() == workers
