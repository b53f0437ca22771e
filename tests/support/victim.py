"""A process that appends under load until it is killed: `python -m tests.support.victim DIR`.

For each line on standard input it forks a child, which opens the ledger, writes in
a few journals as fast as it can, and says on standard output what was acknowledged:

    up <pid>                      at first
    ack <leaf index> <leaf hash>  after each receipt
    dead                          when the child is gone

A line names an instant of a commit at which the child kills itself, or none.  The
parent of all children starts no thread, so each is as fresh as a new process, without
the second that importing takes.
"""

import os
import signal
import sys
from collections import deque
from concurrent.futures import Future
from itertools import count
from pathlib import Path

from ledger.application import Answer, Ledger
from ledger.receipt import Receipt
from tests.support import outage
from tests.support.device import Device
from tests.support.outage import Instant
from tests.support.practice import NOW

JOURNALS = ("16.08/kpu/gudang-01", "16.08/kpu/gudang-02", "16.08/polri/regu-1")
"""Whose keys the children have; they are enrolled already."""

_IN_FLIGHT = 4


def main(path: Path) -> None:
    """Fork a child for every line, and wait for its end."""
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            _work(path, line.strip())
        os.waitpid(child, 0)
        _say("dead")


def _work(path: Path, instant: str) -> None:
    _say(f"up {os.getpid()}")
    ledger = Ledger.open(path, lambda: NOW)
    if not instant:
        _load(ledger)
    with outage.at(Instant(instant), path, _die):
        _load(ledger)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _load(ledger: Ledger) -> None:
    """Hand in requests of one to three notes, several at once, and never stop."""
    devices = [_continued(ledger, name) for name in JOURNALS]
    waiting: deque[Future[list[Answer]]] = deque()
    for number in count():
        device = devices[number % len(devices)]
        notes = [device.says({"kind": "Halo", "number": n}) for n in range(1 + number % 3)]
        waiting.append(ledger.submit(notes))
        if len(waiting) == _IN_FLIGHT:
            for answer in waiting.popleft().result():
                assert isinstance(answer, Receipt)
                _say(f"ack {answer.leaf_index} {answer.leaf.hex()}")


def _continued(ledger: Ledger, name: str) -> Device:
    """Return the device of a journal, going on where the log stands."""
    device = Device.named(name)
    chain = ledger.register.member(name).chain
    device.sequence, device.head = chain.expected, chain.head
    return device


def _say(line: str) -> None:
    os.write(sys.stdout.fileno(), f"{line}\n".encode())  # at once, whatever dies next


if __name__ == "__main__":
    main(Path(sys.argv[1]))
