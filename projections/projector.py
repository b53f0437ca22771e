"""The projector: folds pages of leaves, in memory, and writes each page's rows at once.

Everything that it keeps in memory is derived from the log and the file: after a lost race or a
crash it is thrown away, and `restore` makes it again.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from domain.correction import Amendment
from domain.fact import Fact, Revoked
from domain.grade import graded
from domain.said import Said
from domain.statement import Stated, time
from ledger.journal import STATEMENT
from ledger.log import Log, Stored
from projections import deadletter, schema
from projections.bench import AnyBench, Bench, Clock, Letters
from projections.findings import Docket
from projections.hearing import READING, Hearing
from projections.projection import AnyProjection
from projections.reading import Facts
from projections.refolding import Occasion, Refolding
from projections.statement import Shelf

AT_ONCE: Final = 500
"""Leaves that are read, then heard, then folded: enough for each of these to be in its stride."""

SCANS_MAX: Final = 30
"""Subjects that are folded again by reading whole tables, before a file that is being built gets
the indexes for it: they slow down everything after."""


class Projector:
    """Folds leaves in log order into the tables of one file."""

    def __init__(self, log: Log, projections: Sequence[AnyProjection], clock: Clock) -> None:
        """Use `restore` before the first page."""
        self._projections = projections
        self._docket = Docket()
        self._shelf = Shelf()
        self._letters = Letters(clock)
        self._hearing = Hearing(log, self._letters)
        self._reader = self._hearing.reader
        self._context = self._hearing.context
        self._benches: tuple[AnyBench, ...] = ()
        self._laid: dict[type, tuple[list[Fact], ...]] = {}
        self._refolded = 0

    def restore(self, connection: Connection, position: int) -> None:
        """Make again, from the log and the file, what folding up to leaf `position` has left."""
        self._benches = tuple(
            Bench.at(connection, projection, self._docket, self._letters)
            for projection in self._projections
        )
        for _ in self._hearing.recall(connection, position):
            pass
        self._letters.gathered.clear()  # they were written when these leaves were folded

    def fold(self, connection: Connection, rows: Sequence[Stored]) -> None:
        """Fold the next leaves and write what they change, in a transaction of the caller."""
        for start in range(0, len(rows), AT_ONCE):
            read = [
                (stored, self._hearing.facts(stored)) for stored in rows[start : start + AT_ONCE]
            ]
            for stored, facts in read:
                self._take(connection, stored, facts)
            self._work(connection)
        self._flush(connection)

    def retry(self, connection: Connection) -> None:
        """Fold again the subjects of all dead letters, in a transaction of the caller."""
        by_name = {bench.name: bench for bench in self._benches}
        again = self._refolding(Occasion(self._hearing.index))
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
        self._hearing.index = stored.leaf_index
        self._letters.add_leaf(stored, READING, error)
        self._shelf.add(stored, None, is_shaping=True)
        self._flush(connection)

    def trim(self, most: int) -> bool:
        """Forget states beyond so many per fold; tell whether all that exist are in memory."""
        for bench in self._benches:
            bench.states.trim(most)
        return all(bench.states.is_whole for bench in self._benches)

    def _take(self, connection: Connection, stored: Stored, facts: Facts) -> None:
        """Let the context hear a leaf, and lay out what it says for the benches.

        The context may be ahead of them: it is asked as of the leaf that is folded.
        """
        self._hearing.index = stored.leaf_index
        is_shaping = stored.topic != STATEMENT
        for fact in facts:
            amendments: tuple[Amendment, ...] = ()
            if self._hearing.is_shaping(fact):
                is_shaping = True
                amendments = self._hearing.hear(fact)
            if amendments or isinstance(fact, Revoked):
                self._turn(connection, fact, amendments)
            else:
                self._lay(fact)
        first = facts[0] if facts else None
        grade = graded(first, self._context.authority) if isinstance(first, Said) else None
        self._shelf.add(stored, first, grade, is_shaping=is_shaping)

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
        effective: Fact | None = fact
        if amendments and isinstance(fact, Said):
            effective = self._context.corrections.read(fact, fact.index)
        if effective is not None:
            self._lay(effective)
            self._work(connection)
        self._flush(connection)
        self._amend(connection, effective or fact, amendments)

    def _work(self, connection: Connection) -> None:
        for bench in self._benches:
            bench.work(connection, self._context)

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
