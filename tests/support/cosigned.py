"""A log whose newest checkpoint is cosigned, and the policy that counts its witnesses."""

from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.slip import Slip, in_order, mark_of
from ledger.tlog.cosignature import cosign
from ledger.tlog.note import COSIGNATURE_ED25519, Note, Signature, VerifierKey
from ledger.tlog.policy import Policy
from ledger.tlog.tree import prove_inclusion
from tests.support.device import founders
from tests.support.log_builder import LogBuilder, body

NAMES = ("bawaslu", "partai", "pers", "kampus")
AT = 1_732_500_065
"""25 November 2024, 09:01:05 in Jakarta, in seconds since 1970 UTC."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who cosigns checkpoints."""

    name: str
    private: Ed25519PrivateKey

    @property
    def key(self) -> VerifierKey:
        public = self.private.public_key().public_bytes_raw()
        return VerifierKey(f"w.{self.name}.example", COSIGNATURE_ED25519, public)

    def signs(self, note: Note, time: int = AT) -> Signature:
        return cosign(note.text, self.key.name, self.private, time)


WITNESSES = tuple(
    Witness(name, Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest()))
    for name in NAMES
)


def policy_text(log: VerifierKey, needed: int = 2) -> str:
    """Return the policy: Bawaslu, and `needed` of the three others."""
    lines = [f"log {log}"]
    lines += [f"witness {w.name} {w.key} https://{w.key.name}/" for w in WITNESSES]
    lines += [f"group lain {needed} {' '.join(NAMES[1:])}", "group semua all bawaslu lain"]
    return "".join(f"{line}\n" for line in [*lines, "quorum semua"])


def cosigned(size: int = 12) -> tuple[LogBuilder, Policy]:
    """Return a log of `size` leaves, all four witnesses under its newest checkpoint."""
    log = LogBuilder(founders())
    (device,) = log.enrol("16.08/kpu/gudang-01")
    while log.size < size:
        log.add(device.says(body(log.size)))
    log.sign()
    top, raw = log.checkpoints[-1]
    note = Note.parse(raw)
    for witness in WITNESSES:
        line = witness.signs(note)
        note = note.with_signature(line)
        log.cosignatures.append((top, witness.name, line.line()))
    return log, Policy.parse(policy_text(log.founders.log.verifier))


def slip_of(log: LogBuilder, index: int = 5, witnesses: int = 3) -> Slip:
    """Return the slip of one leaf under the whole log, cosigned by the first witnesses."""
    checkpoint = log.checkpoint()
    (own,) = log.founders.log.sign(checkpoint.text()).signatures
    note = Note(checkpoint.text(), (own,))
    return Slip(
        log.fingerprint,
        checkpoint,
        index,
        log.leaves[index],
        tuple(prove_inclusion(index, log.size, log.subtrees.node)),
        own.key_id,
        own.value,
        in_order(mark_of(one.signs(note)) for one in WITNESSES[:witnesses]),
    )
