"""A proof against the log is judged like any evidence, and says what it proves."""

from pathlib import Path

import pytest

from ledger.equivocation import Equivocation, accuse
from ledger.fingerprint import words
from tests.support.device import founders
from tests.support.fork import fork
from tools.equivocation import examine, judged
from tools.source import MissingError
from tools.verdict import State
from tools.verify import Trust

FORK = fork()
MADE = accuse(
    FORK.left.founders.note,
    [FORK.signed("left", 7), FORK.signed("right", 12)],
    FORK.right.subtrees.node,
)
TRUST = Trust(fingerprint=FORK.left.fingerprint)


def test_with_the_charters_hash_it_is_proven_in_words() -> None:
    verdict = judged("bukti", MADE.serialise(), TRUST)

    assert verdict.state is State.HOLDS
    (*_, last) = verdict.lines(0.0)
    assert last == "TERBUKTI: log menandatangani dua sejarah  0.0 s, bukti"
    (*_, last) = verdict.lines(0.0, "en")
    assert last.startswith("PROVEN: the log has signed two histories")
    assert verdict.as_json()["proven"]["id"] == "TERBUKTI: log menandatangani dua sejarah"


def test_without_trust_it_is_undecided_and_shows_the_eight_words() -> None:
    verdict = judged("bukti", MADE.serialise(), Trust())

    assert verdict.state is State.UNDECIDED
    assert words(FORK.left.fingerprint) in "\n".join(verdict.lines(0.0))
    assert "TERBUKTI" not in "\n".join(verdict.lines(0.0))


def test_under_another_charter_it_convicts_nobody_we_know() -> None:
    other = Trust(fingerprint=bytes(32))

    assert judged("bukti", MADE.serialise(), other).state is State.FAILS


def test_two_checkpoints_that_can_both_be_true_prove_nothing() -> None:
    honest = Equivocation(
        FORK.left.founders.note,
        FORK.signed("left", 7),
        FORK.signed("left", 12),
        tuple(MADE.hashes),
    )
    verdict = judged("bukti", honest.serialise(), TRUST)

    assert verdict.state is State.FAILS
    assert "tidak membuktikan apa pun" in "\n".join(verdict.lines(0.0))


@pytest.mark.parametrize("charter", [b"x", founders().note[:-1]])
def test_a_charter_that_is_none_fails(charter: bytes) -> None:
    broken = Equivocation(charter, MADE.smaller, MADE.larger, MADE.hashes)

    assert judged("bukti", broken.serialise(), Trust()).state is State.FAILS


def test_a_file_out_of_form_fails_and_one_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bukti"
    path.write_bytes(MADE.serialise() + b"\n")
    assert examine(path, TRUST).state is State.FAILS
    with pytest.raises(MissingError):
        examine(tmp_path / "lain", TRUST)
