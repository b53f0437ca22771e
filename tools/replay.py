"""`segel replay`: fold a log again, elsewhere, and see whether one reaches the same custody state.

The log is copied into a temporary directory and verified there, then folded up to one leaf; the
root over what people are shown as of that leaf is printed.  Where another side's answers are at
hand both are asked as of ever fewer leaves, until one is found before which they agree and from
which on they do not: that leaf, and the tables that differ, are named.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypedDict, Unpack

import click

from ledger import sqlite
from ledger.directory import Directory
from ledger.errors import LedgerError
from ledger.log import Log
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from projections.stateroot import state
from projections.view import view
from tools import telling
from tools.auditor import answers, parse_fingerprint, told_of
from tools.complaint import UNDECIDED, CommandError, same
from tools.counterpart import Teller, Told, counterpart, told
from tools.duplicate import duplicate
from tools.progress import Bar
from tools.source import DirectorySource
from tools.target import opened
from tools.verdict import State, Text, Verdict
from tools.verify import Trust, verify

_NONE = -1
"""The leaf before leaf 0."""


@dataclass(frozen=True, slots=True)
class Parting:
    """Where two sides part: as of the leaf before it they agree."""

    index: int
    journal: str
    """Whose note that leaf is."""
    here: Told
    there: Told

    @property
    def tables(self) -> list[str]:
        """The tables that differ."""
        names = {**self.here.tables, **self.there.tables}
        return [one for one in names if self.here.tables.get(one) != self.there.tables.get(one)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a replay has found."""

    verdict: Verdict
    index: int
    here: Told
    expected: str | None = None
    against: str | None = None
    parting: Parting | None = None

    @property
    def is_same(self) -> bool | None:
        """Whether the other side's root was reached; None: there was none to compare."""
        if self.expected is not None and self.expected != self.here.root:
            return False
        if self.against is not None:
            return self.parting is None
        return None if self.expected is None else True

    @property
    def exit_status(self) -> int:
        """0 proven and the same, 1 bad or another root, 3 undecided."""
        return 1 if self.is_same is False else self.verdict.state.exit_status


class _Options(TypedDict):
    """What the command is given beside its arguments."""

    until: int | None
    expect: str | None
    against: str | None
    charter: str | None


@click.command()
@click.argument("source")
@click.option("--until", type=click.IntRange(0), metavar="INDEX", help="Default: the last leaf.")
@click.option("--expect", metavar="ROOT", help="The state root, base64, that is to be reached.")
@click.option("--against", metavar="URL|DIR", help="The other side: a server, or a directory.")
@click.option("--charter", metavar="HASH", help="Base64, hex, or the eight words.")
@telling.telling
def replay(source: str, **options: Unpack[_Options]) -> telling.Told:
    """Fold the log in SOURCE again up to a leaf and print the root of the custody state.

    SOURCE is a ledger's directory, a published folder, or an address.

    Exit status: 0 proven and the same, 1 evidence is bad or the sides part, 2 wrong use,
    3 undecided.
    """
    until, against, charter = options["until"], options["against"], options["charter"]
    trust = Trust() if charter is None else parse_fingerprint(charter)
    start = time.perf_counter()
    with answers(), TemporaryDirectory(prefix="segel-replay-") as folder:
        made = _copied(source, Path(folder))
        verdict = _verified(made, source, trust)
        if verdict.state is State.FAILS:
            return told_of(verdict, time.perf_counter() - start)
        last = verdict.entries - 1 if until is None else until
        _check_there(source, verdict, last)
        with _folded(made, last) as own:
            here = own(last)
            parting = None if against is None else _compared(made, own, against, last)
    found = Outcome(verdict, last, here, options["expect"], against, parting)
    return telling.Told(_as_json(found), _lines(found), found.exit_status)


def _copied(target: str, folder: Path) -> Directory:
    with opened(target) as source, Bar("copy", source.entries) as bar:
        return duplicate(source, folder, bar.advance)


def _verified(made: Directory, target: str, trust: Trust) -> Verdict:
    source = DirectorySource(made.path, target)
    try:
        with Bar("verify", source.entries) as bar:
            return verify(source, trust, progress=bar.advance)
    finally:
        source.close()


def _check_there(source: str, verdict: Verdict, last: int) -> None:
    if last < verdict.entries:
        return
    raise CommandError(
        Text(
            f"{source} baru memuat {verdict.entries} daun; daun {last} belum ada",
            f"{source} holds {verdict.entries} leaves so far; leaf {last} is not there",
        ),
        Text("ambil salinan yang lebih baru", "take a newer copy"),
        status=UNDECIDED,
    )


@contextmanager
def _folded(made: Directory, last: int) -> Iterator[Teller]:
    """Fold the log up to a leaf; give what tells the state as of it or any earlier one."""
    path = made.path / "projections.1.db"
    try:
        log = Log.read(made.database)
        try:
            with Bar("replay", last + 1) as bar:
                builder = Builder(log, PROJECTIONS, lambda: 0)
                builder.build(path, lambda done, _: bar.reach(done), last)
        finally:
            log.close()
    except LedgerError as error:
        advice = Text("beri ruang di TMPDIR, lalu ulangi", "make room in TMPDIR, then repeat")
        raise CommandError(same(error), advice, status=UNDECIDED) from error
    readers = sqlite.readers(path)

    def tell(as_of: int) -> Told:
        with view(readers, as_of) as then:
            return told(state(then))

    try:
        yield tell
    finally:
        readers.dispose()


def _compared(made: Directory, own: Teller, against: str, last: int) -> Parting | None:
    """Return where the other side parts from our own fold, if it does as of the last leaf."""
    with counterpart(against) as other:
        there = other(last)
        if there.edition != own(last).edition:
            raise CommandError(
                Text(
                    f"{against} mengolah dengan edisi {there.edition}, di sini "
                    f"{own(last).edition}: akarnya tidak dapat dibandingkan",
                    f"{against} folds with edition {there.edition}, this is edition "
                    f"{own(last).edition}: their roots cannot be compared",
                ),
                Text("pakai segel dari versi yang sama", "use segel of the same version"),
                status=UNDECIDED,
            )
        if there.root == own(last).root:
            return None
        same_at, parted = _NONE, last
        while parted - same_at > 1:
            middle = (same_at + parted) // 2
            if other(middle).root == own(middle).root:
                same_at = middle
            else:
                parted = middle
        return Parting(parted, _journal(made, parted), own(parted), other(parted))


def _journal(made: Directory, index: int) -> str:
    log = Log.read(made.database)
    try:
        return log.entries(index, 1)[0].journal
    finally:
        log.close()


def _lines(found: Outcome) -> Iterator[Text]:
    verdict, here = found.verdict, found.here
    for check in verdict.checks:
        for reason in check.reasons if check.state is State.UNDECIDED else ():
            yield Text(f"? {reason.words('id')}", f"? {reason.words('en')}")
    yield Text(
        f"{verdict.entries} entri diperiksa, diolah sampai daun {found.index}",
        f"{verdict.entries} entries verified, folded up to leaf {found.index}",
    )
    for name, (rows, root) in here.tables.items():
        yield Text(f"  {name:8} {root}  {rows} baris", f"  {name:8} {root}  {rows} rows")
    yield Text(f"akar keadaan {here.root}", f"state root {here.root}")
    if found.expected is not None:
        yield _compared_with(found.expected, is_same=found.expected == here.root)
    if found.against is not None and found.parting is None:
        yield _compared_with(found.against, is_same=True)
    if found.parting is not None:
        yield from _parted(found.parting, found.against or "")


def _compared_with(other: str, *, is_same: bool) -> Text:
    if is_same:
        return Text(f"✓ sama dengan {other}", f"✓ the same as {other}")
    return Text(f"✗ lain dari {other}", f"✗ another than {other}")


def _parted(parting: Parting, against: str) -> Iterator[Text]:
    tables, index, journal = ", ".join(parting.tables), parting.index, parting.journal
    yield Text(
        f"✗ berpisah dari {against} di daun {index} ({journal}), tabel: {tables}",
        f"✗ parts from {against} at leaf {index} ({journal}), tables: {tables}",
    )
    yield Text(f"  di sini  {parting.here.root}", f"  here  {parting.here.root}")
    yield Text(f"  di sana  {parting.there.root}", f"  there {parting.there.root}")


def _as_json(found: Outcome) -> dict[str, Any]:
    parting = found.parting
    return {
        "exit": found.exit_status,
        "verdict": found.verdict.as_json()["verdict"],
        "index": found.index,
        "state_root": found.here.root,
        "edition": found.here.edition,
        "tables": [
            {"table": name, "rows": rows, "root": root}
            for name, (rows, root) in found.here.tables.items()
        ],
        "same": found.is_same,
        "parting": parting
        and {
            "leaf": parting.index,
            "journal": parting.journal,
            "tables": parting.tables,
            "here": parting.here.root,
            "there": parting.there.root,
        },
    }
