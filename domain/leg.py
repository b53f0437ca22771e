"""Legs: how many boxes went a planned way, in however many consignments, and how many should have.

A consignment that is accepted in full may still be smaller than its leg.  A box that was refused
and is sent again counts once.  A leg is gone once: a second vote plans legs of other names.
"""

from datetime import datetime
from typing import Final

import msgspec

from domain.consignment import ConsignmentDispatched
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.rules.leg import planned, planned_due
from domain.said import Said
from domain.statement import time
from domain.step import Step
from domain.voice import speaks_for

MAX_KEPT: Final = 16_384
"""So many boxes of one leg are kept."""


class Passage(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one leg."""

    boxes: tuple[str, ...] = ()
    """Those that left, by name."""
    at: datetime | None = None
    """When the last of them left, and ..."""
    index: int | None = None
    """... the leaf that says so."""
    planned: int | None = None
    """How many the plan expects; None: it does not say."""
    until: datetime | None = None
    """The end of the planned hours of departure."""
    left_out: int = 0
    """So many more left than are kept."""

    @property
    def count(self) -> int:
        """How many left."""
        return len(self.boxes) + self.left_out


class Legs:
    """The fold of every leg that a dispatch names."""

    name: Final = "ruas"
    state: Final = Passage
    kinds: Final = frozenset({ConsignmentDispatched})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the leg that a dispatch names."""
        if not isinstance(fact, Said) or not isinstance(fact.statement, ConsignmentDispatched):
            return ()
        leg = fact.statement.leg
        return () if leg is None else (leg,)

    def after(
        self, subject: str, state: Passage | None, fact: Fact, context: Context
    ) -> Step[Passage]:
        """Return what one more departure adds."""
        if not isinstance(fact, Said) or not isinstance(fact.statement, ConsignmentDispatched):
            return Step(state)
        act, index, at = fact.statement, fact.index, time(fact.statement.at)
        leg = context.schedule.leg(subject, index, at)
        if leg is None or (leg.from_, leg.to) != (act.from_, act.to):
            return Step(state)
        if not speaks_for(fact, act.from_, context):
            return Step(state)
        old = Passage() if state is None else state
        boxes = sorted({*old.boxes, *act.boxes})
        is_last = old.at is None or at >= old.at
        until = None if leg.depart is None else time(leg.depart.until)
        new = Passage(
            tuple(boxes[:MAX_KEPT]),
            at if is_last else old.at,
            index if is_last else old.index,
            leg.count if is_last else old.planned,
            until if is_last else old.until,
            old.left_out + max(0, len(boxes) - MAX_KEPT),
        )
        before = _finding(subject, old, context, index)
        after = _finding(subject, new, context, index)
        gone = before is not None and (after is None or after.key != before.key)
        settled = (before.key,) if before is not None and gone else ()
        return Step(new, () if after is None or after == before else (after,), settled)


def _finding(leg: str, of: Passage, context: Context, index: int) -> Finding | None:
    """Compare a leg with its plan; a later part may yet leave."""
    if of.at is None or of.index is None or of.planned is None or of.planned == of.count:
        return None
    is_short = of.count < of.planned
    due = planned_due(of.at, of.until, is_short=is_short, policy=context.schedule.thresholds(index))
    return planned(leg, of.index, (of.planned, of.count), due)
