"""The guard lets the log sign growth and nothing else."""

import errno
from pathlib import Path

import pytest

from ledger.errors import GuardError, StorageError
from ledger.publisher import Guard, Publisher
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.subtree import Subtrees
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash
from tests.support import outage
from tests.support.device import ORIGIN, Device
from tests.support.outage import Instant

KEY = Device.named(ORIGIN).key


def grown(*entries: bytes) -> Subtrees:
    subtrees = Subtrees(0, lambda _level, _index, _width: [])
    for entry in entries:
        subtrees.push(leaf_hash(entry))
    return subtrees


def fail() -> None:
    raise OSError(errno.EMFILE, "too many open files")


def publish(path: Path, subtrees: Subtrees) -> Checkpoint:
    publisher = Publisher(Guard(path, ORIGIN), KEY)
    return Checkpoint.opened(publisher.publish(subtrees, subtrees.root()), KEY.verifier)


def test_a_log_that_never_signed_guards_the_empty_tree(tmp_path: Path) -> None:
    assert Guard(tmp_path / "guard", ORIGIN).read() == Checkpoint(ORIGIN, 0, EMPTY_ROOT)


def test_growth_is_signed_and_guarded(tmp_path: Path) -> None:
    path = tmp_path / "guard"

    first = publish(path, grown(b"a"))
    second = publish(path, grown(b"a", b"b"))

    assert (first.size, second.size) == (1, 2)
    assert Guard(path, ORIGIN).read() == second


def test_the_same_tree_is_signed_again_with_the_same_bytes(tmp_path: Path) -> None:
    publisher = Publisher(Guard(tmp_path / "guard", ORIGIN), KEY)
    tree = grown(b"a")

    assert publisher.publish(tree, tree.root()) == publisher.publish(tree, tree.root())


def test_what_was_signed_last_is_said_again_whatever_the_tree_is(tmp_path: Path) -> None:
    publisher = Publisher(Guard(tmp_path / "guard", ORIGIN), KEY)
    nothing = publisher.again()
    tree = grown(b"a")

    raw = publisher.publish(tree, tree.root())

    assert nothing == (0, KEY.sign(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text()).serialise())
    assert publisher.again() == (1, raw)


@pytest.mark.parametrize("entries", [(b"a",), (b"a", b"x"), (b"x", b"b", b"c"), ()])
def test_a_smaller_or_another_tree_is_never_signed(
    tmp_path: Path, entries: tuple[bytes, ...]
) -> None:
    path = tmp_path / "guard"
    publish(path, grown(b"a", b"b"))

    with pytest.raises(GuardError):
        publish(path, grown(*entries))

    assert Guard(path, ORIGIN).read().size == 2


def test_a_guard_changed_by_somebody_else_stops_the_signer(tmp_path: Path) -> None:
    path = tmp_path / "guard"
    slow = Publisher(Guard(path, ORIGIN), KEY)
    publish(path, grown(b"x"))
    tree = grown(b"a")

    with pytest.raises(GuardError, match="another process"):
        slow.publish(tree, tree.root())


def test_a_disk_that_refuses_leaves_the_guard_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "guard"
    publish(path, grown(b"a"))
    (tmp_path / "guard.new").mkdir()

    with pytest.raises(StorageError):
        publish(path, grown(b"a", b"b"))

    assert Guard(path, ORIGIN).read().size == 1


@pytest.mark.parametrize("entries", [(b"a", b"b"), (b"a", b"b", b"c")])
def test_a_guard_that_was_moved_but_not_synced_is_written_again(
    tmp_path: Path, entries: tuple[bytes, ...]
) -> None:
    publisher = Publisher(Guard(tmp_path / "guard", ORIGIN), KEY)
    publisher.publish(grown(b"a"), grown(b"a").root())
    tree = grown(b"a", b"b")
    with outage.at(Instant.BEFORE_ANSWER, tmp_path, fail), pytest.raises(StorageError):
        publisher.publish(tree, tree.root())
    assert Guard(tmp_path / "guard", ORIGIN).read().size == 2
    is_synced: list[bool] = []
    tree = grown(*entries)

    with outage.at(Instant.BEFORE_ANSWER, tmp_path, lambda: is_synced.append(True)):
        publisher.publish(tree, tree.root())

    assert is_synced
    assert Guard(tmp_path / "guard", ORIGIN).read().size == len(entries)


def test_a_guard_that_cannot_be_written_does_not_hide_a_smaller_tree(tmp_path: Path) -> None:
    publisher = Publisher(Guard(tmp_path / "guard", ORIGIN), KEY)
    tree = grown(b"a", b"b")
    with outage.at(Instant.BEFORE_ANSWER, tmp_path, fail), pytest.raises(StorageError):
        publisher.publish(tree, tree.root())

    with pytest.raises(GuardError, match="storage was lost"):
        publisher.publish(grown(b"a"), grown(b"a").root())


def test_a_guard_that_cannot_be_opened_now_can_be_opened_later(tmp_path: Path) -> None:
    publisher = Publisher(Guard(tmp_path / "guard", ORIGIN), KEY)
    tree = grown(b"a")
    with outage.at(Instant.AFTER_COMMIT, tmp_path, fail), pytest.raises(StorageError):
        publisher.publish(tree, tree.root())

    publisher.publish(tree, tree.root())

    assert Guard(tmp_path / "guard", ORIGIN).read().size == 1


@pytest.mark.parametrize("text", ["", "x\n1\n", "\xff", f"other.example\n0\n{'A' * 44}\n"])
def test_a_guard_that_cannot_be_read_is_no_guard(tmp_path: Path, text: str) -> None:
    path = tmp_path / "guard"
    path.write_text(text, encoding="latin-1")

    with pytest.raises(GuardError):
        Guard(path, ORIGIN).read()


def test_the_guard_of_another_log_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "guard"
    publish(path, grown(b"a"))

    with pytest.raises(GuardError, match="another log"):
        Guard(path, "segel.example/lain").read()
