"""Folding again: what a correction, an annulment or a revocation does to what was folded before.

From the leaf that puts an amendment in force, everything that its target touched is folded again
from its first fact, the target read as amended at its own place.  What changes by that becomes new
versions from this leaf on; as of any earlier leaf all stays as it was.  Findings that no longer
hold become explained; one whose due time had not come by then was never a finding and is settled.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from msgspec import structs
from sqlalchemy import Connection

from domain.context import Context
from domain.finding import Finding
from domain.said import Said
from projections import history
from projections.bench import AnyBench
from projections.findings import Docket, Origin, standing
from projections.reading import Facts, Reader

_KEPT_MAX = 20_000
"""Leaves kept in memory while several subjects are folded again."""


class Occasion(NamedTuple):
    """Why subjects are folded again."""

    at: int
    """The leaf from which on the new versions hold."""
    explained_by: int | None = None
    """The leaf that explains what no longer holds; None: it is settled instead."""
    moment: datetime | None = None
    """The time that the statement at that leaf states."""


class Refolding:
    """Gathers subjects, then folds each again."""

    def __init__(
        self, reader: Reader, context: Context, docket: Docket, occasion: Occasion
    ) -> None:
        """Begin with no subject."""
        self._reader = reader
        self._context = context
        self._docket = docket
        self._occasion = occasion
        self._subjects: dict[tuple[AnyBench, str], None] = {}
        self._kept: dict[int, Facts] = {}

    def __len__(self) -> int:
        """Return how many subjects were gathered."""
        return len(self._subjects)

    def add(self, bench: AnyBench, subject: str) -> None:
        """Add a subject."""
        self._subjects[bench, subject] = None

    def add_leaves(self, benches: Iterable[AnyBench], indexes: Iterable[int]) -> None:
        """Add everything that these leaves touch: as said, as read before, as read from now on."""
        index = self._occasion.at
        benches = tuple(benches)
        for stored in self._reader.leaves(indexes):
            said = self._reader.again(stored)
            before = [
                (bench, s) for bench in benches for s in self._touched(bench, said, index - 1)
            ]
            after = [(bench, s) for bench in benches for s in self._touched(bench, said, index)]
            self._subjects.update(dict.fromkeys(before + after))
            for bench, subject in dict.fromkeys(after):
                if (bench, subject) not in before:
                    bench.touches.append((bench.name, subject, stored.leaf_index, index))
            for bench, subject in dict.fromkeys(before + after):
                bench.touches.append((bench.name, subject, index, index))

    def add_unread(self, bench: AnyBench, leaf_index: int) -> None:
        """Add whom a leaf touches of which the fold could not tell when it came."""
        for stored in self._reader.leaves((leaf_index,)):
            for fact in self._effective(self._reader.again(stored), self._occasion.at):
                for subject in bench.subjects(fact):
                    bench.touches.append((bench.name, subject, leaf_index, self._occasion.at))
                    self.add(bench, subject)

    def fold(self, connection: Connection) -> None:
        """Fold every subject again; everything gathered on the benches must be flushed before."""
        stood = standing(connection, [(bench.name, subject) for bench, subject in self._subjects])
        for bench, subject in self._subjects:
            bench.flush(connection)
            state, raised = self._again(connection, bench, subject)
            bench.states.load(connection, (subject,))
            if state != bench.states.state(subject):
                bench.states.put(subject, state, self._occasion.at, is_again=True)
            origin = (bench.name, subject)
            self._reconcile(origin, stood[origin], raised)

    def _again(
        self, connection: Connection, bench: AnyBench, subject: str
    ) -> tuple[Any, dict[str, Finding]]:
        """Fold a subject from its first fact; return its state and the findings that hold."""
        state: Any = None
        raised: dict[str, Finding] = {}
        leaves = history.leaves(connection, bench.name, subject, is_journal=bench.is_of_journals)
        for facts in self._history(leaves):
            for fact in facts:
                if subject not in bench.subjects(fact):
                    continue
                step = bench.step(subject, state, fact, self._context)
                if step is None:
                    continue
                state = step.state
                for finding in step.raised:
                    raised[finding.key] = finding
                for key in step.settled:
                    raised.pop(key, None)
        return state, raised

    def _history(self, indexes: list[int]) -> Iterable[Facts]:
        kept = self._kept
        missing = [index for index in indexes if index not in kept]
        if len(kept) + len(missing) > _KEPT_MAX:
            kept.clear()
            missing = indexes
        for stored in self._reader.leaves(missing):
            facts = self._effective(self._reader.again(stored), self._occasion.at)
            kept[stored.leaf_index] = facts
        return [kept[index] for index in indexes]

    def _effective(self, facts: Facts, index: int) -> Facts:
        """Return facts as they read as of a leaf; an annulled statement is none."""
        corrections = self._context.corrections
        read = (corrections.read(one, index) if isinstance(one, Said) else one for one in facts)
        return tuple(fact for fact in read if fact is not None)

    def _touched(self, bench: AnyBench, facts: Facts, index: int) -> list[str]:
        read = [*facts, *self._effective(facts, index)]
        return [subject for fact in read for subject in bench.subjects(fact)]

    def _reconcile(
        self, origin: Origin, stood: dict[str, Finding], holds: dict[str, Finding]
    ) -> None:
        index, explained_by, moment = self._occasion
        for key, finding in stood.items():
            if key in holds or finding.explained_by is not None:
                continue
            is_early = finding.due is not None and moment is not None and moment <= finding.due
            if explained_by is None or is_early:
                self._docket.settle(key, index)
            else:
                explained = structs.replace(finding, explained_by=explained_by)
                self._docket.restate(explained, origin, index)
        for key, finding in holds.items():
            if stood.get(key) != finding:
                self._docket.restate(finding, origin, index)
