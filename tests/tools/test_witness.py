"""Witnesses of a policy are counted by the lines under a checkpoint."""

from ledger.tlog.cosignature import cosign
from ledger.tlog.note import COSIGNATURE_ED25519, Note, SignerKey, VerifierKey
from ledger.tlog.policy import Policy
from tests.support.log_builder import LogBuilder
from tools.witness import count, needed

SIGNERS = [SignerKey.from_seed(f"w{n}.example", bytes([n]) * 32) for n in (1, 2, 3)]
KEYS = [
    VerifierKey(s.name, COSIGNATURE_ED25519, s.private.public_key().public_bytes_raw())
    for s in SIGNERS
]
POLICY = Policy.parse(
    "".join(f"witness w{n} {key} https://w{n}.example/\n" for n, key in enumerate(KEYS, 1))
    + "group g 2 w1 w2 w3\nquorum g\n"
)


def test_lines_of_known_witnesses_are_valid_or_broken_and_strangers_do_not_count() -> None:
    note = Note.parse(LogBuilder().checkpoints[0][1])
    other = note.text.replace("\n1\n", "\n2\n")
    stranger = SignerKey.from_seed("w9.example", bytes([9]) * 32)
    for text, signer in ((note.text, SIGNERS[0]), (other, SIGNERS[1]), (note.text, stranger)):
        note = note.with_signature(cosign(text, signer.name, signer.private, 1732640400))

    assert count(POLICY, note) == (["w1"], ["w2"])


def test_what_a_policy_needs_is_one_number() -> None:
    assert needed(POLICY) == "2"
    assert needed(Policy.parse("quorum none\n")) == "0"
    one = f"witness w1 {KEYS[0]} https://w1.example/\nquorum w1\n"
    assert needed(Policy.parse(one)) == "1"
