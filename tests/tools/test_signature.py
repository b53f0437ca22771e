"""Signatures are checked in this process or in others, with the same result."""

import multiprocessing

from ledger.verifier import Signed
from tests.support.device import Device
from tools.signature import SignatureQueue
from tools.verdict import leaf

DEVICE = Device.named("16.08/kpu/gudang-01")
PUBLIC = DEVICE.key.verifier.public


def signed(number: int, *, good: bool = True) -> Signed:
    message = f"{number}\n".encode()
    value = DEVICE.key.private.sign(message)
    return Signed(PUBLIC, value, message if good else b"other\n")


def test_labels_of_bad_signatures_come_back_in_order() -> None:
    for jobs in (1, 2):
        queue = SignatureQueue(jobs)
        for number in range(5200):
            queue.add(("signatures", leaf(number)), signed(number % 7, good=number % 2600 != 1))
        queue.close()

        assert [span.first for (_, span), _ in queue.failed] == [1, 2601]
        assert queue.count == 5200


def test_what_a_dead_process_had_is_checked_here() -> None:
    queue = SignatureQueue(2)
    for number in range(4608):
        queue.add(("signatures", leaf(number)), signed(1, good=number != 4600))
    for process in multiprocessing.active_children():
        process.kill()
    for number in range(4608, 6000):
        queue.add(("signatures", leaf(number)), signed(1, good=number != 5000))
    queue.close()

    assert [span.first for (_, span), _ in queue.failed] == [4600, 5000]


def test_a_cancelled_queue_ends_its_processes() -> None:
    queue = SignatureQueue(2)
    for number in range(5200):
        queue.add(("signatures", leaf(number)), signed(1))

    queue.cancel()
    queue.cancel()
