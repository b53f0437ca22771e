"""A breach: seals come off a box or are replaced, and whether that was provided for (R07).

Seals that had differed from the record before may be replaced, whoever tells of them first: a look
that reaches the log late excuses what was done after it, and none that was made after it does.
"""

from typing import cast

import msgspec

from domain.closure import Closing, Closure, Deed, turn
from domain.reading import Fault, Reading, Seals
from domain.rules.opening import REPLACING, breaking_fault, opened, replacing_fault
from domain.rules.rule import MOMENT
from domain.seal import BoxSealed, SealBroken, SealReplaced


def broken(closure: Closure, box: str, reading: Reading, *, is_door: bool) -> Closing:
    """Let seals come off, or be found off; who may open a door is no matter of this rule."""
    act = cast("SealBroken", reading.said.statement)
    seals = ((), cast("BoxSealed", reading.by_box[box]).seals)
    if act.found or is_door:
        deed = reading.act("temukan" if act.found else "lepas", seals)
        return turn(closure, box, deed, reading.context.anchors)
    context, kind = reading.context, reading.place_kind(act.place)
    phase = context.phase(reading.said.index, reading.at)
    rules = (
        rule
        for rule in context.schedule.openings(reading.said.index)
        if rule.phase == phase and rule.place_kind == kind
    )
    return _breached(closure, box, reading, ("lepas", seals), breaking_fault(act, rules))


def replaced(closure: Closure, box: str, reading: Reading) -> Closing:
    """Let seals come off and others go on."""
    act = cast("SealReplaced", reading.said.statement)
    done: tuple[Deed, Seals] = ("ganti", (act.new, act.old))
    return _breached(closure, box, reading, done, replacing_fault(act))


def _breached(
    closure: Closure, box: str, reading: Reading, done: tuple[Deed, Seals], fault: Fault | None
) -> Closing:
    act = cast("SealBroken | SealReplaced", reading.said.statement)
    is_asked = fault is not None and (isinstance(act, SealReplaced) or act.reason == REPLACING)
    deed = msgspec.structs.replace(reading.act(*done), is_asked=is_asked)
    closing = turn(closure, box, deed, reading.context.anchors)
    if fault is None or (is_asked and closing.differs):
        return closing
    phase = reading.context.phase(reading.said.index, reading.at)
    due = reading.at - MOMENT if is_asked else None
    finding = opened(box, act, (reading.said.index, phase), fault, due)
    return msgspec.structs.replace(closing, raised=(finding, *closing.raised))
