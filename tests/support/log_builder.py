"""Small logs for tests, really signed, written as a ledger's directory or as tiles, by hand.

No server code runs: the database's rows are inserted one by one, so that a test can put
anything into them.
"""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from ledger.charter import fingerprint
from ledger.evidence import Evidence
from ledger.journal import EVIDENCE
from ledger.schema import METADATA, triggers
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.subtree import Subtrees
from ledger.tlog.text import to_base64
from ledger.tlog.tile import ENTRIES, Tile, bundles_of, join_bundle, tiles_of
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device, Founders, founders


def body(number: int = 0) -> dict[str, object]:
    return {"kind": "VisitorReported", "at": "2024-11-25T08:01:02.345+07:00", "place": f"{number}"}


@dataclass
class LogBuilder:
    """A log that grows note by note; `sign` makes a checkpoint of what there is."""

    founders: Founders = field(default_factory=founders)
    entries: list[bytes] = field(default_factory=list)
    checkpoints: list[tuple[int, bytes]] = field(default_factory=list)
    cosignatures: list[tuple[int, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.leaves: list[bytes] = []
        self.subtree_rows: list[tuple[int, int, bytes]] = []
        self.subtrees = Subtrees(0, lambda _level, index, width: self.leaves[index * 256 :][:width])
        if not self.entries:
            self.add(self.founders.note)
            self.sign()

    @property
    def size(self) -> int:
        return len(self.entries)

    @property
    def fingerprint(self) -> bytes:
        return fingerprint(self.founders.note)

    def add(self, *notes: bytes) -> int:
        """Append notes as they are; return the leaf index of the last."""
        for note in notes:
            self.entries.append(note)
            self.leaves.append(leaf_hash(note))
            self.subtree_rows += self.subtrees.push(self.leaves[-1])
        return self.size - 1

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        size = self.size if size is None else size
        return Checkpoint(self.founders.charter.origin, size, self.subtrees.root(size))

    def sign(self) -> Checkpoint:
        checkpoint = self.checkpoint()
        note = self.founders.log.sign(checkpoint.text()).serialise()
        self.checkpoints.append((checkpoint.size, note))
        return checkpoint

    def enrol(self, *names: str) -> list[Device]:
        devices = [Device.named(name, self.founders.charter.origin) for name in names]
        self.add(self.founders.enrol(*devices))
        return devices

    def file(self, reason: str, note: bytes) -> int:
        """Let the clerk file a refused note as evidence."""
        evidence = Evidence.parse(f"{reason}\nnote {to_base64(note)}")
        return self.add(self.founders.clerk.writes(EVIDENCE, evidence.body()))

    def write(self, folder: Path) -> Path:
        """Write a ledger's directory, as a server leaves it behind."""
        folder.mkdir(parents=True, exist_ok=True)
        newest = self.checkpoint(self.checkpoints[-1][0])
        (folder / "guard").write_text(newest.text(), encoding="utf-8")
        text = f"{to_base64(leaf_hash(self.entries[0]))}\n"
        (folder / "charter.hash").write_text(text, encoding="utf-8")
        connection = sqlite3.connect(folder / "ledger.db")
        with connection:
            for table in METADATA.sorted_tables:
                connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
            for trigger in triggers():
                connection.execute(trigger)
            self._insert(connection)
        connection.close()
        return folder

    def _insert(self, connection: sqlite3.Connection) -> None:
        rows = [
            (
                index,
                f"j{index}",
                index,
                note.partition(b"\n")[0].decode(),
                note,
                leaf,
                1732500000000,
            )
            for index, (note, leaf) in enumerate(zip(self.entries, self.leaves, strict=True))
        ]
        connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        connection.executemany("INSERT INTO subtree VALUES (?, ?, ?)", self.subtree_rows)
        connection.executemany("INSERT INTO checkpoint VALUES (?, ?)", self.checkpoints)
        connection.executemany("INSERT INTO cosignature VALUES (?, ?, ?)", self.cosignatures)
        connection.execute("INSERT INTO head VALUES (1, ?, ?)", (self.size, self.subtrees.root()))

    def publish(self, folder: Path) -> Path:
        """Write the newest checkpoint's tree as static tiles."""
        size, checkpoint = self.checkpoints[-1]
        files: dict[str, bytes] = {"checkpoint": checkpoint}
        for bundle in bundles_of(size):
            start = bundle.index * 256
            files[bundle.path()] = join_bundle(self.entries[start : start + bundle.width])
        for tile in tiles_of(size):
            files[tile.path()] = b"".join(self.hashes(tile))
        for path, raw in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(raw)
        return folder

    def hashes(self, tile: Tile) -> list[bytes]:
        assert tile.level != ENTRIES
        first = tile.index * 256
        return [self.subtrees.node(8 * tile.level, first + row) for row in range(tile.width)]


def story() -> LogBuilder:
    """Return a log of 12 entries with everything ordinary in it, signed at 1, 5, 9 and 12."""
    log = LogBuilder()
    first, second = log.enrol("16.08/kpu/gudang-01", "16.08/ppk/belitang-01")
    log.add(first.says(body(1)), second.says(body(2)), first.says(body(3)))
    seen = log.sign()
    for device in (first, second):
        device.sees(seen.size, seen.root)
    log.add(*(first.says(body(number)) for number in (4, 5)), second.says(body(6)))
    registrar = log.founders.registrars[1]
    log.add(registrar.registers(f"revoke {second.name} after 1"))
    seen = log.sign()
    first.sees(seen.size, seen.root)
    late = Device.named("16.08/kpu/gudang-02", first.origin)
    log.add(log.founders.enrol(late), first.says(body(7)), late.says(body(8)))
    log.sign()
    return log
