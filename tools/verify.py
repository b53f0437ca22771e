"""Verification of a whole log, recomputed from its entries' bytes.

Nothing that is stored beside the entries is believed: leaf hashes, subtree
roots and checkpoints are compared with what the entries hash to; the register
is folded again; every signature, every chain and every citation is checked.
Trust starts from one value given from outside: the charter's hash, or a policy
with the log's key.  Without it the verdict is *undecided* at most.

Opens nothing and prints nothing: `tools.source` reads, `tools.verdict` says.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ledger import fingerprint
from ledger.charter import Charter
from ledger.errors import CharterError
from ledger.journal import CHARTER
from ledger.tlog.note import VerifierKey
from ledger.tlog.policy import Policy
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tools.promise import Promises
from tools.recount import Tree
from tools.scrutiny import Scrutiny
from tools.signature import SignatureQueue, counted
from tools.source import LEVEL_MAX, DamagedError, Source, SourceError, Subtree
from tools.translation import said
from tools.verdict import Check, Span, Text, Verdict, leaf

_CHECKS = {
    "source": Text("Berkas terbaca", "Files can be read"),
    "trust": Text("Piagam cocok dengan sidik jari tepercaya", "Charter is the one that is trusted"),
    "charter": Text("Piagam ditandatangani semua pendiri", "Charter signed by every founder"),
    "checkpoints": Text("Log menandatangani pohon", "The log signed the tree"),
    "root": Text("Akar pohon dihitung ulang dari catatan", "Root recomputed from the entries"),
    "leaves": Text("Hash daun yang tersimpan", "Stored leaf hashes"),
    "subtrees": Text("Akar subpohon yang tersimpan", "Stored subtree roots"),
    "guard": Text("Penjaga tanda tangan log", "The log's signing guard"),
    "witnesses": Text("Saksi", "Witnesses"),
}
_HEIGHT = 8


@dataclass(frozen=True, slots=True)
class Trust:
    """From where trust starts; nothing, if all is empty."""

    fingerprint: bytes | None = None
    """The charter's hash, 32 bytes."""

    words: str | None = None
    """The charter's hash as eight words."""

    policy: Policy | None = None
    """Names the log's key, and witnesses."""


def is_trusted(own: bytes, trust: Trust) -> bool:
    """Tell whether a charter's hash is the one given, as far as one was given."""
    words = trust.words or fingerprint.words(own)
    return (trust.fingerprint or own) == own and words == fingerprint.words(own)


def check_trust(
    check: Check, own: bytes, log: VerifierKey, trust: Trust, where: Span | None = None
) -> None:
    """Judge a charter by what is trusted from outside; nothing that came along ever counts.

    Args:
        check: Takes what is found.
        own: The charter's hash.
        log: The key of the log that it names.
        trust: What the reader has given.
        where: The charter's leaf, where it stands in a log.
    """
    check.summary = Text(*2 * (fingerprint.words(own),))
    if trust.policy is not None:
        if log not in trust.policy.logs:
            text = Text(
                "kunci log tidak ada dalam kebijakan yang diberikan",
                "the log's key is not in the policy that was given",
            )
            check.fail(text, where)
    elif trust.fingerprint is None and trust.words is None:
        check.doubt(
            Text(
                "tidak ada yang dipercaya dari luar; bandingkan delapan kata ini dengan yang "
                "tercetak, atau beri --charter",
                "nothing was trusted from outside; compare these eight words with the printed "
                "ones, or give --charter",
            )
        )
    elif not is_trusted(own, trust):
        text = Text("bukan piagam yang dipercaya", "not the charter that is trusted")
        check.fail(text, where)


def verify(
    source: Source,
    trust: Trust,
    *,
    jobs: int = 1,
    progress: Callable[[int], None] = lambda _: None,
) -> Verdict:
    """Recompute everything.

    Args:
        source: The log; a read that fails becomes part of the verdict.
        trust: From where trust starts.
        jobs: In how many processes signatures are checked.
        progress: Told how many entries were read, now and then.
    """
    verification = _Verification(source, trust, jobs)
    try:
        verification.read(progress)
        return verification.verdict()
    finally:
        verification.queue.cancel()


def unread(name: str, error: SourceError) -> Verdict:
    """Return the verdict over a log that could not even be opened.

    Args:
        name: As the reader gave it.
        error: What kept it from being opened.
    """
    check = Check("source", _CHECKS["source"])
    _blame(check, error)
    return Verdict(name, [check])


def _blame(check: Check, error: SourceError) -> None:
    say = check.fail if isinstance(error, DamagedError) else check.doubt
    say(said(error))


class _Verification:
    """One run over one source."""

    def __init__(self, source: Source, trust: Trust, jobs: int) -> None:
        self.queue = SignatureQueue(jobs)
        self._source = source
        self._trust = trust
        self._tree = Tree()
        self._charter: Charter | None = None
        self._scrutiny: Scrutiny | None = None
        self._promises: Promises | None = None
        self._checks: dict[str, Check] = {}

    def read(self, progress: Callable[[int], None]) -> None:
        """Read all that there is, or as far as it can be read."""
        try:
            self._read_entries(progress)
            self._check_stored()
        except SourceError as error:
            _blame(self._check("source"), error)

    def _read_entries(self, progress: Callable[[int], None]) -> None:
        """Recompute the tree, and fold every note."""
        for page in self._source.pages():
            pairs = zip(page.notes, page.leaves, strict=True)
            for index, (raw, stored) in enumerate(pairs, page.first):
                self._take(index, raw, stored)
            progress(len(page.notes))

    def _check_stored(self) -> None:
        """Compare what is stored beside the entries with the recomputed tree."""
        if self._tree.size == 0:
            raise DamagedError(f"{self._source.name}: the log is empty, without a charter")
        count = self._tree.size
        self._check("leaves").summary = Text(f"{count}", f"{count}")
        self._check_subtrees()
        if self._charter is None or self._scrutiny is None:
            return
        promises = Promises(self._source, self._charter, self._tree, self.queue)
        self._promises = promises
        promises.check_checkpoints(self._check("checkpoints"))
        self._check_root()
        if self._source.guard() is not None:
            promises.check_guard(self._check("guard"))
        promises.recoveries = self._scrutiny.register.recoveries
        promises.check_lost(self._check("checkpoints"))
        promises.check_disputes(self._check("checkpoints"))
        policy = self._trust.policy or self._scrutiny.register.policy
        promises.check_witnesses(self._check("witnesses"), policy)

    def verdict(self) -> Verdict:
        """Return what was found, every signature included."""
        self.queue.close()
        self._note_signatures()
        checks = [self._checks[key] for key in _CHECKS if key in self._checks]
        if self._scrutiny is not None:
            self._scrutiny.close()
            checks += self._scrutiny.checks.values()
        verdict = Verdict(self._source.name, checks, entries=self._tree.size)
        if self._promises is not None:
            verdict.covered = self._promises.agreed
            verdict.root = to_base64(self._tree.root(verdict.covered))
        if self._charter is not None:
            verdict.origin = self._charter.origin
        if self._tree.size:
            verdict.charter = to_base64(self._tree.leaf(0))
            verdict.words = fingerprint.words(self._tree.leaf(0))
        return verdict

    def _check(self, key: str) -> Check:
        return self._checks.setdefault(key, Check(key, _CHECKS[key]))

    def _take(self, index: int, raw: bytes, stored: bytes) -> None:
        found = leaf_hash(raw)
        self._tree.push(found)
        if found != stored:
            self._check("leaves").fail(
                Text(
                    f"catatan tidak lagi menghasilkan hash di sampingnya ({self._source.file})",
                    f"the entry does not hash to what stands beside it ({self._source.file})",
                ),
                leaf(index),
            )
        if index == 0:
            self._open_charter(raw)
        elif self._scrutiny is not None:
            self._scrutiny.take(index, raw)

    def _open_charter(self, raw: bytes) -> None:
        check = self._check("charter")
        try:
            charter = Charter.opened(raw)
        except CharterError as error:
            topic = raw.partition(b"\n")[0].decode(errors="replace")
            is_later = topic.startswith("segel/charter/") and topic != CHARTER
            say = check.doubt if is_later else check.fail
            say(said(f"not a valid charter: {error}"), leaf(0))
            return
        name = charter.operation
        check.summary = Text(
            f"{name}: {len(charter.registrars)} pendiri, kuorum {charter.quorum}",
            f"{name}: {len(charter.registrars)} founders, quorum {charter.quorum}",
        )
        self._charter = charter
        self._check_trust(charter)
        self._scrutiny = Scrutiny(charter, self._tree, self.queue, self._source)

    def _check_trust(self, charter: Charter) -> None:
        trust = self._trust
        if trust == Trust():
            trust = Trust(fingerprint=self._source.fingerprint())
        check_trust(self._check("trust"), self._tree.leaf(0), charter.log, trust, leaf(0))

    def _check_subtrees(self) -> None:
        """Compare stored subtree roots one by one; each must be there, and none beyond."""
        check, tree, source = self._check("subtrees"), self._tree, self._source.file
        expected = _complete(tree)
        count = 0
        for stored in self._source.subtrees():
            count += 1
            own = next(expected, None)
            if own is None or (own.level, own.position) != (stored.level, stored.position):
                raise DamagedError(
                    f"{self._source.name}: subtree {stored.position} of level {stored.level} "
                    f"is stored where {_named(own)} belongs"
                )
            if own.root != stored.root:
                what = f"{own.position} ({own.level})"
                text = Text(
                    f"{source}: akar subpohon {what} lain dari catatannya",
                    f"{source}: subtree {what} is not that of its entries",
                )
                check.fail(text, _span(own))
        if (own := next(expected, None)) is not None:
            raise DamagedError(f"{self._source.name}: {_named(own)} is missing")
        check.summary = Text(str(count), str(count))

    def _check_root(self) -> None:
        check, stored = self._check("root"), self._source.root()
        promises = self._promises
        root = to_base64(self._tree.root(promises.agreed if promises else 0))
        check.summary = Text(root, root)
        if stored is not None and stored != self._tree.root(self._tree.size):
            check.fail(
                Text(
                    f"{self._source.file}: akar yang tersimpan di `head` lain dari akar catatan",
                    f"{self._source.file}: the root stored in `head` is not that of the entries",
                ),
                Span(0, self._tree.size),
            )

    def _note_signatures(self) -> None:
        for (key, span), reason in self.queue.failed:
            checks = self._scrutiny.checks if self._scrutiny else self._checks
            check = checks[key] if key in checks else self._check(key)
            name = f"{self._source.file}: checkpoint {span.end}: " if key == "checkpoints" else ""
            told = said(reason)
            check.fail(Text(f"{name}tidak sah: {told.id}", f"{name}{told.en}"), span)
        if self._scrutiny is not None:
            bad = {span for (key, span), _ in self.queue.failed if key == "signatures"}
            signed, by_hardware = self._scrutiny.signed, self._scrutiny.by_hardware - bad
            summary = counted(signed - len(bad), signed, len(by_hardware))
            self._scrutiny.checks["signatures"].summary = summary


def _complete(tree: Tree) -> Iterator[Subtree]:
    """Yield the roots that belong into tiles of level 1 and above."""
    for level in range(1, LEVEL_MAX + 1):
        for position in range(tree.complete(level)):
            yield Subtree(level, position, tree.hash(level, position))


def _span(subtree: Subtree) -> Span:
    shift = _HEIGHT * subtree.level
    return Span(subtree.position << shift, (subtree.position + 1) << shift)


def _named(subtree: Subtree | None) -> str:
    if subtree is None:
        return "nothing"
    return f"subtree {subtree.position} of level {subtree.level} ({_span(subtree).text().en})"
