"""Many requests, one transaction; one that breaks harms nobody else."""

import threading
import time
from collections.abc import Sequence

import pytest

from ledger.commit import GroupCommit
from ledger.errors import ClosingError, StorageFullError

PATIENCE = 10.0


class Book:
    """What the writer has written, batch by batch."""

    def __init__(self) -> None:
        self.batches: list[list[bytes]] = []
        self.has_idled = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    def write(self, notes: Sequence[bytes]) -> list[int]:
        self.gate.wait()
        if b"full" in notes:
            raise StorageFullError("no room")
        if b"poison" in notes:
            raise ZeroDivisionError("poison")
        self.batches.append(list(notes))
        return [len(note) for note in notes]

    def idle(self) -> None:
        self.has_idled.set()


def commit(book: Book) -> GroupCommit[bytes, int]:
    return GroupCommit(list, book.write, book.idle)


def test_every_note_has_its_own_answer() -> None:
    book = Book()
    group = commit(book)

    answers = [group.submit([b"a" * n, b"b"]) for n in range(5)]

    assert [answer.result() for answer in answers] == [[n, 1] for n in range(5)]
    assert book.has_idled.wait(10)
    group.close()


def test_what_waits_is_written_at_once_and_in_order() -> None:
    book = Book()
    group = commit(book)
    book.gate.clear()
    first = group.submit([b"first"])
    rest = [group.submit([b"%d" % n]) for n in range(100)]

    book.gate.set()

    assert first.result() == [5]
    assert [answer.result()[0] for answer in rest] == [len(b"%d" % n) for n in range(100)]
    written = [note for batch in book.batches for note in batch]
    assert written == [b"first", *(b"%d" % n for n in range(100))]
    assert len(book.batches) < 20
    group.close()


def test_a_request_that_breaks_is_refused_alone() -> None:
    book = Book()
    group = commit(book)
    book.gate.clear()
    blocker = group.submit([b"blocker"])
    good, bad, fine = (group.submit([note]) for note in (b"good", b"poison", b"fine"))

    book.gate.set()

    assert (blocker.result(), good.result(), fine.result()) == ([7], [4], [4])
    with pytest.raises(ZeroDivisionError):
        bad.result()
    group.close()


def test_a_full_disk_is_told_to_everybody_who_waited() -> None:
    book = Book()
    group = commit(book)

    with pytest.raises(StorageFullError):
        group.submit([b"full"]).result()

    assert group.submit([b"later"]).result() == [5]
    group.close()


def test_an_examiner_that_breaks_says_so() -> None:
    def examine(notes: Sequence[bytes]) -> list[bytes]:
        return [note * (1 // len(note)) for note in notes]

    book = Book()
    group: GroupCommit[bytes, int] = GroupCommit(examine, book.write, book.idle)

    with pytest.raises(ZeroDivisionError):
        group.submit([b""]).result()
    group.close()


def test_closing_answers_everybody_and_then_refuses() -> None:
    book = Book()
    group = commit(book)
    answers = [group.submit([b"x"]) for _ in range(50)]

    group.close()

    assert [answer.result() for answer in answers] == [[1]] * 50
    with pytest.raises(ClosingError):
        group.submit([b"late"])


def test_whoever_stops_waiting_does_not_stop_the_writer() -> None:
    book = Book()
    group = commit(book)
    book.gate.clear()
    impatient = [group.submit([b"first"]), group.submit([b"second"])]

    assert not any(future.cancel() for future in impatient)

    book.gate.set()
    assert group.submit([b"later"]).result(PATIENCE) == [5]
    assert [future.result(PATIENCE) for future in impatient] == [[5], [6]]
    group.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("count", [1, 100], ids=["examined by the writer", "examined apart"])
def test_an_examiner_that_ends_its_thread_leaves_nobody_waiting(count: int) -> None:
    def examine(notes: Sequence[bytes]) -> list[bytes]:
        raise SystemExit(len(notes))

    group: GroupCommit[bytes, int] = GroupCommit(examine, Book().write, Book().idle)

    with pytest.raises(ClosingError):
        group.submit([b"x"] * count).result(PATIENCE)
    group.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_writer_that_has_ended_leaves_nobody_waiting() -> None:
    def idle() -> None:
        raise ZeroDivisionError("idle")

    group: GroupCommit[bytes, int] = GroupCommit(list, Book().write, idle)
    group.submit([b"x"]).result(PATIENCE)

    def is_over() -> bool:
        try:
            group.submit([b"late"]).result(PATIENCE)
        except ClosingError:
            return True
        return False

    end = time.monotonic() + PATIENCE
    while not is_over():
        assert time.monotonic() < end
        time.sleep(0.1)  # it is idle only when nobody asks for a while
    group.close()
