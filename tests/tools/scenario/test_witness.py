"""The practice witness cosigns for real, and only what goes on from what it has seen."""

import pytest

from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import ProofError, SignatureError
from ledger.tlog.note import SignerKey
from ledger.tlog.policy import Policy
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash, node_hash
from tools.scenario.phone import ORIGIN, practice_key
from tools.scenario.witness import SHORT, Witness

LOG = practice_key(ORIGIN, "uji")
FIRST, SECOND, OTHER = (leaf_hash(one) for one in (b"satu", b"dua", b"lain"))
NOON = 1_732_597_200


def signed(size: int, root: bytes, key: SignerKey = LOG) -> bytes:
    return key.sign(Checkpoint(ORIGIN, size, root).text()).serialise()


def sees(witness: Witness, checkpoint: bytes, *proof: bytes) -> int:
    note = witness.sees(checkpoint, LOG.verifier, lambda _old, _new: proof, NOON)
    (named,) = Policy.parse(witness.policy).witnesses
    return verify_cosignature(note, named.key).time


def test_it_says_when_it_has_seen_the_log() -> None:
    assert sees(Witness.of("uji"), signed(1, FIRST)) == NOON


def test_its_policy_asks_for_it_alone() -> None:
    policy = Policy.parse(Witness.of("uji").policy)
    assert policy.is_met_by([SHORT])
    assert not policy.is_met_by([])


def test_it_goes_on_with_a_log_that_grows() -> None:
    witness = Witness.of("uji")
    sees(witness, signed(1, FIRST))
    assert sees(witness, signed(2, node_hash(FIRST, SECOND)), SECOND) == NOON


def test_it_does_not_cosign_another_history() -> None:
    witness = Witness.of("uji")
    sees(witness, signed(1, FIRST))
    with pytest.raises(ProofError):
        sees(witness, signed(2, node_hash(OTHER, SECOND)), SECOND)


def test_it_does_not_cosign_what_another_has_signed() -> None:
    stranger = practice_key(ORIGIN, "lain")
    with pytest.raises(SignatureError):
        sees(Witness.of("uji"), signed(0, EMPTY_ROOT, stranger))
