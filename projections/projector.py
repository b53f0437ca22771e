"""The projector: folds pages of leaves, in memory, and writes each page's rows at once.

Everything that it keeps in memory is derived from the log and the file: after a lost race or a
crash it is thrown away, and `restore` makes it again.
"""

from binascii import a2b_base64
from collections.abc import Sequence
from typing import Final

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

AT_ONCE: Final = 500
"""Leaves that are read, then heard, then folded: enough for each of these to be in its stride."""

SCANS_MAX: Final = 30
"""Subjects that are folded again by reading whole tables, before a file that is being built gets
the indexes for it: they slow down everything after."""

_WAITING: Final = frozenset(kind.name for kind in KINDS.values() if kind.waits)
_SHAPING: Final[frozenset[type]] = frozenset((*ACTS, CorrectionDeclared, AnnulmentDeclared))


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
        self._laid: dict[type, tuple[list[Fact], ...]] = {}
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

    def fold(self, connection: Connection, rows: Sequence[Stored]) -> None:
        """Fold the next leaves and write what they change, in a transaction of the caller."""
        for start in range(0, len(rows), AT_ONCE):
            read = [(stored, self._facts(stored)) for stored in rows[start : start + AT_ONCE]]
            for stored, facts in read:
                self._take(connection, stored, facts)
            self._work(connection)
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

    def _facts(self, stored: Stored) -> Facts:
        try:
            return self._reader.facts(stored)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the line behind it goes on
            self._letters.add_leaf(stored, READING, error)
            return ()

    def _take(self, connection: Connection, stored: Stored, facts: Facts) -> None:
        """Let the context hear a leaf, and lay out what it says for the benches.

        The context may be ahead of them: it is asked as of the leaf that is folded.
        """
        self._index = stored.leaf_index
        is_shaping = stored.topic != STATEMENT
        for fact in facts:
            amendments: tuple[Amendment, ...] = ()
            if self._is_shaping(fact):
                is_shaping = True
                amendments = self._hear(fact)
            if amendments or isinstance(fact, Revoked):
                self._turn(connection, fact, amendments)
            else:
                self._lay(fact)
        self._shelf.add(stored, facts[0] if facts else None, is_shaping=is_shaping)

    def _lay(self, fact: Fact) -> None:
        """Lay a fact out for the folds that read its kind."""
        kind = type(fact.statement) if isinstance(fact, Said) else type(fact)
        laid = self._laid.get(kind)
        if laid is None:
            laid = tuple(bench.laid for bench in self._benches if bench.reads(kind))
            self._laid[kind] = laid
        for facts in laid:
            facts.append(fact)

    def _turn(self, connection: Connection, fact: Fact, amendments: tuple[Amendment, ...]) -> None:
        """Fold a leaf by which earlier ones read otherwise from now on."""
        self._work(connection)
        effective = self._as_awaited(fact) if amendments else fact
        if effective is not None:
            self._lay(effective)
            self._work(connection)
        self._flush(connection)
        self._amend(connection, effective or fact, amendments)

    def _work(self, connection: Connection) -> None:
        for bench in self._benches:
            bench.work(connection, self._context)

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

    def _as_awaited(self, fact: Fact) -> Fact | None:
        """Read a statement whose amendment came before it as amended from the start."""
        if not isinstance(fact, Said):
            return fact
        amendment = self._context.corrections.amendment(fact.leaf, fact.index)
        if amendment is None:
            return fact
        if amendment.statement is None:
            return None
        return structs.replace(fact, statement=amendment.statement)

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
