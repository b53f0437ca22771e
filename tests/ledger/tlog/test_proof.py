"""Offline proofs: one spelling, the log's own signature, and the entry's own place."""

import pytest
from hypothesis import given, settings, strategies as st

from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError, ProofError, SignatureError, TlogError
from ledger.tlog.note import SignerKey
from ledger.tlog.proof import Proof
from ledger.tlog.text import to_base64
from tests.support.figures import FIGURES, LEAVES, ROOTS, hashes, seed
from tests.support.mutation import mutations

LOG = SignerKey.from_seed(FIGURES["origin"], seed("log"))
RAW: bytes = FIGURES["tlog_proof"].encode()
SIGNED: bytes = FIGURES["checkpoint"].encode()
PROOF = Proof.parse(RAW)
HEAD = b"c2sp.org/tlog-proof@v1\n"
HASH = to_base64(bytes(32)).encode() + b"\n"


def test_the_published_proof_holds() -> None:
    assert (PROOF.index, PROOF.extra) == (5, None)
    assert list(PROOF.path) == hashes("inclusion_5_of_8")
    assert PROOF.serialise() == RAW
    assert PROOF.verified(LEAVES[5], LOG.verifier).root == ROOTS[7]


def test_the_published_proof_is_built_from_its_parts() -> None:
    cosigned = RAW.partition(b"\n\n")[2]
    assert Proof(5, tuple(hashes("inclusion_5_of_8")), cosigned).serialise() == RAW


@given(
    index=st.integers(0, 2**63 - 1),
    path=st.lists(st.binary(min_size=32, max_size=32), max_size=tree.PATH_MAX),
    extra=st.none() | st.binary(max_size=100),
)
def test_every_proof_is_read_back(index: int, path: list[bytes], extra: bytes | None) -> None:
    proof = Proof(index, tuple(path), SIGNED, extra)
    assert Proof.parse(proof.serialise()) == proof


@settings(max_examples=400)
@given(
    st.sampled_from((PROOF, Proof(0, (), SIGNED, b""), Proof(7, (), SIGNED, b"x")))
    .map(Proof.serialise)
    .flatmap(mutations)
)
def test_a_damaged_proof_that_is_read_is_written_the_same(raw: bytes) -> None:
    try:
        proof = Proof.parse(raw)
    except FormatError:
        return
    assert proof.serialise() == raw


@settings(max_examples=300)
@given(st.just(RAW).flatmap(mutations))
def test_a_damaged_proof_never_holds_for_another_place_or_tree(raw: bytes) -> None:
    try:
        proof = Proof.parse(raw)
        checkpoint = proof.verified(LEAVES[5], LOG.verifier)
    except TlogError:
        return
    assert (proof.index, proof.path) == (5, PROOF.path)
    assert (checkpoint.size, checkpoint.root) == (8, ROOTS[7])


def test_extra_is_carried_and_vouched_for_by_nobody() -> None:
    proof = Proof(5, PROOF.path, SIGNED, b"\x00\xffcatatan")
    assert b"\nextra AP9jYXRhdGFu\nindex 5\n" in proof.serialise()
    Proof.parse(proof.serialise()).verified(LEAVES[5], LOG.verifier)


@pytest.mark.parametrize(
    "head",
    [b"", b"\n", HEAD[:-1], b" " + HEAD, HEAD.upper(), HEAD[:-1] + b" \n", HEAD[:-2] + b"2\n"],
)
def test_another_first_line_is_refused(head: bytes) -> None:
    with pytest.raises(FormatError):
        Proof.parse(head + b"index 5\n\n" + SIGNED)


@pytest.mark.parametrize(
    "lines",
    [
        *(b"", b"index  5\n", b"index 5 \n", b"Index 5\n", b"index\t5\n", b" index 5\n", b"5\n"),
        *(b"index +5\n", b"index 05\n", b"index -5\n", b"index 5_0\n", b"index \n", b"index\n"),
        *(b"index 9223372036854775808\n", b"index %b\n" % (b"9" * 9_999), b"index \xd9\xa5\n"),
        *(b"index 5\r\n", b"index 5\nAA==\n", b"index 5\n" + HASH[1:], b"index 5\n" + HASH + b" "),
        *(b"index 5\nindex 5\n", b"index 5\nextra eA==\n", b"extra eA==\n", HASH + b"index 5\n"),
        *(b"extra x\nindex 5\n", b"extra eB==\nindex 5\n", b"extra\nindex 5\n"),
        *(b"extra eA==\nextra eA==\nindex 5\n", b"extra  eA==\nindex 5\n"),
        *(b"index 5\n" + HASH * 64, b"index 5\n" + HASH * 20_000),
    ],
    ids=lambda lines: repr(lines[-24:]),
)
def test_lines_out_of_form_are_refused(lines: bytes) -> None:
    with pytest.raises(FormatError):
        Proof.parse(HEAD + lines + b"\n" + SIGNED)


@pytest.mark.parametrize(
    "checkpoint",
    [b"", b"\n" + SIGNED, SIGNED[:-1], SIGNED + b"\n", b"text\n\n" + SIGNED, SIGNED * 2],
)
def test_a_proof_without_one_whole_checkpoint_is_refused(checkpoint: bytes) -> None:
    with pytest.raises(FormatError):
        Proof.parse(HEAD + b"index 5\n\n" + checkpoint)
    with pytest.raises(FormatError):
        Proof.parse(HEAD + b"index 5\n" + checkpoint.replace(b"\n\n", b"\n"))


@pytest.mark.parametrize("index", [-(2**63), -1, 0, 4, 6, 8, 13, 2**63, 2**5_000])
def test_an_entry_is_at_its_own_index_only(index: int) -> None:
    with pytest.raises(ProofError):
        Proof(index, PROOF.path, SIGNED).verified(LEAVES[5], LOG.verifier)


@pytest.mark.parametrize("entry", [b"", LEAVES[4], LEAVES[5] + b"\n", tree.leaf_hash(LEAVES[5])])
def test_another_entry_is_not_proven(entry: bytes) -> None:
    with pytest.raises(ProofError):
        PROOF.verified(entry, LOG.verifier)


def test_the_log_must_have_signed_the_checkpoint() -> None:
    mallory = SignerKey.from_seed(LOG.name, bytes(32))
    forged = mallory.sign(Checkpoint(LOG.name, 8, ROOTS[7]).text()).serialise()
    with pytest.raises(SignatureError):
        Proof(5, PROOF.path, forged).verified(LEAVES[5], LOG.verifier)
    other = SignerKey.from_seed("log.example/lain", seed("log"))
    with pytest.raises(FormatError, match="origin"):
        PROOF.verified(LEAVES[5], other.verifier)


def test_a_proof_for_one_size_does_not_hold_for_another() -> None:
    size3: bytes = FIGURES["checkpoint_size3"].encode()
    with pytest.raises(ProofError):
        Proof(5, PROOF.path, size3).verified(LEAVES[5], LOG.verifier)
    with pytest.raises(ProofError):
        Proof(2, PROOF.path, size3).verified(LEAVES[2], LOG.verifier)
