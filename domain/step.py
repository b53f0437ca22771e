"""Folds and their steps: how one leaf changes what is known about one subject.

A fold never looks at another subject's state and never at a clock.  What subjects share (who held
which role, which plan was in force) it asks of the context, as of the leaf that it folds.  So a
subject's history, folded again from its first fact, gives the same states and the same findings.
"""

from typing import Generic, Protocol, TypeVar

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding, Subject

S = TypeVar("S", bound=msgspec.Struct)


class Step(msgspec.Struct, Generic[S], frozen=True, gc=False):
    """What one leaf does to one subject; made four times a statement, so no tuple with names."""

    state: S | None
    """The subject's new state; None: still nothing is known of it."""
    raised: tuple[Finding, ...] = ()
    """New findings; one with a `due` stands only once the stated time passes it."""
    settled: tuple[str, ...] = ()
    """The keys of findings with a `due` that this leaf answers in time; they never stand."""


class Fold(Protocol[S]):
    """One kind of subject, and what facts do to it."""

    @property
    def name(self) -> Subject:
        """The kind of subject, as findings name it."""

    @property
    def state(self) -> type[S]:
        """The class of its states: a frozen struct that msgspec can encode and decode."""

    @property
    def kinds(self) -> frozenset[type] | None:
        """The classes of the statements that may touch a subject; None: any fact may."""

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the ids of the subjects that a fact touches, each once."""

    def after(self, subject: str, state: S | None, fact: Fact, context: Context) -> Step[S]:
        """Return what a fact does to a subject that was in `state` (None: never heard of)."""
