"""A log of a million entries for benchmarks, real where it is looked at.

One box is sealed and sealed again, by devices that cite what they have seen, under witnesses whose
word is anchored; in between stand entries that nobody asks about and nobody signed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ledger.anchor import Anchor
from ledger.journal import ANCHOR
from ledger.log import Draft
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.text import to_base64
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from tests.support.book import Book
from tests.support.device import Device
from tests.support.exhibit import WITNESSES, cosigned
from tests.support.witness import AT, policy_text

BOX = "16.08.05.2003-TPS007-GUB"
PLACE = "16.08/GDG-01"
PHONES = 2_000
_LINES = 100
_ENROLLING = 6
"""Phones that handle the box; all others are strangers to it."""

_OTHER = "segel/lain/v1"
_BATCH = 5_000
_NOTE = b"x" * 400


@dataclass(slots=True)
class Warehouse:
    """Where one box is looked for among a million entries."""

    book: Book
    entries: int
    seals: int = 0
    filled: int = 0

    @classmethod
    def filled_with(cls, folder: Path, entries: int, acts: int) -> "Warehouse":
        """Write the log, each act on the box followed by its share of other entries."""
        house = cls(Book.at(folder), entries)
        house.enrol()
        for _ in range(acts):
            house.sign(is_anchored=True)
            house.seal()
            house.fill(entries // acts)
        house.fill(entries - house.book.log.size - 1)
        house.sign(is_anchored=False)
        return house

    def fold(self, path: Path) -> None:
        """Build the projections, as large as they would be with a million statements."""
        Builder(self.book.log, PROJECTIONS, lambda: 0).build(path)

    def enrol(self) -> None:
        names = (f"16.08/unit-{number:04}/hp" for number in range(PHONES))
        while some := [*islice(names, _LINES)]:
            self.book.enrol(*some)
        text = to_base64(policy_text(2, *WITNESSES).encode())
        for by in range(2):
            self.book.register(f"policy {text}", by=by)

    def sign(self, *, is_anchored: bool) -> None:
        book = self.book
        book.commit()
        tree = Checkpoint(book.founders.charter.origin, book.log.size, book.log.root)
        note = book.founders.log.sign(tree.text()).serialise()
        book.log.append([], book.received_at, (tree.size, note))
        seen = cosigned(note, AT + tree.size)
        for witness, line in zip(WITNESSES, seen.decode().split("\n")[5:], strict=False):
            book.log.keep_cosignature(tree.size, witness.name, line)
        if is_anchored:
            clerk = book.founders.clerk
            book.put(clerk, clerk.writes(ANCHOR, Anchor(seen).body()))
        for device in self._phones():
            device.sees(tree.size, tree.root)

    def seal(self) -> None:
        """Let one phone seal the box, and another endorse it."""
        first, second = list(self._phones())[self.seals % _ENROLLING :][:2]
        self.seals += 1
        seal = f"tag_qr:{self.seals}"
        boxes = [{"box": BOX, "seals": [seal]}]
        said = self.book.say(first, "SealApplied", place=PLACE, boxes=boxes)
        self.book.say(second, "Endorsed", of=said, of_kind="SealApplied")

    def fill(self, count: int) -> None:
        self.book.commit()
        for first in range(self.filled, self.filled + count, _BATCH):
            numbers = range(first, min(first + _BATCH, self.filled + count))
            drafts = [
                Draft(_OTHER, number, _OTHER, b"%d %s" % (number, _NOTE)) for number in numbers
            ]
            self.book.log.append(drafts, self.book.received_at)
        self.filled += count

    def _phones(self) -> Iterator[Device]:
        return islice(self.book.devices.values(), _ENROLLING + 1)
