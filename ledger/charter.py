"""The charter: leaf 0, signed by every key that it names.

    segel/charter/v1
    segel.example/16.08/pilkada-2024
    Pilkada 2024 OKU Timur
    log <verifier key>
    clerk <verifier key>
    registrar <verifier key>
    registrar <verifier key>
    quorum 2
    policy <base64 of a tlog-policy>

Its leaf hash is the ledger's fingerprint: the one value from which all trust
starts, given on paper and by the enrolment QR.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from ledger.errors import CharterError
from ledger.journal import CHARTER, NOTE_BYTES_MAX, check_journal
from ledger.tlog.errors import PolicyError, TlogError
from ledger.tlog.note import ED25519, Note, Signature, SignerKey, VerifierKey
from ledger.tlog.policy import Policy
from ledger.tlog.text import parse_base64, parse_number, to_base64
from ledger.tlog.tree import leaf_hash

_REGISTRARS_MIN = 2
_LINES_MIN = 9


@dataclass(frozen=True, slots=True)
class Charter:
    """Who founded a ledger, for what, and by which keys it is known."""

    origin: str
    operation: str
    """The operation's name, for people."""

    log: VerifierKey
    clerk: VerifierKey
    registrars: tuple[VerifierKey, ...]
    quorum: int
    """How many registrars must say the same line where one is not enough."""

    policy: str
    """The first tlog-policy, canonical text."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a charter's text.

        Raises:
            CharterError: A line out of form, a weak key, or a quorum that is no majority.
        """
        lines = text.split("\n")
        if len(lines) < _LINES_MIN + 1 or lines[-1]:
            raise CharterError("a charter has at least nine lines and ends in a line feed")
        try:
            charter = cls(
                origin=lines[1],
                operation=lines[2],
                log=_key(lines[3], "log"),
                clerk=_key(lines[4], "clerk"),
                registrars=tuple(_key(line, "registrar") for line in lines[5:-3]),
                quorum=parse_number(_value(lines[-3], "quorum"), "quorum"),
                policy=parse_base64(_value(lines[-2], "policy"), "policy").decode(),
            )
            charter.check()
        except (TlogError, UnicodeDecodeError) as error:
            raise CharterError(str(error)) from error
        if lines[0] != CHARTER or charter.text() != text:
            raise CharterError("not the canonical text of a charter")
        return charter

    def text(self) -> str:
        """Return the text that `parse` reads and every named key signs."""
        registrars = "".join(f"registrar {key}\n" for key in self.registrars)
        return (
            f"{CHARTER}\n{self.origin}\n{self.operation}\nlog {self.log}\nclerk {self.clerk}\n"
            f"{registrars}quorum {self.quorum}\npolicy {to_base64(self.policy.encode())}\n"
        )

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """Every key that the charter names and that must sign it."""
        return (self.log, self.clerk, *self.registrars)

    def check(self) -> None:
        """Check what the text alone cannot show.

        Raises:
            CharterError: Names or keys that repeat, no majority, a policy that is not canonical.
            KeyFormatError: A weak key.
            FormatError: A name that no journal can have.
            PolicyError: A policy that this log cannot have.
        """
        if self.log.name != self.origin:
            raise CharterError("the log's key is named like the origin")
        if not self.operation.strip() or min(self.operation) < " ":
            raise CharterError("the operation has a name, without control characters")
        self._check_keys()
        count = len(self.registrars)
        if count < _REGISTRARS_MIN or not count < 2 * self.quorum <= 2 * count:
            raise CharterError("two or more registrars, and a quorum of more than half of them")
        read_policy(self.policy, self.log)

    def _check_keys(self) -> None:
        names = {key.name for key in self.keys}
        publics = {key.public for key in self.keys}
        if len(names) != len(self.keys) or len(publics) != len(self.keys):
            raise CharterError("every key of a charter has its own name and its own secret")
        for key in self.keys:
            if key.algorithm != ED25519:
                raise CharterError(f"{key.name} is not an Ed25519 key that signs notes")
            key.check_strong()
        for key in (self.clerk, *self.registrars):
            check_journal(key.name)

    @classmethod
    def opened(cls, raw: bytes) -> Self:
        """Read a signed charter and check that exactly the keys it names signed it.

        Raises:
            CharterError: Not a charter, or not signed by all of them.
        """
        charter, signatures = cls.draft(raw)
        have, want = [s.name for s in signatures], [key.name for key in charter.keys]
        if missing := [name for name in want if name not in have]:
            raise CharterError(f"still to sign: {', '.join(missing)}")
        if have != want:
            raise CharterError("the signatures do not stand once each, in the charter's order")
        return charter

    @classmethod
    def draft(cls, raw: bytes) -> tuple[Self, tuple[Signature, ...]]:
        """Read a charter that perhaps not everybody has signed; check the signatures it has.

        Args:
            raw: A signed note, or the text and its empty line alone.

        Raises:
            CharterError: Not a charter, too large, or a signature that does not hold.
        """
        if len(raw) > NOTE_BYTES_MAX:
            raise CharterError(f"a charter has at most {NOTE_BYTES_MAX} bytes")
        try:
            text, signatures = _split(raw)
            charter = cls.parse(text)
            by_name = {key.name: key for key in charter.keys}
            for signature in signatures:
                by_name[signature.name].verify(Note(text, (signature,)))
        except KeyError as error:
            raise CharterError(f"signed by {error}, whom it does not name") from error
        except TlogError as error:
            raise CharterError(str(error)) from error
        return charter, signatures

    def signed(self, raw: bytes, key: SignerKey) -> bytes:
        """Return this charter's draft with one more signature, in the charter's order.

        Raises:
            CharterError: The charter does not name this key, or `raw` drafts another one.
        """
        if key.verifier not in self.keys:
            raise CharterError(f"the charter does not name the key of {key.name}")
        return self.joined(raw, Note(self.text(), (key.signature(self.text()),)).serialise())

    def joined(self, *drafts: bytes) -> bytes:
        """Return this charter's draft with the signatures of several, in the charter's order.

        Args:
            drafts: Of this charter, each signed by anybody of those it names, or by nobody.

        Raises:
            CharterError: Drafts another charter, or holds a signature that does not hold.
        """
        kept: dict[str, Signature] = {}
        for raw in drafts:
            drafted, signatures = Charter.draft(raw)
            if drafted != self:
                raise CharterError("this is the draft of another charter")
            kept |= {one.name: one for one in signatures}
        ordered = tuple(kept[key.name] for key in self.keys if key.name in kept)
        return Note(self.text(), ordered).serialise()

    def digest(self) -> bytes:
        """Return SHA-256 of the text alone: the same before and after anybody has signed.

        By its words founders see that they sign the same; it is not the ledger's fingerprint.
        """
        return sha256(self.text().encode()).digest()


def fingerprint(raw: bytes) -> bytes:
    """Return the leaf hash of a signed charter: the ledger's fingerprint, 32 bytes."""
    return leaf_hash(raw)


def read_policy(text: str, log: VerifierKey) -> Policy:
    """Read the canonical text of a policy for one log.

    Raises:
        PolicyError: Cannot be read, has a second spelling, or is about another log.
    """
    policy = Policy.parse(text)
    if policy.serialise() != text:
        raise PolicyError("the policy is not in canonical form")
    if any(key != log for key in policy.logs):
        raise PolicyError(f"the policy is not about the log {log.name}")
    return policy


def _split(raw: bytes) -> tuple[str, tuple[Signature, ...]]:
    if raw.endswith(b"\n\n"):
        try:
            return raw[:-1].decode(), ()
        except UnicodeDecodeError as error:
            raise CharterError("not UTF-8") from error
    note = Note.parse(raw)
    return note.text, note.signatures


def _value(line: str, word: str) -> str:
    first, _, value = line.partition(" ")
    if first != word:
        raise CharterError(f"want a line {word!r}, not {line[:40]!r}")
    return value


def _key(line: str, word: str) -> VerifierKey:
    return VerifierKey.parse(_value(line, word))
