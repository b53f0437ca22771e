"""A witness killed at any moment has forgotten nothing that it signed, and never signs a fork."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from ledger.tlog.addition import request
from ledger.tlog.errors import ProofError, StaleError
from ledger.witness import EVIDENCE_MAX, found, opened, trust
from tests.support.bystander import LETTERS, remembered, tree
from tests.support.grove import key_of
from tests.support.practice import NOW
from tests.support.server import ROOT

KILLS = int(os.environ.get("SEGEL_KILLS", "200")) // 4
ALIVE_SECONDS = 0.06


def test_killed_in_the_middle_it_never_signs_a_fork(tmp_path: Path) -> None:
    path = tmp_path / "saksi"
    found(path, key_of("saksi.bawaslu.example/w1"))
    trust(path, tree("").vkey, tree("").vkey.name)
    chance = random.Random(27_11)
    letters, lives = "", []
    words = [sys.executable, "-m", "tests.support.bystander", str(path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        for _ in range(KILLS):
            parent.stdin.write(f"{letters}\n".encode())
            parent.stdin.flush()
            _, child, size, root = parent.stdout.readline().decode().split(" ")
            time.sleep(chance.random() * ALIVE_SECONDS)  # killed anywhere: it must not matter
            os.kill(int(child), signal.SIGKILL)
            letters = known(letters, int(size), root.strip())
            before = len(letters)
            while (line := parent.stdout.readline().decode().split())[0] == "signed":
                letters += line[1]
            lives.append(len(letters) - before)
        parent.stdin.close()

    assert sum(lives) > KILLS
    assert_one_history(path, letters)


def known(letters: str, size: int, root: str) -> str:
    """Return the leaves that are signed for: those that were heard of, and at most one more."""
    if size == len(letters) + 1:
        letters += next(x for x in LETTERS if tree(letters + x).root(size).hex() == root)
    assert len(letters) == size  # it has forgotten nothing
    assert not size or tree(letters).root(size).hex() == root  # and it is the same tree
    return letters


def assert_one_history(path: Path, letters: str) -> None:
    """Offer every other history once more: from where it stands, and from where it never stood."""
    with opened(path, lambda: NOW) as witness:
        size, root = remembered(witness)
        letters = known(letters, size, root.hex())
        other = tree(letters[:-1] + LETTERS[letters[-1] == "a"])
        (late,) = witness.submit(other.request(size - 1, size)).result()
        (same,) = witness.submit(request(size, (), other.signed(size))).result()
        assert isinstance(late, StaleError)
        assert isinstance(same, ProofError)
        assert remembered(witness) == (size, root)
        assert len(witness.refusals()) == EVIDENCE_MAX  # one fork each time, and room for no more
