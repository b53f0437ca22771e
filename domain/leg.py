"""Legs: how many boxes went a planned way, in however many consignments, and how many should have.

A consignment that is accepted in full may still be smaller than its leg.  A box that was refused
and is sent again counts once.  A leg is gone once: a second vote plans legs of other names.

The number is final some while after the last part left.  No part is waited for that long after the
others, nor after witnesses saw the log last: a clock that runs years ahead hides no difference.
The finding is known by the first part that the log has heard of, whatever follows.
"""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from domain.consignment import ConsignmentDispatched
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.policy import Thresholds
from domain.rules.leg import planned, planned_due
from domain.rules.rule import minutes
from domain.said import Said
from domain.statement import time
from domain.step import Step
from domain.voice import speaks_for

MAX_KEPT: Final = 16_384
"""So many boxes of one leg are kept."""

MAX_TIMES: Final = 64
"""So many times of departure, the first."""


class Passage(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one leg."""

    boxes: tuple[str, ...] = ()
    """Those that left, by name."""
    times: tuple[datetime, ...] = ()
    """When they left, each time once."""
    at: datetime | None = None
    """The last of these, and ..."""
    index: int | None = None
    """... the leaf that says so."""
    first: int | None = None
    """The first leaf that spoke of it."""
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

    def gone(self, wait: timedelta) -> datetime | None:
        """Tell when the last part left, of those that follow one another.

        Args:
            wait: After so long a pause, and after the planned hours, no part is waited for.
        """
        if not self.times:
            return None
        end = self.times[0] if self.until is None else self.until
        for at in self.times:
            if at > end + wait:
                return end
            end = max(end, at)
        return self.times[-1]


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
        policy = context.schedule.thresholds(index)
        leg = context.schedule.leg(subject, index, at)
        if leg is None or (leg.from_, leg.to) != (act.from_, act.to):
            return Step(state)
        if not speaks_for(fact, act.from_, context):
            return Step(state)
        old = Passage(first=index) if state is None else state
        at = context.anchors.at_most(at, index, minutes(policy.quota_wait))
        boxes = sorted({*old.boxes, *act.boxes})
        is_last = old.at is None or at >= old.at
        until = None if leg.depart is None else time(leg.depart.until)
        new = Passage(
            tuple(boxes[:MAX_KEPT]),
            tuple(sorted({*old.times, at})[:MAX_TIMES]),
            at if is_last else old.at,
            index if is_last else old.index,
            old.first,
            leg.count if is_last else old.planned,
            until if is_last else old.until,
            old.left_out + max(0, len(boxes) - MAX_KEPT),
        )
        before, after = _finding(subject, old, policy), _finding(subject, new, policy)
        gone = before is not None and (after is None or after.key != before.key)
        settled = (before.key,) if before is not None and gone else ()
        return Step(new, () if after is None or after == before else (after,), settled)


def _finding(leg: str, of: Passage, policy: Thresholds) -> Finding | None:
    """Compare a leg with its plan; a later part may yet leave."""
    gone = of.gone(minutes(policy.quota_wait))
    if gone is None or of.index is None or of.first is None:
        return None
    if of.planned is None or of.planned == of.count:
        return None
    due = planned_due(gone, of.until, is_short=of.count < of.planned, policy=policy)
    evidence = tuple(dict.fromkeys((of.first, of.index)))
    return planned(leg, evidence, (of.planned, of.count), due)
