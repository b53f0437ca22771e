"""A bench: one fold at work, with its table, its memory and what it could not take.

Whatever a fold does, the line behind it goes on: an error becomes a dead letter about one fact and
one subject, and that subject stays as it was.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import Connection

from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.said import Said
from domain.step import Step
from ledger.log import Stored
from projections import history
from projections.deadletter import DeadLetter
from projections.findings import Docket
from projections.history import Touch
from projections.projection import Projection
from projections.state import States

S = TypeVar("S", bound=msgspec.Struct)

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
        try:
            return self.fold.subjects(fact)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the line behind it goes on
            self._letters.add(fact, self.name, "", error)
            return ()

    def work(self, connection: Connection, context: Context) -> None:
        """Fold the facts that were laid out, in their order."""
        if not self.laid:
            return
        touched = self._touched()
        self.laid.clear()
        if not self.states.is_whole:
            self.states.load(connection, {one for _, subjects in touched for one in subjects})
        self._take(touched, context)

    def _touched(self) -> list[tuple[Fact, tuple[str, ...]]]:
        """Return whom each fact touches that was laid out."""
        subjects = self.fold.subjects
        try:
            return [(fact, subjects(fact)) for fact in self.laid]
        except Exception:  # noqa: BLE001 - asked one by one, whatever breaks gets its letter
            return [(fact, self.subjects(fact)) for fact in self.laid]

    def _take(self, touched: list[tuple[Fact, tuple[str, ...]]], context: Context) -> None:
        """Fold facts into subjects that are in memory."""
        name, states, after = self.name, self.states, self.fold.after
        newest, is_of_journals = states.newest, self.is_of_journals
        for fact, subjects in touched:
            index = fact.index
            is_listed = not (is_of_journals and type(fact) is Said)
            for subject in subjects:
                row = newest.get(subject)
                before = None if row is None else row.state
                try:
                    step = after(subject, before, fact, context)
                except Exception as error:  # noqa: BLE001 - whatever breaks, the line goes on
                    self._letters.add(fact, name, subject, error)
                    step = Step(before)
                state = step.state
                is_changed = state is not before and state != before
                is_version = is_changed and states.put(subject, state, index)
                if is_listed and not is_version:
                    self.touches.append((name, subject, index, index))
                if step.raised:
                    self._found(step.raised, subject, index)
                for key in step.settled:
                    self._docket.settle(key, index)

    def _found(self, findings: tuple[Finding, ...], subject: str, index: int) -> None:
        origin = (self.name, subject)
        for finding in findings:
            self._docket.raise_(finding, origin, index)

    def step(self, subject: str, state: S | None, fact: Fact, context: Context) -> Step[S] | None:
        """Return what a fact does to a subject; None, with a letter, where the fold breaks."""
        try:
            return self.fold.after(subject, state, fact, context)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the line behind it goes on
            self._letters.add(fact, self.name, subject, error)
            return None

    def flush(self, connection: Connection) -> None:
        """Write what has changed."""
        history.add(connection, self.touches)
        self.touches.clear()
        self.states.flush(connection)


AnyBench = Bench[Any]
