"""Hearing: what the folds stand on, brought along leaf by leaf.

The reader knows who signs, the context what is in force.  Only some leaves shape them; they are
marked in the table of statements, so that whoever begins anew hears those alone.
"""

from binascii import a2b_base64
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.catalogue import KINDS
from domain.context import ACTS, Context
from domain.correction import Amendment
from domain.endorsement import Endorsed
from domain.fact import Anchored, Fact, Revoked
from domain.said import Said
from ledger.attempt import attempt
from ledger.journal import STATEMENT
from ledger.log import Log, Stored
from projections import statement
from projections.bench import Letters
from projections.reading import Facts, Reader

CONTEXT: Final = "konteks"
"""The name under which the context's dead letters stand."""

READING: Final = ""
"""The name under which the dead letters of leaves stand that nobody could read."""

_WAITING: Final = frozenset(kind.name for kind in KINDS.values() if kind.waits)
_SHAPING: Final[frozenset[type]] = frozenset((*ACTS, CorrectionDeclared, AnnulmentDeclared))


class Hearing:
    """A reader and a context that have heard the same leaves."""

    def __init__(self, log: Log, letters: Letters) -> None:
        """Begin before leaf 0; what cannot be heard becomes a letter."""
        self.reader: Final = Reader(log)
        self.context: Final = Context(self._find)
        self.index = -1
        """The leaf that is being heard; none behind it is in the log yet."""
        self._log = log
        self._letters = letters
        self._targets: set[str] = set()

    def recall(self, connection: Connection, position: int) -> Iterator[Stored]:
        """Hear what a file has marked behind the leaf heard last, and yield each leaf after it.

        Args:
            connection: To the file.
            position: Up to which leaf it is folded.
        """
        for stored in self.reader.leaves(statement.shaping(connection, self.index)):
            self.index = stored.leaf_index
            for fact in self.facts(stored):
                self.hear(fact)
            yield stored
        self.index = max(self.index, position)

    def facts(self, stored: Stored) -> Facts:
        """Read the next leaf; nothing, with a letter, where that breaks."""
        found = attempt(self.reader.facts, stored)
        if isinstance(found, Exception):
            self._letters.add_leaf(stored, READING, found)
            return ()
        return found

    def hear(self, fact: Fact) -> tuple[Amendment, ...]:
        """Let the context take a fact; return the amendments that come in force by it."""
        found = attempt(self._hear, fact)
        if isinstance(found, Exception):
            self._letters.add(fact, CONTEXT, "", found)
            return ()
        return found

    def is_shaping(self, fact: Fact) -> bool:
        """Tell whether the context must hear a fact, now and again after a restart."""
        if type(fact) is not Said:
            return True
        said = fact.statement
        if type(said) is Endorsed:
            return said.of_kind in _WAITING
        return type(said) in _SHAPING or fact.leaf in self._targets

    def _hear(self, fact: Fact) -> tuple[Amendment, ...]:
        if isinstance(fact, Said):
            if isinstance(fact.statement, CorrectionDeclared | AnnulmentDeclared):
                self._targets.add(fact.statement.target)
            return self.context.fold(fact)
        if isinstance(fact, Anchored):
            self.context.anchors.fold(fact)
        if isinstance(fact, Revoked):
            self.context.doubt(fact.journal, fact.after, fact.index)
        return ()

    def _find(self, leaf: str) -> Said | None:
        """Look a statement up that stands at or before the leaf being heard."""
        stored = self._log.cited(a2b_base64(leaf))
        if stored is None or stored.leaf_index > self.index or stored.topic != STATEMENT:
            return None
        return self.reader.said(stored)
