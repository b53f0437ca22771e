"""A bench: one fold at work, with its table, its memory and what it could not take.

Whatever a fold does, the line behind it goes on: an error becomes a dead letter about one fact and
one subject, and that subject stays as it was.
"""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import Connection

from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.said import Said
from domain.step import Step
from ledger.attempt import attempt
from ledger.log import Stored
from projections import history
from projections.deadletter import DeadLetter
from projections.findings import Docket
from projections.history import Touch
from projections.projection import Projection
from projections.state import States

S = TypeVar("S", bound=msgspec.Struct)

_Touched = tuple[Fact, str]
"""A fact, and one of the subjects that it touches."""

Clock = Callable[[], int]
"""Milliseconds since 1970 UTC."""


class Letters:
    """Gathers dead letters."""

    def __init__(self, clock: Clock) -> None:
        """Date letters by this clock."""
        self._clock = clock
        self.gathered: list[DeadLetter] = []

    def add(self, fact: Fact, fold: str, subject: str, error: Exception) -> None:
        """Write down what a fold could not take."""
        journal = getattr(fact, "journal", "")
        self._add(fact.index, journal, (fold, subject), error)

    def add_leaf(self, stored: Stored, fold: str, error: Exception) -> None:
        """Write down a leaf that nobody could take."""
        self._add(stored.leaf_index, stored.journal, (fold, ""), error)

    def _add(self, index: int, journal: str, place: tuple[str, str], error: Exception) -> None:
        text = f"{type(error).__name__}: {error}"
        self.gathered.append(DeadLetter(index, journal, *place, text, self._clock()))


class Bench(Generic[S]):
    """One fold at work."""

    def __init__(
        self, projection: Projection[S], states: States[S], docket: Docket, letters: Letters
    ) -> None:
        """Fold into `states`, with findings and errors going where all benches' go."""
        self.fold = projection.fold
        self.name: str = projection.fold.name
        self.states = states
        self.is_of_journals = projection.is_of_journals
        self.touches: list[Touch] = []
        self.laid: list[Fact] = []
        """Facts laid out to be folded.  One fold takes many in a row, because a processor is quick
        at what it has just done: leaf by leaf through all folds takes an eighth longer."""
        self._hand: _Touched | None = None
        """What the fold is at; None: it has given it back, so what breaks is not the fold."""
        self._docket = docket
        self._letters = letters

    @classmethod
    def at(
        cls, connection: Connection, projection: Projection[S], docket: Docket, letters: Letters
    ) -> "Bench[S]":
        """Set up a bench over what the file holds."""
        next_id = projection.versions.next_id(connection)
        states = States(projection.versions, next_id, is_whole=next_id == 1)
        return cls(projection, states, docket, letters)

    def reads(self, kind: type) -> bool:
        """Tell whether facts or statements of a class may touch a subject."""
        kinds = self.fold.kinds
        return kinds is None or kind in kinds

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return whom a fact touches; nobody, with a letter, where the fold breaks."""
        found = attempt(self.fold.subjects, fact)
        if isinstance(found, Exception):
            self._letters.add(fact, self.name, "", found)
            return ()
        return found

    def work(self, connection: Connection, context: Context) -> None:
        """Fold the facts that were laid out, in their order."""
        if not self.laid:
            return
        touched = self._touched()
        self.laid.clear()
        if not self.states.is_whole:
            self.states.load(connection, {subject for _, subject in touched})
        left = iter(touched)
        while isinstance(error := attempt(self._take, left, context), Exception):
            if self._hand is None:
                raise error
            fact, subject = self._hand
            self._letters.add(fact, self.name, subject, error)
            self._touch(fact, subject)

    def _touched(self) -> list[_Touched]:
        """Return whom each fact touches that was laid out; asked one by one if any breaks."""
        of = self.fold.subjects
        laid = self.laid
        found = attempt(lambda: [(fact, subject) for fact in laid for subject in of(fact)])
        if isinstance(found, Exception):
            return [(fact, subject) for fact in laid for subject in self.subjects(fact)]
        return found

    def _take(self, left: Iterator[_Touched], context: Context) -> None:
        """Fold facts into subjects that are in memory; if the fold breaks, the rest is left."""
        states, after, docket = self.states, self.fold.after, self._docket
        newest = states.newest
        for hand in left:
            fact, subject = hand
            row = newest.get(subject)
            before = None if row is None else row.state
            self._hand = hand
            step = after(subject, before, fact, context)
            self._hand = None
            state = step.state
            is_changed = state is not before and state != before
            if not (is_changed and states.put(subject, state, fact.index)):
                self._touch(fact, subject)
            if step.raised:
                self._found(step.raised, subject, fact.index)
            for key in step.settled:
                docket.settle(key, fact.index)

    def _touch(self, fact: Fact, subject: str) -> None:
        """List a fact that has made no version, unless it stands among the statements anyway."""
        if not (self.is_of_journals and type(fact) is Said):
            self.touches.append((self.name, subject, fact.index, fact.index))

    def _found(self, findings: tuple[Finding, ...], subject: str, index: int) -> None:
        origin = (self.name, subject)
        for finding in findings:
            self._docket.raise_(finding, origin, index)

    def step(self, subject: str, state: S | None, fact: Fact, context: Context) -> Step[S] | None:
        """Return what a fact does to a subject; None, with a letter, where the fold breaks."""
        found = attempt(self.fold.after, subject, state, fact, context)
        if isinstance(found, Exception):
            self._letters.add(fact, self.name, subject, found)
            return None
        return found

    def flush(self, connection: Connection) -> None:
        """Write what has changed."""
        history.add(connection, self.touches)
        self.touches.clear()
        self.states.flush(connection)


AnyBench = Bench[Any]
