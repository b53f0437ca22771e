"""The register: which key speaks for which journal, derived from the log alone.

    segel/register/v1
    <four more header lines, in the journal of a registrar or a delegate>
    enrol <verifier key> <base64 possession> [delegate <name prefix>]
    enrol <hardware key> <base64 possession>
    resume <journal> at <number> after <base64 leaf hash>
    revoke <journal> after <number>
    policy <base64 tlog-policy>
    recover <size> <base64 root>

A pure fold: the same notes give every auditor the same register.  Effects begin
at the next leaf.  A line that cannot act is void: the note is kept, the line
does nothing, and says so.  The first line in log order wins.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from ledger.charter import Charter, read_policy
from ledger.errors import (
    BadSignatureError,
    MalformedNoteError,
    RevokedError,
    UnknownJournalError,
    WrongOriginError,
)
from ledger.journal import CLERK_KINDS, REGISTER, Chain, Entry, check_journal
from ledger.line import OUT_OF_FORM, Line, VoidError
from ledger.member import Member, check_joint
from ledger.quorum import Quorum
from ledger.recovery import Recovery
from ledger.tlog import ed25519, webauthn
from ledger.tlog.errors import TlogError
from ledger.tlog.note import (
    COSIGNATURE_ED25519,
    COSIGNATURE_MLDSA44,
    ED25519,
    HARDWARE,
    VerifierKey,
    verify_signature,
)
from ledger.tlog.policy import Policy
from ledger.tlog.text import parse_base64, parse_hash, parse_number

LINES_MAX = 100
"""Lines of one register note that can act."""

_VERB = re.compile(r"[a-z]+(?:-[a-z]+)*")
"""What a verb of a later version can look like; anything else is out of form for ever."""

_KEY_TYPES = {ED25519, COSIGNATURE_ED25519, COSIGNATURE_MLDSA44}

RESERVED = frozenset({"registrar", "log"})
"""Verbs that are spoken for and do nothing yet."""

_KEY_AND_POSSESSION = 3
"""Words of an `enrol` line that says nothing else, its verb counted."""


class Effect(StrEnum):
    """What a line of a register note did."""

    ENROLLED = "enrolled"
    STRENGTHENED = "strengthened"
    """A hardware key speaks for the journal too."""
    RESUMED = "resumed"
    REVOKED = "revoked"
    POLICY = "policy"
    RECOVERED = "recovered"
    PENDING = "pending"
    """Waits for the same line of other registrars."""
    VOID = "void"
    UNKNOWN = "unknown"
    """A verb or a key of a later version: this reader cannot tell what it does."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line."""

    line: str
    effect: Effect
    journal: str = ""
    """Whom it is about, where it is about one journal."""

    reason: str = ""
    """Why it is void."""


def is_under(name: str, prefix: str) -> bool:
    """Tell whether a name lies under a prefix, whole segments only."""
    return name.startswith(f"{prefix}/")


def possession_text(origin: str, key: VerifierKey) -> bytes:
    """Return what a new key signs to show that its holder has it."""
    return f"segel/enrol/v1\n{origin}\n{key}\n".encode()


@dataclass(slots=True)
class Register:
    """Every journal ever enrolled, and the policy in force."""

    charter: Charter
    members: dict[str, Member]
    policy: Policy
    _publics: set[bytes]
    _quorum: Quorum
    recoveries: tuple[Recovery, ...] = ()
    """From which trees the log went on after entries were lost for good."""

    stranger: int = 0
    """Leaf index of the last note outside the registrars' journals."""

    @classmethod
    def opened(cls, charter: Charter, leaf: bytes) -> Self:
        """Return the register as the charter, whose leaf hash is given, founds it."""
        roots = {key.name: key.name for key in charter.registrars}
        members = {
            key.name: Member(
                key, charter.origin, roots.get(key.name, charter.origin), 0, leaf, Chain(0, leaf)
            )
            for key in (charter.clerk, *charter.registrars)
        }
        publics = {key.public for key in charter.keys}
        policy = Policy.parse(charter.policy)
        return cls(charter, members, policy, publics, Quorum(charter.quorum))

    def member(self, journal: str) -> Member:
        """Return a journal that has been enrolled.

        Raises:
            UnknownJournalError: It has not, so far.
        """
        try:
            return self.members[journal]
        except KeyError:
            raise UnknownJournalError(f"no note has enrolled {journal} yet") from None

    def signer(self, entry: Entry) -> Member:
        """Return the journal whose key the entry's signature line names.

        Raises:
            WrongOriginError: It was signed for another log.
            MalformedNoteError: A kind that belongs in the clerk's journal, or does not.
            UnknownJournalError: The journal is not enrolled, so far, or its hardware key is not.
            BadSignatureError: The line names another key.
        """
        header, signature = entry.header, entry.signature
        if header.origin != self.charter.origin:
            raise WrongOriginError(f"signed for the log {header.origin}")
        if (header.topic in CLERK_KINDS) != (header.journal == self.charter.clerk.name):
            raise MalformedNoteError(f"{header.topic} does not belong in {header.journal}")
        if signature.name != header.journal:
            raise BadSignatureError(f"{signature.name} does not sign for {header.journal}")
        member = self.member(header.journal)
        member.public(signature)
        return member

    def check_signed(self, entry: Entry) -> Member:
        """Check that a key of the entry's journal signed it for this log; return the journal.

        Raises:
            WrongOriginError: It was signed for another log.
            MalformedNoteError: A kind that belongs in the clerk's journal, or does not.
            UnknownJournalError: The journal is not enrolled, so far, or its hardware key is not.
            BadSignatureError: Another key, or a signature that does not hold.
        """
        member = self.signer(entry)
        try:
            public = member.public(entry.signature)
            verify_signature(public, entry.signature.value, entry.text.encode())
        except TlogError as error:
            raise BadSignatureError(str(error)) from error
        return member

    def check_not_revoked(self, entry: Entry) -> None:
        """Check that the journal was not revoked before this number.

        Raises:
            RevokedError: It was.
        """
        last = self.member(entry.header.journal).revoked_after
        if last is not None and entry.header.sequence > last:
            raise RevokedError(f"{entry.header.journal} was revoked after number {last}")

    def take(self, index: int, entry: Entry, proven: Collection[str] = ()) -> tuple[Outcome, ...]:
        """Fold the note at leaf `index`, which is authentic and next in its journal.

        Its lines act one after the other, each on what the lines above it left.  Of the journals
        in `proven` the caller knows that the key is strong and its holder has it.
        """
        self.advance(index, entry.header.journal, entry.header.sequence, entry.leaf)
        if entry.header.topic != REGISTER:
            return ()
        lines = entry.body.split("\n")
        return tuple(
            self._read(Line(text, index, entry, proven)) if number < LINES_MAX else _surplus(text)
            for number, text in enumerate(lines)
        )

    def advance(self, index: int, journal: str, sequence: int, leaf: bytes) -> None:
        """Fold a note of which only its place counts: it registers nothing."""
        member = self.members[journal]
        member.chain.advance(sequence, leaf)
        if not member.is_registrar:
            self.stranger = index

    def _read(self, line: Line) -> Outcome:
        act = {
            "enrol": self._enrol,
            "resume": self._resume,
            "revoke": self._revoke,
            "policy": self._set_policy,
            "recover": self._recover,
        }.get(line.words[0], _unread)
        try:
            self._check_office(line)
            return act(line)
        except (VoidError, TlogError) as error:
            return Outcome(line.text, Effect.VOID, line.about, str(error))

    def _check_office(self, line: Line) -> None:
        """Let nobody else's line be read: an unknown verb makes every verdict *undecided*."""
        signer = self.members[line.entry.header.journal]
        if not signer.is_registrar and signer.prefix is None:
            raise VoidError(f"{signer.key.name} is neither a registrar nor a delegate")

    def _enrol(self, line: Line) -> Outcome:
        if len(line.words) not in {3, 5} or line.words[3:4] not in ([], ["delegate"]):
            raise VoidError(OUT_OF_FORM)
        if _is_later_key(line.words[1]):
            self._authorised(line, line.words[1].partition("+")[0])
            return Outcome(line.text, Effect.UNKNOWN, "", "the key is of a later version")
        key = VerifierKey.parse(line.words[1])
        signer = self._authorised(line, key.name)
        if key.algorithm == HARDWARE:
            return self._strengthen(line, key)
        if key.algorithm != ED25519 or key.name == self.charter.origin:
            raise VoidError("a journal is enrolled with an Ed25519 note key and a name of its own")
        if key.name in self.members or key.public in self._publics:
            raise VoidError("this name or this key has been used before")
        check_journal(key.name)
        possession = parse_base64(line.words[2], "possession")
        if key.name not in line.proven:
            key.check_strong()
            ed25519.verify(key.public, possession, possession_text(self.charter.origin, key))
        prefix = _delegated(line.words[4], signer) if line.words[4:] else None
        self._publics.add(key.public)
        self.members[key.name] = Member(
            key,
            signer.key.name,
            signer.registrar,
            line.index,
            line.entry.leaf,
            Chain(0, line.entry.leaf),
            prefix,
        )
        return Outcome(line.text, Effect.ENROLLED, key.name)

    def _strengthen(self, line: Line, key: VerifierKey) -> Outcome:
        """Enrol a journal's second key, to which its first one must have agreed.

        Otherwise whoever enrols could give any journal a key of his own, and speak for it.
        """
        member = self._known(key.name)
        if len(line.words) != _KEY_AND_POSSESSION or member.is_registrar:
            raise VoidError("a hardware key delegates nothing, and no founder has one")
        if member.hardware is not None or member.revoked_after is not None:
            raise VoidError("the journal is revoked, or has a hardware key already")
        if key.public in self._publics or key.id == member.key_id:
            raise VoidError("this key, or its id under this name, has been used before")
        possession = parse_base64(line.words[2], "possession")
        check_joint(possession, possession_text(self.charter.origin, key), member.key, key)
        self._publics.add(key.public)
        member.strengthen(key)
        return Outcome(line.text, Effect.STRENGTHENED, key.name)

    def _resume(self, line: Line) -> Outcome:
        match line.words:
            case [_, journal, "at", number, "after", hashed]:
                at, leaf = parse_number(number, "number"), parse_hash(hashed, "leaf hash")
            case _:
                raise VoidError(OUT_OF_FORM)
        member = self._known(journal)
        if member.revoked_after is not None:
            raise VoidError("a revoked journal does not go on")
        if at < member.chain.expected:
            raise VoidError(f"the journal has its number {at} already")
        if not self._may_act(line, member):
            return Outcome(line.text, Effect.PENDING, journal)
        member.chain = Chain(at, leaf)
        return Outcome(line.text, Effect.RESUMED, journal)

    def _revoke(self, line: Line) -> Outcome:
        match line.words:
            case [_, journal, "after", number]:
                after = parse_number(number, "number")
            case _:
                raise VoidError(OUT_OF_FORM)
        member = self._known(journal)
        if member.revoked_after is not None and member.revoked_after <= after:
            raise VoidError(f"revoked after number {member.revoked_after} already")
        if not self._may_act(line, member):
            return Outcome(line.text, Effect.PENDING, journal)
        member.revoked_after, member.revoked_at = after, line.index
        self._quorum.dismiss(journal)
        return Outcome(line.text, Effect.REVOKED, journal)

    def _set_policy(self, line: Line) -> Outcome:
        _, *encoded = line.words
        if len(encoded) != 1:
            raise VoidError(OUT_OF_FORM)
        try:
            text = parse_base64(encoded[0], "policy").decode()
        except UnicodeDecodeError as error:
            raise VoidError("the policy is not UTF-8") from error
        policy = read_policy(text, self.charter.log)
        if policy == self.policy:
            raise VoidError("this policy is in force already")
        if not self._is_agreed(line, "policy"):
            return Outcome(line.text, Effect.PENDING)
        self.policy = policy
        return Outcome(line.text, Effect.POLICY)

    def _recover(self, line: Line) -> Outcome:
        recovery = Recovery.of(line)
        if recovery.size <= self.stranger:
            raise VoidError(f"the log has gone on from there, with leaf {self.stranger}")
        if any(recovery.size <= earlier.index for earlier in self.recoveries):
            raise VoidError("the log was recovered from there already")
        if not self._is_agreed(line, "recover"):
            return Outcome(line.text, Effect.PENDING)
        self.recoveries += (recovery,)
        return Outcome(line.text, Effect.RECOVERED)

    def _may_act(self, line: Line, member: Member) -> bool:
        """Tell whether one signer is enough: for devices it is, for a registrar's journal not."""
        if member.is_registrar:
            return self._is_agreed(line, f"{line.words[0]} {member.key.name}")
        self._authorised(line, member.key.name)
        return True

    def _is_agreed(self, line: Line, subject: str) -> bool:
        """Count a registrar's word for a line that needs a quorum of them."""
        signer = self.members[line.entry.header.journal]
        if not signer.is_registrar or signer.revoked_after is not None:
            raise VoidError("only registrars in office can say this")
        return self._quorum.agrees(subject, signer.key.name, line.text)

    def _known(self, journal: str) -> Member:
        if journal not in self.members or journal == self.charter.clerk.name:
            raise VoidError("no such journal, or the server's own")
        return self.members[journal]

    def _authorised(self, line: Line, name: str) -> Member:
        signer = self.members[line.entry.header.journal]
        if signer.is_registrar or (signer.prefix is not None and is_under(name, signer.prefix)):
            return signer
        raise VoidError(f"{signer.key.name} may not act on {name}")


def _delegated(prefix: str, signer: Member) -> str:
    check_journal(prefix)
    if signer.prefix not in {None, prefix} and not is_under(prefix, str(signer.prefix)):
        raise VoidError(f"{signer.key.name} may not delegate {prefix}")
    return prefix


def _is_later_key(text: str) -> bool:
    """Tell whether this is a verifier key of a type that only a later version knows."""
    value = parse_base64(text.partition("+")[2].partition("+")[2], "verifier key")
    if value[:1] == bytes([HARDWARE]):
        return webauthn.is_later(value[1:])
    return bool(value) and value[0] not in _KEY_TYPES


def _surplus(text: str) -> Outcome:
    return Outcome(text, Effect.VOID, "", f"a register note has at most {LINES_MAX} lines")


def _unread(line: Line) -> Outcome:
    verb = line.words[0]
    if verb in RESERVED:
        raise VoidError(f"{verb!r} is reserved and does nothing yet")
    if _VERB.fullmatch(verb) is None:
        raise VoidError(OUT_OF_FORM)
    return Outcome(line.text, Effect.UNKNOWN, "", f"the verb {verb[:40]!r} is of a later version")
