"""What closes a box: the seals on record, and the looks that found something else.

The seals on record are those applied and not taken off since.  A look that differs from them is a
finding (R04) from that moment on, once: the same difference seen again is no news, and whatever is
done to the seals next starts from what was last seen.

A polling station without signal opens and seals its boxes on a telephone that speaks later than
the next receiver's.  So a look that differs is kept, and settled when statements of the time before
it explain all of the difference.  Damage is explained by nothing.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final

import msgspec

from domain.finding import Finding
from domain.rules.seal import MISMATCH, NO_DIFFERENCE, Difference, difference, mismatch
from domain.seal import BoxSeen

MAX_KEPT: Final = 8
"""Looks that are kept until their difference is explained."""


class Look(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A look that found a difference, and what of it is still unexplained."""

    index: int
    at: datetime
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


class Closure(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The seals of one box."""

    seals: tuple[str, ...] = ()
    """On record."""
    difference: Difference = NO_DIFFERENCE
    """What the last look found different from the record."""
    looks: tuple[Look, ...] = ()
    opened: int | None = None
    """The leaf of the last opening; None once the box is sealed again."""
    turned: datetime | None = None
    """When a door was opened or closed last; None: never, or this is no door."""

    @property
    def there(self) -> tuple[str, ...]:
        """What sits on the box after the last look."""
        if self.difference == NO_DIFFERENCE:
            return self.seals
        kept = tuple(seal for seal in self.seals if seal not in self.difference.missing)
        return kept + self.difference.extra


class Closing(msgspec.Struct, frozen=True, gc=False):
    """What one statement does to the seals."""

    closure: Closure
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


def looked(closure: Closure, box: str, seen: BoxSeen, at: datetime, index: int) -> Closing:
    """Compare a look at the seals with the record."""
    found = difference(closure.seals, seen)
    if found == closure.difference:
        return Closing(closure)
    looks = closure.looks
    raised: tuple[Finding, ...] = ()
    if found != NO_DIFFERENCE:
        raised = (mismatch(box, index, found, at),)
        if not found.damaged:
            looks = (*looks, Look(index, at, found.missing, found.extra))[-MAX_KEPT:]
    return Closing(Closure(closure.seals, found, looks, closure.opened, closure.turned), raised)


def found_off(
    closure: Closure, box: str, seals: Collection[str], at: datetime, index: int
) -> Closing:
    """Let somebody find seals off; those that a look has missed already are no news."""
    known = {*closure.difference.damaged, *closure.difference.missing}
    damaged = tuple(sorted({*seals} & {*closure.there} - known))
    raised = (mismatch(box, index, Difference(damaged=damaged), at),) if damaged else ()
    change = taken_off(closure, box, seals, at)
    return Closing(change.closure, raised, change.settled)


def applied(closure: Closure, box: str, seals: Collection[str], at: datetime) -> Closing:
    """Put seals on; the box is closed."""
    there = tuple(dict.fromkeys((*closure.there, *seals)))
    looks, settled = explained(closure.looks, box, at, extra=seals)
    closed = Closure(there, NO_DIFFERENCE, looks, None, closure.turned)
    return Closing(closed, (), settled)


def replaced(
    closure: Closure, box: str, seals: tuple[Collection[str], Collection[str]], at: datetime
) -> Closing:
    """Take the first seals off and put the others on, at one go."""
    off = taken_off(closure, box, seals[0], at)
    on = applied(off.closure, box, seals[1], at)
    return Closing(on.closure, (), off.settled + on.settled)


def taken_off(
    closure: Closure,
    box: str,
    seals: Collection[str],
    at: datetime,
    opened: int | None = None,
) -> Closing:
    """Take seals off, or (`opened`: by which leaf) open the box, which leaves none unbroken."""
    there = tuple([seal for seal in closure.there if seal not in seals])
    index = closure.opened if opened is None else opened
    if not closure.looks:
        return Closing(Closure(there, NO_DIFFERENCE, (), index, closure.turned))
    gone = closure.seals if opened is not None else seals
    missing = {*gone} | {
        seal for look in closure.looks for seal in look.missing if opened is not None
    }
    looks, settled = explained(closure.looks, box, at, missing=missing)
    left = Closure(there, NO_DIFFERENCE, looks, index, closure.turned)
    return Closing(left, (), settled)


def explained(
    looks: tuple[Look, ...],
    box: str,
    at: datetime,
    *,
    missing: Collection[str] = (),
    extra: Collection[str] = (),
) -> tuple[tuple[Look, ...], tuple[str, ...]]:
    """Take away from later looks what is explained now; what is explained in full is settled."""
    left: tuple[Look, ...] = ()
    settled: tuple[str, ...] = ()
    for look in looks:  # nearly always none
        if at > look.at:
            left += (look,)
            continue
        now = Look(
            look.index,
            look.at,
            tuple(seal for seal in look.missing if seal not in missing),
            tuple(seal for seal in look.extra if seal not in extra),
        )
        if now.missing or now.extra:
            left += (now,)
        else:
            settled += (MISMATCH.key(box, look.index),)
    return left, settled
