"""Queues: what phones said that they had not sent yet."""

from api.queue import Queue, Queues
from ledger.application import Answer
from ledger.errors import BrokenChainError
from ledger.receipt import Receipt

NOW = 1_732_500_000_000
PHONE = "16.08/polri/regu-1"
REFUSED = BrokenChainError("no")


def note(number: int, journal: str = PHONE) -> bytes:
    return f"segel/statement/v1\nsegel.example/x\n{journal} {number}\n...".encode()


def receipt(leaf: int, *, is_new: bool = True) -> Receipt:
    return Receipt(leaf, b"", b"", b"", (), (), is_new=is_new)


def told(queues: Queues, *answers: Answer, waiting: int = 0, now: int = NOW) -> None:
    queues.told([note(number) for number in range(len(answers))], answers, waiting, now)


def test_what_waits_is_remembered_until_the_phone_says_otherwise() -> None:
    queues = Queues()
    told(queues, receipt(7), receipt(8), waiting=14)
    assert queues.older(NOW + 1) == [Queue(PHONE, 14, 8, NOW)]

    told(queues, receipt(9), waiting=13, now=NOW + 5)
    assert queues.older(NOW + 6) == [Queue(PHONE, 13, 9, NOW + 5)]
    told(queues, receipt(10))
    assert queues.older(NOW + 9) == []


def test_a_queue_is_old_only_after_the_moment() -> None:
    queues = Queues()
    told(queues, receipt(7), waiting=1)

    assert queues.older(NOW) == []
    assert len(queues.older(NOW + 1)) == 1


def test_what_was_not_taken_waits_on() -> None:
    queues = Queues()
    told(queues, receipt(7), REFUSED, REFUSED, waiting=3)

    assert queues.older(NOW + 1)[0].notes == 5


def test_whoever_shows_a_note_again_says_nothing_about_its_phone() -> None:
    queues = Queues()
    told(queues, receipt(7, is_new=False), waiting=1000)
    told(queues, REFUSED, waiting=1000)
    assert queues.older(NOW + 1) == []

    told(queues, receipt(8), waiting=2)
    told(queues, receipt(8, is_new=False), waiting=0)
    assert queues.older(NOW + 1)[0].notes == 2


def test_the_oldest_comes_first() -> None:
    queues = Queues()
    for moment, name in ((2, "a"), (1, "b"), (2, "0")):
        queues.told([note(0, name)], [receipt(7)], 1, NOW + moment)

    assert [one.journal for one in queues.older(NOW + 9)] == ["b", "0", "a"]
