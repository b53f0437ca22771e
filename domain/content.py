"""What is in a box, where it stands in the store, and whether it is still of use.

A box is packed when it is empty: once, or again after an opening.  Packing and opening may reach
the log in any order, so what looks packed twice is settled when the opening between arrives.
"""

from datetime import datetime
from typing import Literal

import msgspec

from domain.context import Context
from domain.ending import Word, is_newer, word
from domain.finding import Finding
from domain.rules.packing import TWICE, packed_twice
from domain.said import Said


class Doubt(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Two packings with no opening between."""

    index: int
    since: datetime
    until: datetime


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
    doubt: Doubt | None = None
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
    if content.at is None or content.packed is None:
        return Filling(msgspec.structs.replace(content, packed=index, at=at))
    since, until = min(content.at, at), max(content.at, at)
    packed = index if at == until else content.packed
    now = msgspec.structs.replace(content, packed=packed, at=until)
    if content.emptied is not None and since <= content.emptied <= until:
        return Filling(now)
    doubt = Doubt(index, since, until)
    finding = packed_twice(box, (index, content.packed), until)
    return Filling(msgspec.structs.replace(now, doubt=doubt), (finding,))


def store(content: Content, bay: str | None, at: datetime, said: Said, context: Context) -> Content:
    """Put the box in its place; the newest word counts (`ending`)."""
    if content.stored is not None and not is_newer(said, at, content.stored, context):
        return content
    return msgspec.structs.replace(content, bay=bay, stored=word(said, at))


def empty(content: Content, box: str, at: datetime) -> Filling:
    """Open the box: what is in it may be taken out, and put in anew."""
    doubt = content.doubt
    if content.emptied is None or content.emptied < at:
        content = msgspec.structs.replace(content, emptied=at)
    if doubt is None or not doubt.since <= at <= doubt.until:
        return Filling(content)
    return Filling(msgspec.structs.replace(content, doubt=None), (), (TWICE.key(box, doubt.index),))
