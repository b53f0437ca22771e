"""`segel diff`: does the newer of two things that a log has signed go on from the older, in words.

Whoever kept an old checkpoint, a mirror or a sheet of paper asks whether the log has stayed with
it.  Two trees that cannot both be true are proof against the log, and are written down as that.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from ledger import file
from ledger.charter import Charter
from ledger.equivocation import accuse
from ledger.errors import CharterError, LedgerError
from ledger.fingerprint import words
from ledger.journal import Entry
from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.subtree import Subtrees
from ledger.tlog.text import to_base64
from tools.auditor import answers
from tools.complaint import FAILED, WRONG_USE, CommandError, same
from tools.keepsake import kept_checkpoint
from tools.source import DamagedError, Source
from tools.target import is_address, opened
from tools.telling import Told, telling
from tools.translation import said
from tools.verdict import State, Text

_EVIDENCE: Final = "dua-sejarah.bukti"
_SAID: Final = {
    "same": Text("satu sejarah: keduanya pohon yang sama", "one history: both are the same tree"),
    "grown": Text(
        "satu sejarah: BARU memuat semua entri LAMA dan menambah {count}",
        "one history: NEW holds every entry of OLD and adds {count}",
    ),
    "shorter": Text(
        "satu sejarah, tetapi BARU lebih pendek: {count} entri terakhir LAMA tidak ada di sana",
        "one history, but NEW is shorter: the last {count} entries of OLD are not there",
    ),
    "parted": Text(
        "dua sejarah: log menandatangani dua pohon yang tidak mungkin benar bersama",
        "two histories: the log has signed two trees that cannot both be true",
    ),
    "undecided": Text(
        "belum dapat diputuskan: pohon yang lebih besar hanya berupa checkpoint",
        "undecided: of the larger tree there is a checkpoint alone",
    ),
}
_STATES: Final = {"parted": State.FAILS, "undecided": State.UNDECIDED}


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two: what the log has signed, and the log where there is one."""

    name: str
    note: bytes
    signed: Checkpoint
    source: Source | None

    @property
    def size(self) -> int:
        return self.signed.size

    def subtrees(self) -> Subtrees | None:
        """Return the tree, checked against what was signed; None: there is no log.

        Raises:
            DamagedError: What is stored there is not what was signed.
        """
        if self.source is None:
            return None
        try:
            found = Subtrees(self.size, self.source.hashes)
            is_whole = found.root() == self.signed.root
        except TlogError as error:
            raise DamagedError(f"{self.name}: {error}") from error
        if not is_whole:
            raise DamagedError(f"{self.name}: the stored hashes do not lead to the signed root")
        return found


class _Parting(NamedTuple):
    """The first leaf that differs, and whose note it is in either."""

    leaf: int
    old: str
    new: str


class _Outcome(NamedTuple):
    """How the two stand to one another."""

    relation: str
    """`same`, `grown`, `shorter`, `parted`, `undecided`."""
    charter: bytes
    sides: tuple[_Side, _Side]
    parting: _Parting | None = None
    evidence: Path | None = None


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--charter-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The signed charter; else leaf 0 of a log that is given.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=_EVIDENCE, show_default=True,
    help="Where proof of two histories is written, if there is any.",
)  # fmt: skip
@telling
def diff(old: str, new: str, charter_file: Path | None, output: Path) -> Told:
    """Tell whether NEW goes on from OLD: one history, or two.

    Each is a ledger's directory, a mirror or published folder, an address, or a file with a
    checkpoint: the checkpoint itself, a tlog-proof, a receipt, or an image of a sheet of `segel
    paper`. The larger tree must be more than a checkpoint.

    Exit status: 0 one history, 1 two histories or evidence is bad, 2 wrong use, 3 undecided.
    """
    with answers(), ExitStack() as stack:
        given = [_given(one, stack) for one in (old, new)]
        charter = _charter(charter_file, [source for _, _, source in given])
        sides = tuple(_side(*one, charter) for one in given)
        found = _compared(charter, (sides[0], sides[1]), output)
    state = _STATES.get(found.relation, State.HOLDS)
    return Told(_value(found), _lines(found, state), state.exit_status)


def _given(target: str, stack: ExitStack) -> tuple[str, bytes, Source | None]:
    """Return its name, the newest checkpoint, and the log where there is one."""
    if not is_address(target) and Path(target).is_file():
        return target, kept_checkpoint(Path(target)), None
    source = stack.enter_context(opened(target))
    return target, max(source.checkpoints())[1], source


def _charter(given: Path | None, sources: list[Source | None]) -> bytes:
    """Return the signed charter.

    Raises:
        CommandError: There is none, or there are two.
    """
    found = {source.entry(0) for source in sources if source is not None}
    if given is not None:
        found.add(given.read_bytes())
    if not found:
        raise click.UsageError("give --charter-file: two checkpoints do not bring their charter")
    if len(found) > 1:
        what = Text("ini buku besar yang berlainan", "these are different ledgers")
        advice = Text("bandingkan salinan dari satu buku besar", "compare copies of one ledger")
        raise CommandError(what, advice, status=WRONG_USE)
    return found.pop()


def _side(name: str, note: bytes, source: Source | None, charter: bytes) -> _Side:
    """Read what was signed.

    Raises:
        CommandError: It was not signed by the log of the charter.
    """
    try:
        return _Side(name, note, Checkpoint.opened(note, Charter.opened(charter).log), source)
    except (TlogError, CharterError) as error:
        what = said(f"{name}: not signed by it: {error}")
        advice = Text("simpan apa adanya", "keep it as it is")
        raise CommandError(what, advice, status=FAILED) from error


def _compared(charter: bytes, sides: tuple[_Side, _Side], output: Path) -> _Outcome:
    old, new = sides
    smaller, larger = sorted(sides, key=lambda side: side.size)
    trees = {id(side): side.subtrees() for side in sides}
    node = trees[id(larger)]
    if smaller.size == larger.size:
        is_one = smaller.signed.root == larger.signed.root
    elif node is None:
        return _Outcome("undecided", charter, sides)
    else:
        is_one = node.root(smaller.size) == smaller.signed.root
    if is_one:
        relation = "same" if old.size == new.size else "grown" if old.size < new.size else "shorter"
        return _Outcome(relation, charter, sides)
    made = accuse(charter, [old.note, new.note], None if node is None else node.node)
    try:
        file.replace(output, made.serialise())
    except LedgerError as error:
        raise CommandError(
            same(error), Text("pilih tempat lain", "choose another place")
        ) from error
    parting = _parting(sides, trees[id(old)], trees[id(new)])
    return _Outcome("parted", charter, sides, parting, output)


def _parting(
    sides: tuple[_Side, _Side], old: Subtrees | None, new: Subtrees | None
) -> _Parting | None:
    """Return where two logs part; None: one of them is not at hand, or they cannot tell."""
    first, second = sides[0].source, sides[1].source
    if old is None or new is None or first is None or second is None:
        return None
    same_up_to, parted = 0, min(old.size, new.size)
    while parted - same_up_to > 1:
        middle = (same_up_to + parted) // 2
        if old.root(middle) == new.root(middle):
            same_up_to = middle
        else:
            parted = middle
    notes = first.entry(same_up_to), second.entry(same_up_to)
    if tree.leaf_hash(notes[0]) == tree.leaf_hash(notes[1]):
        return None
    return _Parting(same_up_to, _named(notes[0]), _named(notes[1]))


def _named(note: bytes) -> str:
    """Say whose note it is."""
    try:
        entry = Entry.parse(note)
    except (LedgerError, TlogError):
        return "?"
    return f"{entry.header.journal} {entry.header.sequence}"


def _lines(found: _Outcome, state: State) -> Iterator[Text]:
    old, new = found.sides
    yield Text(f"LAMA  {old.name}: {old.size} entri", f"OLD   {old.name}: {old.size} entries")
    yield Text(f"BARU  {new.name}: {new.size} entri", f"NEW   {new.name}: {new.size} entries")
    said, count = _SAID[found.relation], abs(new.size - old.size)
    yield Text(
        f"{state.mark} {said.id.format(count=count)}", f"{state.mark} {said.en.format(count=count)}"
    )
    if found.parting is not None:
        leaf, one, other = found.parting
        yield Text(
            f"  sama sampai sebelum daun {leaf}; di sana LAMA memuat {one}, BARU memuat {other}",
            f"  alike before leaf {leaf}; there OLD holds {one}, NEW holds {other}",
        )
    if found.evidence is not None:
        yield Text(
            f"  bukti: {found.evidence} (periksa dengan `segel verify`)",
            f"  proof: {found.evidence} (check it with `segel verify`)",
        )
    if found.relation == "undecided":
        yield Text(
            "  beri folder atau alamat dari pohon yang lebih besar",
            "  give a folder or an address of the larger tree",
        )
    name = words(tree.leaf_hash(found.charter))
    yield Text(f"  menurut kunci log dalam piagam {name}", f"  by the log's key in charter {name}")


def _value(found: _Outcome) -> dict[str, Any]:
    old, new = (
        {"target": side.name, "size": side.size, "root": to_base64(side.signed.root)}
        for side in found.sides
    )
    return {
        "relation": found.relation,
        "exit": _STATES.get(found.relation, State.HOLDS).exit_status,
        "old": old,
        "new": new,
        "parting": None if found.parting is None else found.parting._asdict(),
        "evidence": None if found.evidence is None else str(found.evidence),
        "charter": to_base64(tree.leaf_hash(found.charter)),
        "words": words(tree.leaf_hash(found.charter)),
    }
