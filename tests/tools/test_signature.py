"""Signatures are checked in this process or in others, with the same result."""

import multiprocessing

from ledger.verifier import Signed
from tests.support.authenticator import Authenticator
from tests.support.device import Device
from tools.signature import SignatureQueue, counted
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


def test_the_count_names_fingerprints_where_there_are_any() -> None:
    assert counted(3, 4, 0) == ("3/4", "3/4")
    assert counted(3, 4, 2) == ("3/4, 2 dengan sidik jari", "3/4, 2 by fingerprint")


def test_signatures_of_hardware_keys_are_checked_along_with_the_others() -> None:
    finger = Authenticator()
    queue = SignatureQueue(1)
    for text in (b"1\n", b"other\n"):
        queue.add(("signatures", leaf(1)), Signed(finger.public, finger.signs(b"1\n"), text))
    queue.close()

    assert [reason for _, reason in queue.failed] == ["the assertion is over another text"]
