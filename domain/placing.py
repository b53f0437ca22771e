"""Placing: where a box is and which way it is on, as far as who may tell says so.

Whoever stands beside a box may say so, but once somebody of whom it is expected has spoken (R28),
the words of others move it no more, and what they had said before is passed over.  Of two words
that weigh the same, the one for the later time counts, so that a statement that comes late moves
no box back.  Only a clock that runs ahead must not have the last word: who had seen its word in the
log speaks after it, and what witnesses have contradicted counts no more.

The place and the way are two things: who sees a box at a gate does not take it off the road.
"""

import msgspec

from domain.ending import Word, is_newer, word as word_of
from domain.reading import Reading, Road


class Placing(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Where one box is."""

    place: str | None = None
    """Where it was last seen; on the road, the vehicle."""
    seen: Word | None = None
    """By whom."""
    road: Road | None = None
    guard: str | None = None
    """The escort's unit, on the road."""
    turned: Word | None = None
    """Who put it on the road last, or took it off."""
    is_unexpected: bool = True
    """Whether nobody has spoken of whom it is expected."""


def seen(placing: Placing, place: str, reading: Reading) -> Placing:
    """See the box at a place, whatever way it is on."""
    return _placed(placing, place, _word(reading), reading)


def sent(
    placing: Placing, vehicle: str | None, road: Road, guard: str | None, reading: Reading
) -> Placing:
    """Put the box on the road; the escort guards it there."""
    word = _word(reading)
    placing = _placed(placing, vehicle, word, reading)
    if not _turns(placing, word, reading):
        return placing
    return msgspec.structs.replace(placing, road=road, guard=guard, turned=word)


def arrived(placing: Placing, place: str, reading: Reading, *, is_end: bool) -> Placing:
    """Let the box stand somewhere; what ends its way does so even by a clock that is slow."""
    word, turned = _word(reading), placing.turned
    if is_end and turned is not None and not _is_newer(word, turned, reading):
        word = Word(turned.at, word.index, turned.voice)
    placing = _placed(placing, place, word, reading)
    if not _turns(placing, word, reading):
        return placing
    return msgspec.structs.replace(placing, road=None, guard=None, turned=word)


def _placed(placing: Placing, place: str | None, word: Word, reading: Reading) -> Placing:
    if reading.is_unexpected != placing.is_unexpected:
        return placing if reading.is_unexpected else Placing(place, word, is_unexpected=False)
    if placing.seen is not None and not _is_newer(word, placing.seen, reading):
        return placing
    return msgspec.structs.replace(placing, place=place, seen=word)


def _turns(placing: Placing, word: Word, reading: Reading) -> bool:
    """Tell whether a word puts the box on a way, or off it, when it has placed it if it does."""
    if reading.is_unexpected != placing.is_unexpected:
        return False
    return placing.turned is None or _is_newer(word, placing.turned, reading)


def _word(reading: Reading) -> Word:
    return word_of(reading.said, reading.at)


def _is_newer(word: Word, old: Word, reading: Reading) -> bool:
    if (word.at, word.voice) == (old.at, old.voice):
        return True  # of the same device, or the end of that way
    return is_newer(reading.said, word.at, old, reading.context)
