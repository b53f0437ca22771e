"""Endings: who may say that a matter is over, and which of several words on that counts.

Only who holds the office for it, over the place that the matter is about.  The newest word counts
by the time it states; of two at one moment it is always the same one, whatever the log has heard
first.  But who had seen another word in the log speaks after it, whatever the two clocks say, and
what witnesses have contradicted counts no more: no far future stands for ever.
"""

from collections import Counter
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final

import msgspec

from domain.context import Context
from domain.rules.rule import minutes
from domain.said import Said
from domain.statement import Tally
from domain.timeline import Voiced, placed

MAX_KEPT: Final = 8
"""So many endings of one matter are kept."""


class Word(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """When something was said, by the clock of whoever said it, and by which leaf."""

    at: datetime
    index: int
    voice: str = ""
    """The journal."""


class Ending(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One word that a matter is over."""

    at: datetime
    index: int
    cited: int
    """The size of the tree that its signer had seen."""
    leaf: str
    voice: str
    """The journal."""
    place: str
    words: tuple[str, ...]
    """What became of it."""
    losses: tuple[Tally, ...] = ()
    """As they were counted in the end."""


def ending(
    said: Said, place: str, at: datetime, words: tuple[str, ...], losses: tuple[Tally, ...] = ()
) -> Ending:
    """Return the word of a statement."""
    return Ending(at, said.index, said.cited, said.leaf, said.journal, place, words, losses)


def word(said: Said | Ending, at: datetime) -> Word:
    """Return who said something when."""
    voice = said.voice if isinstance(said, Ending) else said.journal
    return Word(at, said.index, voice)


def with_one(endings: tuple[Ending, ...], one: Ending, context: Context) -> tuple[Ending, ...]:
    """Keep one more."""
    line = context.anchors.believed(endings, one, _slack(one.index, context))
    return _bounded(placed(line, one))


def _bounded(line: tuple[Ending, ...]) -> tuple[Ending, ...]:
    """Keep so many: the oldest word of whoever has said most goes, so few push out nobody."""
    if len(line) <= MAX_KEPT:
        return line
    said = Counter(one.voice for one in line)
    drop = max(line, key=lambda one: said[one.voice])  # the first of the most, the oldest
    return tuple(one for one in line if one is not drop)


def newest(endings: tuple[Ending, ...], place: str | None) -> Ending | None:
    """Return the ending that counts; of a place that is not known yet (None) any may."""
    here = [one for one in endings if place in {None, one.place}]
    unseen = [one for one in here if all(other.cited <= one.index for other in here)]
    return max(unseen, key=attrgetter("at", "voice"), default=None)


def is_newer(said: Said | Ending, at: datetime, old: Voiced, context: Context) -> bool:
    """Tell whether a statement is a newer word on a matter than another one.

    A word for later than witnesses have seen it counts as said when they had, unless its own device
    speaks again: what was said before it does not come back.
    """
    if at > old.at or said.cited > old.index:
        return True
    voice, then = word(said, at).voice, old.at
    if context.anchors.contradict(old, said.index, _slack(said.index, context)):
        then = context.anchors.not_after(old.index, said.index) or then
        if voice == old.voice:
            return True
    return (at, voice) >= (then, old.voice)


def _slack(index: int, context: Context) -> timedelta:
    return minutes(context.schedule.thresholds(index).clock_skew)
