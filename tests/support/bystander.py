"""A witness that signs until it is killed: `python -m tests.support.bystander DIR`.

For each line on standard input it forks a child, which opens the witness and plays a log that
wants to be forked: at each size it offers two trees at once, `a` and `b`, that differ in their last
leaf.  The line names the leaves that are known to be signed.  The child says on standard output

    up <pid> <size> <root>   what the witness remembers at first
    signed <letter>          when a cosignature has left it; never two for one size
    dead                     when the child is gone
"""

import os
import random
import sys
from itertools import count
from pathlib import Path

from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note
from ledger.tlog.tree import leaf_hash
from ledger.witness import Witness, opened, origin_hash
from tests.support.grove import Grove
from tests.support.practice import NOW

LETTERS = "ab"


def tree(letters: str) -> Grove:
    """Return the log whose leaves are told apart by letters."""
    return Grove(leaves=[leaf_hash(f"{n} {letter}".encode()) for n, letter in enumerate(letters)])


def main(path: Path) -> None:
    """Fork a child for every line, and wait for its end."""
    for number, line in enumerate(sys.stdin):
        if (child := os.fork()) == 0:
            _work(path, line.strip(), random.Random(number))
        os.waitpid(child, 0)
        _say("dead")


def _work(path: Path, letters: str, chance: random.Random) -> None:
    with opened(path, lambda: NOW) as witness:
        size, root = remembered(witness)
        _say(f"up {os.getpid()} {size} {root.hex()}")
        if size == len(letters) + 1:  # one that was signed when nobody listened any more
            letters += next(x for x in LETTERS if tree(letters + x).root(size) == root)
        for _ in count():
            letters += _signed(witness, letters, chance)


def _signed(witness: Witness, letters: str, chance: random.Random) -> str:
    """Offer both trees at once, in either order; return the one that was signed."""
    size = len(letters)
    offers = chance.sample(LETTERS, 2)
    futures = [witness.submit(tree(letters + letter).request(size, size + 1)) for letter in offers]
    answers = [future.result()[0] for future in futures]
    for letter, answer in zip(offers, answers, strict=True):
        if isinstance(answer, str):
            _say(f"signed {letter}")
    return next(x for x, answer in zip(offers, answers, strict=True) if isinstance(answer, str))


def remembered(witness: Witness) -> tuple[int, bytes]:
    """Return size and root of what the witness cosigned last."""
    (log,) = witness.logs()
    if log.size is None:
        return 0, b""
    note = witness.newest(origin_hash(log.origin))
    assert note is not None
    checkpoint = Checkpoint.parse(Note.parse(note).text)
    return checkpoint.size, checkpoint.root


def _say(line: str) -> None:
    os.write(sys.stdout.fileno(), f"{line}\n".encode())  # at once, whatever dies next


if __name__ == "__main__":
    main(Path(sys.argv[1]))
