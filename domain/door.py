"""Doors of stores: sealed like boxes, and opened and closed again all the time.

The seals that come off should be those that were put on when the door was closed (R04).  A door
turns by the stated times: what is said late of a time before the last turn explains what was seen
meanwhile, and changes nothing of how the door stands now.
"""

from collections.abc import Collection
from datetime import datetime

import msgspec

from domain.closure import MAX_KEPT, Closing, Closure, Look, applied, explained
from domain.rules.seal import NO_DIFFERENCE, difference, mismatch
from domain.seal import BoxSeen


def unlocked(
    closure: Closure, door: str, seals: tuple[str, ...], index: int, at: datetime
) -> Closing:
    """Open a door; no seal is left on it.

    Args:
        closure: The seals of the door.
        door: Its name.
        seals: Those that came off, as stated.
        index: The leaf.
        at: When it was opened.
    """
    if closure.turned is not None and at < closure.turned:
        gone = {seal for look in closure.looks for seal in look.missing} - {*closure.seals}
        looks, settled = explained(closure.looks, door, at, missing=gone)
        return Closing(msgspec.structs.replace(closure, looks=looks), (), settled)
    looks, settled = explained(closure.looks, door, at, missing=closure.seals)
    found = difference(closure.there, BoxSeen(box=door, utuh=seals))
    opened = Closure((), NO_DIFFERENCE, looks, index, at)
    if found == NO_DIFFERENCE:
        return Closing(opened, (), settled)
    looks = (*looks, Look(index, at, found.missing, found.extra))[-MAX_KEPT:]
    opened = msgspec.structs.replace(opened, looks=looks)
    return Closing(opened, (mismatch(door, index, found, at),), settled)


def locked(closure: Closure, door: str, seals: Collection[str], at: datetime) -> Closing:
    """Close a door with these seals; said late, they have come off again since."""
    on = applied(closure, door, seals, at)
    if closure.turned is not None and at < closure.turned:
        kept = msgspec.structs.replace(closure, looks=on.closure.looks)
        return Closing(kept, (), on.settled)
    return Closing(msgspec.structs.replace(on.closure, turned=at), (), on.settled)
