"""Guests: who is inside a guarded place, and whom a handover of the watch leaves out (R14).

Entries, exits and handovers reach the log in any order; each is put where its own time belongs, and
what a handover leaves out is worked out anew when a word tells of the time before it.  No exit ends
a visit that began after it, and one device makes only its own words forgotten.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final, TypeVar

import msgspec

from domain.finding import Finding
from domain.reckoning import reckon
from domain.rules.access import not_listed
from domain.statement import Tally
from domain.step import Step
from domain.timeline import bounded, placed, without_unexpected

MAX_KEPT: Final = 8
"""So many handovers and early exits are remembered for their other half."""

INSIDE_KEPT: Final = 64
"""So many visitors are remembered as inside."""

GONE_KEPT: Final = 8
"""So many who have left are remembered, for handovers that come late."""

LISTED_KEPT: Final = 128
"""So many visitors of one handover are remembered."""


class Handover(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A watch handed over, as the outgoing team states it."""

    leaf: str
    index: int
    at: datetime
    team: str
    inventory: tuple[Tally, ...] = ()
    inside: tuple[str, ...] = ()
    is_accepted: bool = False
    left_out: int = 0
    """How many more it lists as inside, for whom there was no room."""
    is_unexpected: bool = False
    """Nobody expects the signer to say so (R28)."""
    voice: str = ""
    """The journal of who says so."""


class Inside(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A visitor on record as inside."""

    visit: str
    index: int
    at: datetime
    out: datetime | None = None
    """When the visitor left."""
    is_unexpected: bool = False
    voice: str = ""
    """The journal of who says so."""


class Guests(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of the visitors of one guarded place, and of its handovers."""

    handovers: tuple[Handover, ...] = ()
    """The newest by their own clock."""
    inside: tuple[Inside, ...] = ()
    left_out: int = 0
    """How many found no room among those inside."""
    exits: tuple[Inside, ...] = ()
    """Exits that reached the log before their entries, or are stated for before them."""
    gone: tuple[Inside, ...] = ()
    """Who left last; of former states it is not kept."""


G = TypeVar("G", bound=Guests)

_OUT: Final = attrgetter("out", "index")


def handed_over(post: str, guests: G, handover: Handover) -> Step[G]:
    """Let a watch be handed over, with a list of who is inside."""
    known = {one.visit for one in (*guests.inside, *guests.gone)}
    listed = sorted(handover.inside, key=lambda visit: visit not in known)[:LISTED_KEPT]
    left_out = len(handover.inside) - len(listed)
    handover = msgspec.structs.replace(handover, inside=tuple(listed), left_out=left_out)
    handovers = placed(guests.handovers, handover)
    found = _missing(post, handover, guests)
    kept = bounded(without_unexpected(handovers, MAX_KEPT), MAX_KEPT)
    return Step(msgspec.structs.replace(guests, handovers=kept), tuple(found))


def entered(post: str, guests: G, entry: Inside, slack: timedelta) -> Step[G]:
    """Let a visitor be inside, from the first entry on, until the exit.

    Args:
        post: The place.
        guests: Who is known there.
        entry: Who is let in; one told by a guard takes the place of one told by somebody else.
        slack: By how much clocks may differ.
    """
    visit = entry.visit
    known = next((one for one in (*guests.inside, *guests.gone) if one.visit == visit), None)
    if known is not None and _rank(known) <= _rank(entry):
        return Step(guests)
    outs = [one.at for one in guests.exits if one.visit == visit and one.at >= entry.at - slack]
    if known is not None and known.out is not None and known.out >= entry.at - slack:
        outs.append(known.out)
    exits = tuple(one for one in guests.exits if one.visit != visit or one.at < entry.at - slack)
    inside, gone = _without(guests.inside, visit), _without(guests.gone, visit)
    if outs:
        gone = (*gone, msgspec.structs.replace(entry, out=min(outs)))
    else:
        inside = placed(inside, entry)
    new = msgspec.structs.replace(guests, inside=inside, exits=exits, gone=gone)
    return _reckoned(post, guests, new, entry.at if known is None else min(entry.at, known.at))


def _rank(entry: Inside) -> tuple[bool, datetime]:
    return entry.is_unexpected, entry.at


def left(post: str, guests: G, exit_: Inside, slack: timedelta) -> Step[G]:
    """Let a visitor leave; the first exit counts, and one without an entry waits for it."""
    at, visit = exit_.at, exit_.visit
    known = next((one for one in (*guests.inside, *guests.gone) if one.visit == visit), None)
    if known is None or at < known.at - slack:
        if any(one.visit == visit and one.at == at for one in guests.exits):
            return Step(guests)
        exits = bounded(placed(guests.exits, exit_), MAX_KEPT)
        return Step(msgspec.structs.replace(guests, exits=exits))
    if known.out is not None and known.out <= at:
        return Step(guests)
    inside, gone = (_without(one, visit) for one in (guests.inside, guests.gone))
    gone = (*gone, msgspec.structs.replace(known, out=at))
    new = msgspec.structs.replace(guests, inside=inside, gone=gone)
    return _reckoned(post, guests, new, known.at)


def _without(line: tuple[Inside, ...], visit: str) -> tuple[Inside, ...]:
    for one in line:
        if one.visit == visit:
            return tuple(other for other in line if other.visit != visit)
    return line  # nearly always


def _reckoned(post: str, old: G, new: G, since: datetime) -> Step[G]:
    """Ask again what handovers leave out, where one is stated for after `since`."""
    inside = bounded(without_unexpected(new.inside, INSIDE_KEPT), INSIDE_KEPT)
    left_out = new.left_out + len(new.inside) - len(inside)
    gone = new.gone
    if gone is not old.gone:
        gone = bounded(tuple(sorted(gone, key=_OUT)), GONE_KEPT)
    kept = msgspec.structs.replace(new, inside=inside, left_out=left_out, gone=gone)
    if all(one.at < since for one in old.handovers):  # nearly always
        return Step(kept)
    return reckon(kept, _unlisted(post, old), _unlisted(post, new))


def _unlisted(post: str, guests: Guests) -> Iterator[Finding]:
    for handover in guests.handovers:
        yield from _missing(post, handover, guests)


def _missing(post: str, handover: Handover, guests: Guests) -> Iterator[Finding]:
    """Yield what a handover leaves out, if anything: who was inside then and is not listed."""
    at, missing = handover.at, []
    for one in (*guests.inside, *guests.gone):
        if one.at > at or (one.out is not None and one.out <= at) or one.visit in handover.inside:
            continue
        if handover.left_out and one.index > handover.index:
            continue  # it may stand among those for whom there was no room
        missing.append(one)
    if missing:
        missing.sort(key=attrgetter("at", "index"))
        yield not_listed(post, (handover.index, *(one.index for one in missing)), at)
