"""Retelling: what is known about one subject, in the order in which it is said to have happened.

A state in the log's order answers what was known as of a leaf.  Where something was at an hour is
another question: what reached the log late belongs to the hour that it states, and what is stated
for later has not happened yet.  So the subject's own statements, as they read at the leaf that is
asked about, are folded once more by their times, by the same fold.

A time is what a clock has shown, and clocks differ.  One thing is certain without any clock: who
cites a leaf has seen it, so an answer never stands before what it answers.

Pure: the same statements in whatever order give the same retelling.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar, cast

import msgspec

from domain.context import Context
from domain.said import Said
from domain.statement import Stated, time
from domain.step import Fold

S = TypeVar("S", bound=msgspec.Struct)


class Told(NamedTuple):
    """One statement with its place in time."""

    said: Said
    at: datetime
    """As it states, but not before what it answers."""
    is_late: bool
    """It reached the log after something that is stated for later."""


class Passage(NamedTuple, Generic[S]):
    """One statement, and what is known after it."""

    told: Told
    state: S | None


class Retelling(NamedTuple, Generic[S]):
    """What happened to one subject up to some time."""

    passages: tuple[Passage[S], ...]
    """By their times."""
    ahead: tuple[Told, ...]
    """What is known and stated for later; by its times too."""

    @property
    def state(self) -> S | None:
        """What is known at the end; None: nothing."""
        return self.passages[-1].state if self.passages else None

    @property
    def last(self) -> Told | None:
        """The last statement that counts; None: there is none."""
        return self.passages[-1].told if self.passages else None

    def since(self, part: Callable[[S], object]) -> Told | None:
        """Return the statement by which a part of the state came to be as it is at the end.

        Args:
            part: What of a state is asked about.
        """
        found: Told | None = None
        before: object = None
        for told, state in self.passages:
            now = None if state is None else part(state)
            if now != before:
                found = told
            before = now
        return found


def retell(
    fold: Fold[S],
    subject: str,
    known: Iterable[Said],
    context: Context,
    until: datetime | None = None,
) -> Retelling[S]:
    """Fold what is known about a subject in the order of its stated times.

    Args:
        fold: The kind of subject.
        subject: Which one; statements that do not touch it are passed over.
        known: What is known, each statement as it is to be read.
        context: The operation; it is asked as of each statement's own leaf.
        until: The last time (aware) that counts; None: all of it.
    """
    touching = [said for said in known if subject in fold.subjects(said)]
    state: S | None = None
    passages: list[Passage[S]] = []
    ahead: list[Told] = []
    for told in _by_time(touching):
        if until is not None and told.at > until:
            ahead.append(told)
            continue
        state = fold.after(subject, state, told.said, context).state
        passages.append(Passage(told, state))
    return Retelling(tuple(passages), tuple(ahead))


def _by_time(known: Iterable[Said]) -> list[Told]:
    """Put statements in the order of their times; what is answered comes before its answer."""
    in_order = sorted(known, key=lambda said: said.index)
    stated = {said.leaf: (_stated(said), said.index) for said in in_order}
    placed: list[tuple[datetime, bool, int, Told]] = []
    latest: datetime | None = None
    for said in in_order:
        own = stated[said.leaf]
        cited = stated.get(getattr(said.statement, "of", None) or "", own)
        is_late = latest is not None and own[0] < latest
        latest = own[0] if latest is None else max(latest, own[0])
        at = max(own[0], cited[0])
        placed.append((at, cited > own, said.index, Told(said, at, is_late)))
    return [told for *_, told in sorted(placed, key=lambda one: one[:3])]


def _stated(said: Said) -> datetime:
    return time(cast("Stated", said.statement).at)
