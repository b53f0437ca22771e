"""The witness of the practice log: sees it grow, says when, and remembers what it has seen.

It decides as every witness does (`ledger.tlog.addition`), and its cosignatures are real; only its
key follows from the seed, like all others here, and its clock is that of the story.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from ledger.tlog.addition import NOTHING, Addition, Standing
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import cosign
from ledger.tlog.note import COSIGNATURE_ED25519, Note, SignerKey, VerifierKey
from tools.scenario.phone import practice_key

NAME: Final = "saksi.segel.example/latihan"
SHORT: Final = "saksi-latihan"
"""As the policy has it."""

Prove = Callable[[int, int], Sequence[bytes]]
"""From two sizes to the proof that the log has only grown."""


@dataclass(slots=True)
class Witness:
    """One key, and the newest tree that it has cosigned."""

    key: SignerKey
    standing: Standing = NOTHING

    @classmethod
    def of(cls, seed: str) -> Self:
        """Make the witness whose key follows from the practice ledger's seed."""
        return cls(practice_key(NAME, seed))

    @property
    def policy(self) -> str:
        """The policy that asks for this witness and no other."""
        public = self.key.private.public_key().public_bytes_raw()
        verifier = VerifierKey(self.key.name, COSIGNATURE_ED25519, public)
        return f"witness {SHORT} {verifier}\nquorum {SHORT}\n"

    def sees(self, checkpoint: bytes, log: VerifierKey, prove: Prove, time: int) -> Note:
        """Cosign a checkpoint that goes on from what is remembered.

        Args:
            checkpoint: As the log has signed it.
            log: The log's key.
            prove: Gives the proof.
            time: Seconds since 1970 UTC.

        Raises:
            TlogError: It is not the log's, or not of a log that has only grown.
        """
        note = Note.parse(checkpoint)
        said, old = Checkpoint.parse(note.text), self.standing.size
        proof = tuple(prove(old, said.size)) if old else ()
        addition = Addition(old, proof, note, said)
        signed = addition.signed([log])
        addition.check(self.standing)
        self.standing = Standing(said.size, said.root)
        return signed.with_signature(cosign(note.text, self.key.name, self.key.private, time))
