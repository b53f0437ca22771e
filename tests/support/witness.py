"""Witnesses for tests: real keys that cosign, and the policies that name them."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from ledger.tlog.cosignature import cosign
from ledger.tlog.note import COSIGNATURE_ED25519, Note, SignerKey, VerifierKey

AT = 1_732_640_400
"""27 November 2024, 00:00 WIB, in seconds."""


@dataclass(frozen=True, slots=True)
class Cosigner:
    """A witness' key; `name` is its name in policies."""

    name: str
    key: SignerKey

    @classmethod
    def named(cls, name: str) -> Self:
        """Make the witness whose key follows from its name."""
        seed = sha256(f"witness {name}".encode()).digest()
        return cls(name, SignerKey.from_seed(f"{name}.example/w", seed))

    @property
    def verifier(self) -> VerifierKey:
        public = self.key.private.public_key().public_bytes_raw()
        return VerifierKey(self.key.name, COSIGNATURE_ED25519, public)

    def cosigns(self, note: Note, time: int = AT) -> Note:
        """Return a checkpoint note with this witness' line at its end."""
        line = cosign(note.text, self.key.name, self.key.private, time)
        return note.with_signature(line)

    def line(self, url: str = "") -> str:
        """Return the line of a policy that names this witness."""
        return " ".join(filter(None, ("witness", self.name, str(self.verifier), url)))


def policy_text(needed: int, *witnesses: Cosigner, url: str = "https://saksi.example/") -> str:
    """Return the policy under which so many of these witnesses are enough."""
    lines = "".join(f"{one.line(url)}\n" for one in witnesses)
    names = " ".join(one.name for one in witnesses)
    return f"{lines}group saksi {needed} {names}\nquorum saksi\n"
