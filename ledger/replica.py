"""A copy of a log as static files, that is at every moment a valid log of some size.

    checkpoint, tile/...      exactly as a server answers under /log/
    checkpoints/000           every checkpoint that was seen (ledger.series)
    charter.hash              the log's fingerprint, pinned at the first contact
    evidence/                 checkpoints that do not go together
    lock                      held by the one process that writes

Nothing is written that is not under a checkpoint which the log has signed and
which begins with the tree that is here.  Tiles come first and are brought to
stable storage, then the checkpoint, by one rename: whatever crashes in between,
readers see the older tree, whole.  What is here already is checked like what is
read from the log, and what is damaged is put right: its content follows from a
root that was verified, so nothing else can be put in its place.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Self

from ledger import file, series
from ledger.charter import Charter
from ledger.directory import Directory
from ledger.equivocation import accuse
from ledger.errors import CharterError, ForkError, ReplicaError, ShrunkError, UnprovenError
from ledger.mirror import Bundle, Gather, Growth, Read
from ledger.roll import Roll
from ledger.series import Series
from ledger.shelf import Shelf
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note, VerifierKey
from ledger.tlog.tile import ENTRIES, HEIGHT, WIDTH, Tile, bundles_of, join_bundle, tiles_of
from ledger.tlog.tree import NodeReader, leaf_hash

EVIDENCE = "evidence"
PIN = "charter.hash"


class Signed(NamedTuple):
    """A checkpoint whose signature by the log was verified."""

    checkpoint: Checkpoint
    note: bytes

    @classmethod
    def opened(cls, note: bytes, log: VerifierKey) -> Self:
        """Read it.

        Raises:
            TlogError: Out of form, or not signed by the log.
        """
        return cls(Checkpoint.opened(note, log), note)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a log shows."""

    read: Read
    notes: Sequence[bytes]
    """Signed checkpoints, smallest first, with the cosignatures that they have."""

    gather: Gather = map
    """How reading is done ahead."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What has become of an offer."""

    size: int
    fingerprint: bytes
    """The charter's hash."""

    is_first: bool
    """Whether the charter was pinned this time."""

    written: int
    """Files that are new, the checkpoints left out."""

    repaired: list[str] = field(default_factory=list)
    """Files that were there, and were damaged."""


class Replica:
    """One folder."""

    def __init__(self, path: Path) -> None:
        """Keep the copy in the folder at `path`, whose lock the caller holds if he writes."""
        self.path = path
        self._directory = Directory(path)
        self._series = Series(path)
        self._is_whole = True
        """Whether the file `checkpoint` was found as it must be."""

        self._roll: Roll | None = None
        self._before = 0
        """Size of the tree that readers saw before the one that they see now."""

    def pinned(self) -> bytes | None:
        """Return the charter's hash, if there was a first contact.

        Raises:
            CharterError: The file `charter.hash` holds none.
        """
        return self._directory.fingerprint() if (self.path / PIN).exists() else None

    def size(self) -> int:
        """Return the size of the newest checkpoint that can be read; nobody has checked it."""
        sizes = [0]
        for raw in self._notes():
            with suppress(TlogError):
                sizes.append(series.size_of(raw))
        return max(sizes)

    def newest(self, log: VerifierKey) -> Signed | None:
        """Return the newest checkpoint here, if there is one; its tiles were complete before it.

        Raises:
            ReplicaError: None of those here is whole.
        """
        notes, found = list(self._notes()), []
        for raw in notes:
            with suppress(TlogError):
                found.append(Signed.opened(raw, log))
        self._is_whole = {one.note for one in found} >= set(notes[:1])
        if notes and not found:
            raise ReplicaError(
                f"{self.path / 'checkpoint'} is damaged, or of another log: what this copy has "
                f"shown is not known any more"
            )
        return max(found, key=lambda one: one.checkpoint.size, default=None)

    def take(
        self,
        offer: Offer,
        is_trusted: Callable[[bytes], bool],
        *,
        is_quick: bool = False,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Taken:
        """Bring the copy up to the newest checkpoint, or leave it as it is.

        Args:
            offer: What the log shows now.
            is_trusted: Tells whether a charter's hash is the one that was given from outside.
            is_quick: Leave unread what is here already.
            progress: Told how many entries are done, now and then.

        Raises:
            CharterError: Leaf 0 is no charter.
            TlogError: A checkpoint out of form, or not signed by the log.
            ReplicaError: The charter is another one, or the copy's own checkpoint is damaged.
            ForkError: The log has signed two histories; see `evidence/`.
            ShrunkError: It shows less than before; see `evidence/`.
            UnprovenError: What it shows is not what it has signed.
            OSError: The disk refused.
        """
        charter = _charter(offer, self.pinned(), is_trusted)
        founded = Charter.opened(charter)
        log = founded.log
        signed = [Signed.opened(raw, log) for raw in offer.notes]
        own, evidence = self.newest(log), _Evidence(self.path, charter)
        growth = self._growth(own, signed[-1], offer.read, evidence)
        if growth.node(0, 0) != leaf_hash(charter):  # shown once, and not what was signed
            raise UnprovenError("leaf 0", growth.new.size)
        self.path.mkdir(parents=True, exist_ok=True)
        is_first = not (self.path / PIN).exists()
        if is_first:
            self._directory.write_fingerprint(leaf_hash(charter))
        shelf = Shelf(self.path, own.checkpoint.size if own is not None else 0)
        first = own.checkpoint.size // WIDTH if is_quick and own is not None else 0
        promises = _Promises(self._news(signed), signed[-1], evidence)
        roll = self._known(founded, shelf, first)
        for bundle in growth.bundles(first, shelf.at_hand, offer.gather):
            _shelve(shelf, bundle)
            roll.read(bundle.entries)
            promises.check(growth, bundle.first + bundle.tile.width)
            progress(bundle.tile.width)
        for tile in _upper(first, growth.new.size):
            shelf.put(tile, b"".join(growth.tile(tile)))
        self._show([roll.sound(raw) for raw in offer.notes], own, shelf)
        if own is not None:
            shelf.prune(own.checkpoint.size, *([self._before] if is_quick else []))
            self._before = own.checkpoint.size
        taken = (growth.new.size, leaf_hash(charter), is_first)
        return Taken(*taken, shelf.written, shelf.repaired)

    def _growth(self, own: Signed | None, new: Signed, read: Read, evidence: "_Evidence") -> Growth:
        """Compare what is here with what is offered; keep both if they do not go together."""
        if own is None:
            return Growth(None, new.checkpoint, read)
        try:
            return Growth(own.checkpoint, new.checkpoint, read)
        except ShrunkError:
            evidence.keep(own, new)
            here = Growth(None, own.checkpoint, Shelf(self.path).read)
            if here.root(new.checkpoint.size) == new.checkpoint.root:
                raise
            evidence.accuse(own, new, here.node)
            raise ForkError(own.checkpoint.size, new.checkpoint.size) from None
        except ForkError:
            evidence.keep(own, new)
            if own.checkpoint.size == new.checkpoint.size:
                evidence.accuse(own, new, None)
            else:
                evidence.accuse(own, new, Growth(None, new.checkpoint, read).node)
            raise

    def since(self) -> int:
        """Return from which size on checkpoints are of use here."""
        return min(self._recent(), default=0)

    def _known(self, charter: Charter, shelf: Shelf, bundles: int) -> Roll:
        """Return the witnesses named so far; the entries of so many bundles are not read again."""
        if self._roll is None:
            self._roll = Roll(charter)
            for tile in bundles_of(bundles * WIDTH):
                self._roll.read(shelf.at_hand(tile) or ())
        return self._roll

    def _recent(self) -> dict[int, bytes]:
        try:
            return self._series.recent()
        except (TlogError, OSError):
            return {}

    def _news(self, signed: Sequence[Signed]) -> deque[Signed]:
        """Return the checkpoints that have not been compared with the tree before."""
        kept = self._recent()
        texts = {(one, Note.parse(raw).text) for one, raw in kept.items()}
        return deque(s for s in signed if (s.checkpoint.size, s.checkpoint.text()) not in texts)

    def _show(self, notes: Sequence[bytes], own: Signed | None, shelf: Shelf) -> None:
        """Let readers see the new tree, once all of it is on stable storage."""
        shelf.settle()
        raw, shown = notes[-1], self._shown()
        if own is not None and series.size_of(raw) == own.checkpoint.size:
            raw = series.merged(own.note, raw)
        if shown is not None and not self._is_whole:
            shelf.repaired.append("checkpoint")
        try:
            self._series.extend([*notes[:-1], raw])
        except TlogError:
            shelf.repaired.append(self._series.set_aside())
            self._series.extend([*notes[:-1], raw])
        if shown != raw:
            file.replace(self.path / "checkpoint", raw)

    def _notes(self) -> Iterator[bytes]:
        """Yield the newest checkpoint, as it stands in both of its places."""
        shown = self._shown()
        if shown is not None:
            yield shown
        try:
            kept = self._series.newest()
        except (TlogError, OSError):
            yield b""
            return
        if kept is not None:
            yield kept

    def _shown(self) -> bytes | None:
        try:
            return (self.path / "checkpoint").read_bytes()
        except FileNotFoundError:
            return None


class _Promises:
    """Checkpoints that are news, each compared with the tree as soon as it has grown."""

    def __init__(self, signed: deque[Signed], newest: Signed, evidence: "_Evidence") -> None:
        self._signed = signed
        self._newest = newest
        self._evidence = evidence

    def check(self, growth: Growth, size: int) -> None:
        """Check every checkpoint of up to `size` leaves.

        Raises:
            ForkError: The log has signed it, and another tree.
        """
        while self._signed and self._signed[0].checkpoint.size <= size:
            one = self._signed.popleft()
            if growth.root(one.checkpoint.size) != one.checkpoint.root:
                self._evidence.keep(one, self._newest)
                self._evidence.accuse(one, self._newest, growth.node)
                raise ForkError(one.checkpoint.size, growth.new.size)


class _Evidence:
    """The folder of what does not go together."""

    def __init__(self, root: Path, charter: bytes) -> None:
        self._folder = root / EVIDENCE
        self._charter = charter

    def keep(self, *signed: Signed) -> None:
        """Keep checkpoints, byte for byte."""
        for one in signed:
            name = f"{one.checkpoint.size}-{_short(one.checkpoint.text())}.checkpoint"
            self._write(name, one.note)

    def accuse(self, one: Signed, other: Signed, node: NodeReader | None) -> None:
        """Write the proof that both cannot be true, for whoever has nothing else."""
        raw = accuse(self._charter, [one.note, other.note], node).serialise()
        texts = one.checkpoint.text() + other.checkpoint.text()
        self._write(f"{_short(texts)}.equivocation", raw)

    def _write(self, name: str, raw: bytes) -> None:
        """Write it once: under a text that is shown again, anybody could put other lines."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if not (self._folder / name).exists():
            file.replace(self._folder / name, raw)


def _charter(offer: Offer, pinned: bytes | None, is_trusted: Callable[[bytes], bool]) -> bytes:
    """Return the charter that the log shows, if it is the one that is trusted."""
    size = series.size_of(offer.notes[-1])
    if size == 0:
        raise CharterError("the log is empty: not even a charter")
    charter = offer.read(Tile(ENTRIES, 0, min(size, WIDTH)))[0]
    leaf = leaf_hash(charter)
    if pinned not in {None, leaf} or not is_trusted(leaf):
        raise ReplicaError("leaf 0 is not the charter that is trusted: this is another ledger")
    return charter


def _shelve(shelf: Shelf, bundle: Bundle) -> None:
    if bundle.is_at_hand:
        shelf.keep(bundle.tile)
    else:
        shelf.put(bundle.tile, join_bundle(bundle.entries))
    shelf.put(Tile(0, bundle.tile.index, bundle.tile.width), b"".join(bundle.leaves))


def _upper(first: int, size: int) -> Iterator[Tile]:
    """Yield the tiles of level 1 and above that may be new if bundles are from `first` on."""
    for tile in tiles_of(size):
        if tile.level and tile.index >= first >> (HEIGHT * tile.level):
            yield tile


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
