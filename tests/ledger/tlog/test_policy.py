"""Policies: one meaning for every reader, and quorums counted as their groups say."""

import pytest

from ledger.tlog.errors import PolicyError
from ledger.tlog.note import COSIGNATURE_ED25519, ED25519, VerifierKey
from ledger.tlog.policy import Policy
from tests.support.edwards import TORSION, Point, Scalar, decoded
from tests.support.figures import FIGURES

LOG: str = FIGURES["log"]["vkey"]
WITNESS: str = FIGURES["witness_ed25519"]["vkey"]
WITNESS_MLDSA: str = FIGURES["witness_mldsa44"]["vkey"]


@pytest.mark.parametrize("space", ["\u0085", "\u00a0", "\u2003", "\u2028", "\u3000"])
def test_only_ascii_spaces_separate_and_nothing_is_stripped(space: str) -> None:
    text = f"log {LOG} {space}\nwitness w{space} {WITNESS} https://w/{space}\nquorum w{space}\n"
    policy = Policy.parse(text)
    assert policy.serialise() == text
    assert policy.witnesses[0].name == f"w{space}"
    assert policy.witnesses[0].url == f"https://w/{space}"


@pytest.mark.parametrize(
    "control", ["\x00", "\x0b", "\x0c", "\r", "\x1c", "\x1f", "\x7f", "\ud800"]
)
@pytest.mark.parametrize(
    "template", ["# {}\nquorum none\n", "log {log} u{}\nquorum none\n", "quorum none{}\n", "{}"]
)
def test_controls_other_than_tab_and_line_feed_are_refused(template: str, control: str) -> None:
    with pytest.raises(PolicyError, match="control"):
        Policy.parse(template.format(control, log=LOG) + "\n")


def test_a_comment_may_stand_behind_white_space() -> None:
    text = f"  # satu\n\t#dua\n \t\nlog {LOG}\nquorum none\n"
    assert Policy.parse(text).serialise() == text


@pytest.mark.parametrize(
    "line",
    [
        f"log {LOG} #here",
        f"log {LOG} # here",
        f"log {LOG} https://log.example/#here",
        f"log {LOG}#",
        f"witness #w {WITNESS}",
        f"witness w {WITNESS} #",
        "group g any w#",
        "quorum none # one day more",
        "quorum none #",
    ],
)
def test_a_comment_behind_words_is_refused_because_readers_differ(line: str) -> None:
    with pytest.raises(PolicyError, match="#"):
        Policy.parse(f"{line}\nquorum none\n")


def test_a_log_line_takes_no_key_that_only_cosigns() -> None:
    with pytest.raises(PolicyError, match="0x04"):
        Policy.parse(f"log {WITNESS}\nquorum none\n")
    Policy.parse(f"log {WITNESS_MLDSA}\nquorum none\n")


def test_a_witness_line_takes_no_key_that_signs_notes() -> None:
    with pytest.raises(PolicyError, match="0x01"):
        Policy.parse(f"witness w {LOG}\nquorum w\n")
    Policy.parse(f"witness w {WITNESS_MLDSA}\nquorum w\n")


@pytest.mark.parametrize("torsion", TORSION[1:])
def test_a_weak_key_has_no_place_in_a_policy(torsion: Point) -> None:
    for public in (torsion.encoded(), decoded(Scalar(8).public).plus(torsion).encoded()):
        log = VerifierKey("log.example", ED25519, public)
        witness = VerifierKey("w.example", COSIGNATURE_ED25519, public)
        for line in (f"log {log}", f"witness w {witness} https://w.example/"):
            with pytest.raises(PolicyError, match="weak"):
                Policy.parse(f"{line}\nquorum none\n")
