"""Witnesses for tests: real keys, real servers, and the policies that name them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from api.witness import create_app
from ledger.tlog.cosignature import cosign
from ledger.tlog.note import COSIGNATURE_ED25519, Note, Signature, SignerKey, VerifierKey
from ledger.witness import found, opened, trust
from tests.support.process import free_port
from tests.support.server import serving

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
        return note.with_signature(self.signs(note.text, time))

    def signs(self, text: str, time: int = AT) -> Signature:
        """Return this witness' line over a checkpoint's text."""
        return cosign(text, self.key.name, self.key.private, time)

    def line(self, url: str = "") -> str:
        """Return the line of a policy that names this witness."""
        return " ".join(filter(None, ("witness", self.name, str(self.verifier), url)))


@dataclass(slots=True)
class Stand:
    """A witness at its address; it may be away for a while, or for good."""

    cosigner: Cosigner
    path: Path
    log: VerifierKey
    port: int = 0

    def line(self) -> str:
        """Return the line of a policy that names this witness at its address."""
        return self.cosigner.line(f"http://127.0.0.1:{self.port}")

    @contextmanager
    def serves(self, time: int = AT) -> Iterator[str]:
        """Answer over HTTP, with what is remembered from before; give the address."""
        if not self.path.exists():
            found(self.path, self.cosigner.key)
            trust(self.path, self.log, self.log.name)
        with (
            opened(self.path, lambda: 1000 * time) as witness,
            serving(create_app(witness, lambda: 1000 * time), self.port) as address,
        ):
            yield address


def stands(folder: Path, log: VerifierKey, *names: str) -> list[Stand]:
    """Return witnesses that are not yet there, each with a port of its own."""
    return [Stand(Cosigner.named(name), folder / name, log, free_port()) for name in names]


def agreed(needed: int, *members: Stand) -> str:
    """Return the policy under which so many of these witnesses are enough."""
    lines = "".join(f"{one.line()}\n" for one in members)
    names = " ".join(one.cosigner.name for one in members)
    return f"{lines}group saksi {needed} {names}\nquorum saksi\n"


def policy_text(needed: int, *witnesses: Cosigner, url: str = "https://saksi.example/") -> str:
    """Return the policy under which so many of these witnesses are enough."""
    lines = "".join(f"{one.line(url)}\n" for one in witnesses)
    names = " ".join(one.name for one in witnesses)
    return f"{lines}group saksi {needed} {names}\nquorum saksi\n"
