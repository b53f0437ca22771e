"""What is in a box, where it stands in the store, and whether it is still of use.

A box is packed when it is empty: once, or again after an opening.  Packing and opening may reach
the log in any order, so what looks packed twice is worked out anew with each of them.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Final, Literal

import msgspec

from domain.context import Context
from domain.ending import Word, is_newer, word
from domain.finding import Finding
from domain.reckoning import reckon
from domain.rules.packing import packed_twice
from domain.said import Said
from domain.timeline import placed

MAX_KEPT: Final = 8
"""So many packings, and so many openings, of one box are kept; there are two or three."""


class Packed(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Somebody put goods in."""

    at: datetime
    index: int


class Content(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of one box beside its custody and its seals."""

    bay: str | None = None
    """The pallet or shelf, where it was stored last."""
    stored: Word | None = None
    """Who said so."""
    packed: int | None = None
    """The leaf of the last packing."""
    at: datetime | None = None
    """When that was, by the packers' clock."""
    emptied: datetime | None = None
    """When it was opened last."""
    packings: tuple[Packed, ...] = ()
    """The newest, by the packers' clocks ..."""
    openings: tuple[datetime, ...] = ()
    """... and the newest moments at which it was opened."""
    successor: str | None = None
    """The box that took its place: this one is kept and used no more."""
    predecessor: str | None = None
    """The box whose place it took."""
    destroyed: int | None = None
    """The leaf by which it was destroyed."""

    @property
    def is_packed(self) -> bool:
        """Tell whether something is in it, as far as was stated."""
        return self.at is not None and (self.emptied is None or self.emptied < self.at)

    @property
    def fate(self) -> Literal["diganti", "dimusnahkan"] | None:
        """Say in one word why it is out of use; None: it is not."""
        if self.destroyed is not None:
            return "dimusnahkan"
        return None if self.successor is None else "diganti"


class Filling(msgspec.Struct, frozen=True, gc=False):
    """What one statement does to the content."""

    content: Content
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


def pack(content: Content, box: str, at: datetime, index: int) -> Filling:
    """Put goods in; a box that was not opened since it was packed is not empty (R30)."""
    packings = placed(content.packings, Packed(at, index))
    newest = packings[-1]
    new = msgspec.structs.replace(
        content, packed=newest.index, at=newest.at, packings=packings[-MAX_KEPT:]
    )
    return _reckoned(box, content, new, packings)


def store(content: Content, bay: str | None, at: datetime, said: Said, context: Context) -> Content:
    """Put the box in its place; the newest word counts (`ending`)."""
    if content.stored is not None and not is_newer(said, at, content.stored, context):
        return content
    return msgspec.structs.replace(content, bay=bay, stored=word(said, at))


def empty(content: Content, box: str, at: datetime) -> Filling:
    """Open the box: what is in it may be taken out, and put in anew."""
    openings = tuple(sorted({*content.openings, at}))[-MAX_KEPT:]
    new = msgspec.structs.replace(content, emptied=openings[-1], openings=openings)
    return _reckoned(box, content, new, content.packings)


def _reckoned(box: str, old: Content, new: Content, packings: tuple[Packed, ...]) -> Filling:
    before, after = _twice(box, old.packings, old.openings), _twice(box, packings, new.openings)
    step = reckon(new, before, after)
    return Filling(new, step.raised, step.settled)


def _twice(
    box: str, packings: tuple[Packed, ...], openings: tuple[datetime, ...]
) -> Iterator[Finding]:
    """Yield what was packed though it was not opened since it was packed before."""
    for first, second in pairwise(packings):
        if not any(first.at <= at <= second.at for at in openings):
            yield packed_twice(box, (second.index, first.index), second.at)
