"""The projector: folds pages of leaves, in memory, and writes each page's rows at once.

Everything that it keeps in memory is derived from the log and the file: after a lost race or a
crash it is thrown away, and `restore` makes it again.
"""

from binascii import a2b_base64
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from msgspec import structs
from sqlalchemy import Connection

from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.catalogue import KINDS
from domain.context import ACTS, Context
from domain.correction import Amendment
from domain.endorsement import Endorsed
from domain.fact import Fact, Revoked
from domain.said import Said
from domain.statement import Stated, time
from ledger.journal import STATEMENT
from ledger.log import Log, Stored
from projections import deadletter, schema, statement
from projections.bench import AnyBench, Bench, Clock, Letters
from projections.findings import Docket
from projections.projection import AnyProjection
from projections.reading import Facts, Reader
from projections.refolding import Occasion, Refolding
from projections.statement import Shelf

CONTEXT: Final = "konteks"
"""The name under which the context's dead letters stand."""

READING: Final = ""
"""The name under which the dead letters of leaves stand that nobody could read."""

SCANS_MAX: Final = 30
"""Subjects that are folded again by reading whole tables, before a file that is being built gets
the indexes for it: they slow down everything after."""

_WAITING: Final = frozenset(kind.name for kind in KINDS.values() if kind.waits)
_SHAPING: Final[frozenset[type]] = frozenset((*ACTS, CorrectionDeclared, AnnulmentDeclared))

_Finder = tuple[AnyBench, Callable[[Fact], tuple[str, ...]]]
_Touched = list[tuple[AnyBench, tuple[str, ...]]]


class _Leaf(NamedTuple):
    stored: Stored
    facts: list[tuple[Fact, _Touched]]


class Projector:
    """Folds leaves in log order into the tables of one file."""

    def __init__(self, log: Log, projections: Sequence[AnyProjection], clock: Clock) -> None:
        """Use `restore` before the first page."""
        self._projections = projections
        self._log = log
        self._reader = Reader(log)
        self._context = Context(self._find)
        self._docket = Docket()
        self._shelf = Shelf()
        self._letters = Letters(clock)
        self._benches: tuple[AnyBench, ...] = ()
        self._finders: dict[type, tuple[_Finder, ...]] = {}
        self._targets: set[str] = set()
        self._refolded = 0
        self._index = -1

    def restore(self, connection: Connection, position: int) -> None:
        """Make again, from the log and the file, what folding up to leaf `position` has left."""
        self._benches = tuple(
            Bench.at(connection, projection, self._docket, self._letters)
            for projection in self._projections
        )
        for stored in self._reader.leaves(statement.shaping(connection)):
            self._index = stored.leaf_index
            for fact in self._facts(stored):
                self._hear(fact)
        self._index = position
        self._letters.gathered.clear()  # they were written when these leaves were folded

    def fold(self, connection: Connection, rows: Iterable[Stored]) -> None:
        """Fold the next leaves and write what they change, in a transaction of the caller."""
        page = [self._read(stored) for stored in rows]
        self._load(connection, page)
        for leaf in page:
            self._take(connection, leaf)
        self._flush(connection)

    def retry(self, connection: Connection) -> None:
        """Fold again the subjects of all dead letters, in a transaction of the caller."""
        by_name = {bench.name: bench for bench in self._benches}
        again = self._refolding(Occasion(self._index))
        for letter in deadletter.take_out(connection):
            bench = by_name.get(letter.fold)
            if bench is None:
                self._letters.gathered.append(letter)
            elif letter.subject:
                again.add(bench, letter.subject)
            else:
                again.add_unread(bench, letter.leaf_index)
        again.fold(connection)
        self._flush(connection)

    def bury(self, connection: Connection, stored: Stored, error: Exception) -> None:
        """Pass over a leaf that cannot even be written, in a transaction of the caller."""
        self._index = stored.leaf_index
        self._letters.add_leaf(stored, READING, error)
        self._shelf.add(stored, None, is_shaping=True)
        self._flush(connection)

    def trim(self, most: int) -> bool:
        """Forget states beyond so many per fold; tell whether all that exist are in memory."""
        for bench in self._benches:
            bench.states.trim(most)
        return all(bench.states.is_whole for bench in self._benches)

    def _read(self, stored: Stored) -> _Leaf:
        return _Leaf(stored, [(fact, self._touched(fact)) for fact in self._facts(stored)])

    def _facts(self, stored: Stored) -> Facts:
        try:
            return self._reader.facts(stored)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the line behind it goes on
            self._letters.add_leaf(stored, READING, error)
            return ()

    def _touched(self, fact: Fact) -> _Touched:
        try:
            return [
                (bench, subjects) for bench, find in self._asked(fact) if (subjects := find(fact))
            ]
        except Exception:  # noqa: BLE001 - each bench by itself writes down what broke
            touched = ((bench, bench.subjects(fact)) for bench in self._benches)
            return [(bench, subjects) for bench, subjects in touched if subjects]

    def _asked(self, fact: Fact) -> tuple[_Finder, ...]:
        """Return the benches that may be touched; a fold may name the kinds that it reads."""
        kind = type(fact.statement) if isinstance(fact, Said) else type(fact)
        finders = self._finders.get(kind)
        if finders is None:
            finders = self._finders[kind] = tuple(
                (bench, bench.fold.subjects) for bench in self._benches if bench.reads(kind)
            )
        return finders

    def _load(self, connection: Connection, page: Sequence[_Leaf]) -> None:
        wanted: dict[AnyBench, set[str]] = {
            bench: set() for bench in self._benches if not bench.states.is_whole
        }
        if not wanted:
            return
        for leaf in page:
            for _, touched in leaf.facts:
                for bench, subjects in touched:
                    if bench in wanted:
                        wanted[bench].update(subjects)
        for bench, subjects_ in wanted.items():
            bench.states.load(connection, subjects_)

    def _take(self, connection: Connection, leaf: _Leaf) -> None:
        stored, facts = leaf
        self._index = stored.leaf_index
        is_shaping = stored.topic != STATEMENT
        for fact, touched in facts:
            amendments: tuple[Amendment, ...] = ()
            if self._is_shaping(fact):
                is_shaping = True
                amendments = self._hear(fact)
            if amendments:
                fact, touched = self._as_awaited(connection, fact, touched)  # noqa: PLW2901
            for bench, subjects in touched:
                bench.take(subjects, fact, self._context)
            if amendments or isinstance(fact, Revoked):
                self._flush(connection)
                self._amend(connection, fact, amendments)
        self._shelf.add(stored, facts[0][0] if facts else None, is_shaping=is_shaping)

    def _hear(self, fact: Fact) -> tuple[Amendment, ...]:
        """Let the context take a fact; return the amendments that come in force by it."""
        try:
            if isinstance(fact, Said):
                if isinstance(fact.statement, CorrectionDeclared | AnnulmentDeclared):
                    self._targets.add(fact.statement.target)
                return self._context.fold(fact)
            if isinstance(fact, Revoked):
                self._context.doubt(fact.journal, fact.after, fact.index)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the line behind it goes on
            self._letters.add(fact, CONTEXT, "", error)
        return ()

    def _is_shaping(self, fact: Fact) -> bool:
        """Tell whether the context must hear a fact, now and again after a restart."""
        if type(fact) is not Said:
            return True
        said = fact.statement
        if type(said) is Endorsed:
            return said.of_kind in _WAITING
        return type(said) in _SHAPING or fact.leaf in self._targets

    def _as_awaited(
        self, connection: Connection, fact: Fact, touched: _Touched
    ) -> tuple[Fact, _Touched]:
        """Read a statement whose amendment came before it as amended from the start."""
        amendment = (
            self._context.corrections.amendment(fact.leaf, fact.index)
            if isinstance(fact, Said)
            else None
        )
        if amendment is None or not isinstance(fact, Said):
            return fact, touched
        if amendment.statement is None:
            return fact, []
        effective = structs.replace(fact, statement=amendment.statement)
        touched = self._touched(effective)
        for bench, subjects in touched:
            bench.states.load(connection, subjects)
        return effective, touched

    def _amend(self, connection: Connection, fact: Fact, amendments: Sequence[Amendment]) -> None:
        """Fold again what an amendment in force, or a revocation, reads otherwise."""
        targets = [one.target_index for one in amendments if one.target_index < fact.index]
        explained_by, moment = fact.index, None
        if isinstance(fact, Revoked):
            targets = self._reader.above(fact.journal, fact.after, fact.index)
        elif isinstance(fact, Said) and isinstance(fact.statement, Stated):
            explained_by = amendments[0].endorsed
            moment = time(fact.statement.at)
        if targets:
            again = self._refolding(Occasion(fact.index, explained_by, moment))
            again.add_leaves(self._benches, targets)
            self._refolded += len(again)
            if self._refolded > SCANS_MAX:
                schema.index(connection, schema.REFOLDING)
            again.fold(connection)
            self._flush(connection)

    def _refolding(self, occasion: Occasion) -> Refolding:
        return Refolding(self._reader, self._context, self._docket, occasion)

    def _flush(self, connection: Connection) -> None:
        for bench in self._benches:
            bench.flush(connection)
        self._docket.flush(connection)
        self._shelf.flush(connection)
        deadletter.add(connection, self._letters.gathered)
        self._letters.gathered.clear()

    def _find(self, leaf: str) -> Said | None:
        """Look a statement up that stands at or before the leaf being folded."""
        stored = self._log.cited(a2b_base64(leaf))
        if stored is None or stored.leaf_index > self._index or stored.topic != STATEMENT:
            return None
        return self._reader.said(stored)
