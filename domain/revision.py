"""Revisions: how much a journal takes back, and whether somebody had asked before (R33).

Counted is what is declared, also what nobody endorses: a habit shows before anybody agrees to it.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.catalogue import NotUnderstood
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.rules.correction import after, often
from domain.said import Said
from domain.step import Step

_EVIDENCE_MAX: Final = 16


class Revision(msgspec.Struct, frozen=True, gc=False):
    """What is known of a journal's corrections."""

    count: int
    """Corrections and annulments that it has declared."""
    total: int
    """Statements of the journal by then."""
    often: int | None = None
    """The leaf at which they became too many."""


class Revisions:
    """The fold of every journal that corrects anything."""

    name: Final = "koreksi"
    state: Final = Revision
    kinds: Final[frozenset[type] | None] = frozenset({CorrectionDeclared, AnnulmentDeclared})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the journal that corrects something."""
        if isinstance(fact, Said) and isinstance(
            fact.statement, CorrectionDeclared | AnnulmentDeclared
        ):
            return (fact.journal,)
        return ()

    def after(
        self, subject: str, state: Revision | None, fact: Fact, context: Context
    ) -> Step[Revision]:
        """Return what a correction adds to the journal's count."""
        if not isinstance(fact, Said):
            return Step(state)
        act = fact.statement
        if not isinstance(act, CorrectionDeclared | AnnulmentDeclared):
            return Step(state)
        raised: tuple[Finding, ...] = ()
        asked = _asked(act.target, context, fact.index)
        if asked:
            raised = (after(subject, (fact.index, *asked), act.target_kind),)
        policy = context.schedule.thresholds(fact.index)
        count, total = (state.count if state else 0) + 1, fact.sequence + 1
        since = state.often if state else None
        is_much = count * 100 > policy.correction_percent * total
        if since is None and not asked and is_much and total >= policy.correction_least:
            since = fact.index
            raised = (often(subject, since, (count, total), policy.correction_percent),)
        return Step(Revision(count, total, since), raised)


def _asked(target: str, context: Context, index: int) -> tuple[int, ...]:
    """Return the findings that supervisors have raised about a statement, or about its boxes."""
    found = {*context.asked(target, index)}
    said = context.corrections.target(target, index)
    if said is not None and not isinstance(said.statement, NotUnderstood):
        for box in _boxes(said.statement):
            found.update(context.asked(box, index))
    return tuple(sorted(found, reverse=True))[:_EVIDENCE_MAX]


def _boxes(statement: object) -> Iterator[str]:
    for name in ("boxes", "items"):
        for one in getattr(statement, name, ()):
            yield one if isinstance(one, str) else getattr(one, "box", "")
    box = getattr(statement, "box", None)
    if isinstance(box, str):
        yield box
