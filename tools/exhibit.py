"""Examination of an evidence file, offline: what it holds against what it says.

The same folds as over a whole log, over the few notes that are enclosed.  What a whole log shows
to be bad is bad here too; what only the missing notes could show is undecided, or is named among
the things that no such file can prove.
"""

from pathlib import Path
from typing import Final

from ledger import fingerprint
from ledger.anchor import Anchor, opened
from ledger.bracket import Bracket, Timeline
from ledger.bundle import BYTES_MAX, Bundle
from ledger.charter import Charter
from ledger.errors import (
    RefusedError,
    RevokedError,
    UnknownJournalError,
)
from ledger.journal import ANCHOR, REGISTER, STATEMENT, Entry
from ledger.recovery import Recovery
from ledger.register import Effect, Outcome, Register
from ledger.tier import Tier, tier
from ledger.tlog.errors import PolicyError, TlogError
from ledger.tlog.note import Note
from ledger.tlog.policy import NONE, Policy
from ledger.tlog.text import to_base64
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash
from tools import witness
from tools.citation import Citations
from tools.complaint import same
from tools.cover import charter_of, check_log, roots_of
from tools.dossier import Dossier, Witnessed, witnessed
from tools.reservation import lacks, proves
from tools.signature import counted
from tools.source import SourceError, read
from tools.translation import said
from tools.verdict import NOTHING, Check, Text, Verdict, leaf
from tools.verify import Trust, check_trust, unread

_CHECKS: Final = {
    "seal": Text("Berkas utuh, segelnya cocok", "File is whole, its seal fits"),
    "trust": Text("Piagam cocok dengan sidik jari tepercaya", "Charter is the one that is trusted"),
    "charter": Text("Piagam ditandatangani semua pendiri", "Charter signed by every founder"),
    "checkpoints": Text("Log menandatangani pohon", "The log signed the tree"),
    "witnesses": Text("Saksi", "Witnesses"),
    "proof": Text("Catatan ada di pohon itu", "The notes are in that tree"),
    "form": Text("Bentuk catatan", "Form of the notes"),
    "signatures": Text("Tanda tangan", "Signatures"),
    "register": Text("Daftar kunci", "Register of keys"),
    "journals": Text("Sambungan dalam jurnal", "Links within journals"),
    "citations": Text("Checkpoint yang dikutip perangkat", "Checkpoints that devices cite"),
    "anchors": Text("Jangkar waktu", "Anchors in time"),
}


def examine(path: Path, trust: Trust) -> Verdict:
    """Judge an evidence file.

    Args:
        path: The file.
        trust: From where trust starts; nothing inside the file ever is that.
    """
    try:
        raw = read(path, BYTES_MAX)
    except SourceError as error:
        return unread(str(path), error)
    return judge(raw, trust, str(path))


def judge(raw: bytes, trust: Trust, name: str = "") -> Dossier:
    """Judge the bytes of an evidence file.

    Args:
        raw: All of them.
        trust: From where trust starts.
        name: As the reader calls it.
    """
    seal = Check("seal", _CHECKS["seal"])
    try:
        bundle = Bundle.parse(raw)
    except TlogError as error:
        seal.fail(same(error))
        return Dossier(name, [seal])
    seal.summary = same(f"{len(raw)} B")
    return _Examination(bundle, trust, seal).dossier(name)


class _Examination:
    """One file being judged."""

    def __init__(self, bundle: Bundle, trust: Trust, seal: Check) -> None:
        self._bundle = bundle
        self._trust = trust
        self._checks = {"seal": seal}
        self._roots: dict[int, bytes] = {}
        self._citations = Citations(Check("citations", _CHECKS["citations"]), self)
        self._timeline = Timeline()
        self._entries: dict[int, Entry] = {}
        self._vouched = NOTHING
        self._linked = 0
        self._signed = 0
        self._by_hardware = 0
        self._is_partial = False

    def dossier(self, name: str) -> Dossier:
        """Check everything, and write down what was found."""
        charter = charter_of(self._bundle, self._check("charter"))
        self._roots = roots_of(self._bundle, self._check("proof"))
        if charter is not None:
            own = leaf_hash(self._bundle.leaves[0].note)
            check_trust(self._check("trust"), own, charter.log, self._trust)
            check_log(self._bundle, charter, self._check("checkpoints"))
            self._fold(charter)
        checks = [self._checks[key] for key in _CHECKS if key in self._checks]
        first, tree = leaf_hash(self._bundle.leaves[0].note), self._bundle.tree
        dossier = Dossier(
            name,
            checks,
            origin=tree.origin,
            entries=len(self._bundle.leaves),
            covered=tree.size,
            root=to_base64(tree.root),
            charter=to_base64(first),
            words=fingerprint.words(first),
        )
        dossier.asked = self._bundle.scope.line()
        if charter is not None:
            dossier.statements = self._statements()
            dossier.proves = proves(self._bundle, self._vouched, self._linked)
            dossier.lacks = lacks(self._bundle, self._vouched)
        return dossier

    def root(self, size: int, /) -> bytes | None:
        """Return the root at a size that an enclosed note cites."""
        return self._roots.get(size) if size else EMPTY_ROOT

    def _check(self, key: str) -> Check:
        return self._checks.setdefault(key, Check(key, _CHECKS[key]))

    def _fold(self, charter: Charter) -> None:
        register = Register.opened(charter, leaf_hash(self._bundle.leaves[0].note))
        for one in self._bundle.leaves[1:]:
            try:
                self._entries[one.leaf_index] = Entry.parse(one.note)
            except RefusedError as error:
                self._check("form").fail(same(error), leaf(one.leaf_index))
        unused = self._unused()
        for index, entry in self._entries.items():
            self._take(register, index, entry, unused)
        self._citations.close()
        self._check_witnesses(charter, register)
        self._check_revoked(register)
        self._sum_up(register)

    def _unused(self) -> frozenset[str]:
        """Return the journals that are enrolled here and have signed nothing here.

        Whether their keys are strong matters to nobody, and takes 0.1 ms each to find out; unless
        it is a signer's key that somebody else lays claim to.
        """
        signers = {entry.header.journal for entry in self._entries.values()}
        keys: dict[str, set[str]] = {}
        for entry in self._entries.values():
            for line in entry.body.split("\n") if entry.header.topic == REGISTER else ():
                name, _, key = line.removeprefix("enrol ").partition("+")
                keys.setdefault(name, set()).add(key.partition("+")[2].partition(" ")[0])
        used = {key for name in signers for key in keys.get(name, ())}
        return frozenset(name for name in keys if name not in signers and not keys[name] & used)

    def _take(self, register: Register, index: int, entry: Entry, unused: frozenset[str]) -> None:
        if self._roots:
            self._citations.take(index, entry, register)
        try:
            register.check_signed(entry)
            self._signed += 1
            self._by_hardware += tier(entry.raw) is Tier.HARDWARE
            register.check_not_revoked(entry)
        except UnknownJournalError:
            journal = entry.header.journal
            self._check("register").doubt(
                Text(
                    f"tidak ada baris di berkas ini yang mendaftarkan {journal}",
                    f"no line in this file has enrolled {journal}",
                ),
                leaf(index),
            )
            return
        except RevokedError as error:
            self._check("journals").fail(same(error), leaf(index))
        except RefusedError as error:
            check = self._check("signatures")
            say = check.doubt if self._is_partial else check.fail
            say(same(error), leaf(index))
            return
        self._check_link(register, index, entry)
        if entry.header.topic == ANCHOR:
            self._take_anchor(register, index, entry)
        for outcome in register.take(index, entry, unused):
            self._read_outcome(index, outcome, register)

    def _check_link(self, register: Register, index: int, entry: Entry) -> None:
        """Compare a note with the one before it, where that one or its place is in the file."""
        header, chain = entry.header, register.member(entry.header.journal).chain
        if header.sequence > chain.expected:
            return
        if header.sequence < chain.expected or header.previous != chain.head:
            name = f"{header.journal} {header.sequence}"
            self._check("journals").fail(
                Text(
                    f"{name} tidak menyambung catatan sebelumnya",
                    f"{name} does not follow the note before it",
                ),
                leaf(index),
            )
            return
        self._linked += 1

    def _take_anchor(self, register: Register, index: int, entry: Entry) -> None:
        check, policy = self._check("anchors"), self._policy(register)
        try:
            anchored = Anchor.parse(entry.body).verified(register.charter.log, policy)
            tree = anchored.checkpoint
            if self._roots and self._roots.get(tree.size) != tree.root:
                check.fail(
                    Text(
                        f"log menandatangani pohon lain berukuran {tree.size}",
                        f"the log signed another tree of size {tree.size}",
                    ),
                    leaf(index),
                )
                return
            self._timeline.take(index, anchored)
        except PolicyError as error:
            check.remark(said(f"not used: {error}"), leaf(index))
        except TlogError as error:
            check.fail(same(error), leaf(index))

    def _policy(self, register: Register) -> Policy:
        return self._trust.policy or register.policy

    def _read_outcome(self, index: int, outcome: Outcome, register: Register) -> None:
        if outcome.effect is Effect.UNKNOWN:
            self._is_partial = True
            self._check("register").doubt(same(outcome.reason), leaf(index))
        elif outcome.effect is Effect.RECOVERED and self._roots:
            self._recover(index, register.recoveries[-1])

    def _recover(self, index: int, recovery: Recovery) -> None:
        """Say from where the log went on; its own tree is the only one that it can name."""
        check, size = self._check("register"), recovery.size
        self._citations.recover(recovery)
        if self._roots.get(size) != recovery.root:
            name = Text(
                f"`{recovery.line}` menyebut pohon lain", f"{recovery.line!r} names another"
            )
            check.fail(name, leaf(index))
        enclosed = {one.leaf_index for one in self._bundle.leaves}
        if any(place not in enclosed for place in range(size, index)):
            check.doubt(
                Text(
                    "apakah pemulihan itu berlaku hanya terlihat bila semua catatan sebelumnya, "
                    f"sejak daun {size}, disertakan",
                    "whether that recovery acts can be seen only if all notes before it, from "
                    f"leaf {size} on, are enclosed",
                ),
                leaf(index),
            )
        check.remark(
            Text(
                f"log dipulihkan dari {size} entri oleh kuorum pendaftar, menurut baris di berkas",
                f"the log was recovered from {size} entries by a quorum of registrars, by the "
                f"lines in this file",
            ),
            leaf(index),
        )

    def _check_witnesses(self, charter: Charter, register: Register) -> None:
        """Count the witnesses of the checkpoint, by the policy that is given or in force."""
        check, policy = self._check("witnesses"), self._policy(register)
        found = witness.count(policy, Note.parse(self._bundle.checkpoint))
        check.summary = self._counted(policy, found.valid)
        for name in found.broken:
            check.fail(Text(f"tanda saksi {name} tidak sah", f"the line of {name} does not hold"))
        if not policy.is_met_by(found.valid):
            check.doubt(Text("kuorum saksi belum tercapai", "the quorum of witnesses is not met"))
        elif found.valid and not found.broken and policy.quorum != NONE:
            self._take_checkpoint(charter, policy)
        asked = Policy.parse(charter.policy).quorum != NONE
        if asked and self._trust.policy is None and policy.quorum == NONE:
            # A word that was taken back can be left out of a file.
            check.doubt(
                Text(
                    "piagam meminta saksi; bahwa kini tidak diminta lagi hanya terlihat dari "
                    "seluruh log",
                    "the charter asks for witnesses; that none are asked for any more, only the "
                    "whole log shows",
                )
            )

    def _counted(self, policy: Policy, valid: list[str]) -> Text:
        names, need = ", ".join(valid), witness.needed(policy)
        origin = Text("kebijakan menurut baris di berkas", "policy by the lines in the file")
        if self._trust.policy is not None:
            origin = Text("kebijakan dari luar", "policy from outside")
        if policy.quorum == NONE:
            return Text(
                f"tidak ada yang diminta ({origin.id}); sah {len(valid)}",
                f"none are asked for ({origin.en}); valid {len(valid)}",
            )
        return Text(
            f"perlu {need}, sah {len(valid)}: {names} ({origin.id})",
            f"need {need}, valid {len(valid)}: {names} ({origin.en})",
        )

    def _take_checkpoint(self, charter: Charter, policy: Policy) -> None:
        """Let the witnesses of the checkpoint itself bound the times from above."""
        self._vouched = self._checks["witnesses"].summary
        try:
            anchored = opened(self._bundle.checkpoint, charter.log, policy)
            self._timeline.take(self._bundle.tree.size, anchored)
        except TlogError as error:
            self._check("witnesses").fail(same(error))

    def _check_revoked(self, register: Register) -> None:
        for index, entry in self._entries.items():
            header = entry.header
            member = register.members.get(header.journal)
            after = None if member is None else member.revoked_after
            if after is not None and header.sequence > after:
                self._check("register").remark(
                    Text(
                        f"diragukan: {header.journal} dicabut setelah nomor {after}",
                        f"doubted: {header.journal} was revoked after number {after}",
                    ),
                    leaf(index),
                )

    def _sum_up(self, register: Register) -> None:
        count = len(self._bundle.leaves) - 1
        self._check("form").summary = same(count)
        self._check("signatures").summary = counted(self._signed, count, self._by_hardware)
        self._checks["citations"] = self._citations.check
        self._check("journals").summary = Text(
            f"{self._linked} dari {count} menyambung catatan di berkas ini",
            f"{self._linked} of {count} follow a note in this file",
        )
        signers = {entry.header.journal for entry in self._entries.values()}
        known = len(signers & {*register.members})
        self._check("register").summary = Text(f"{known} jurnal", f"{known} journals")
        anchors = sum(entry.header.topic == ANCHOR for entry in self._entries.values())
        self._check("anchors").summary = same(anchors)

    def _statements(self) -> list[Witnessed]:
        places = {entry.leaf: index for index, entry in self._entries.items()}
        chosen = {one.leaf_index for one in self._bundle.leaves if one.is_chosen}
        return [
            witnessed(index, entry, self._bracket(index, entry), places.get)._replace(
                is_chosen=index in chosen
            )
            for index, entry in self._entries.items()
            if entry.header.topic == STATEMENT
        ]

    def _bracket(self, index: int, entry: Entry) -> Bracket:
        """Return between which moments a note was signed; a tree that never was bounds nothing."""
        header = entry.header
        is_seen = header.size <= index and self.root(header.size) == header.root
        return self._timeline.bracket(index, header.size if is_seen else 0)
