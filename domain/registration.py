"""Registration: which of several words on what a box is counts, whatever reaches the log first.

Whoever may register boxes counts before whoever may not, who squats on no name: he counts only as
long as nobody else has spoken.  Among equals the one for the earliest time is the registration,
and what is said later about the same box changes nothing but by a correction.
"""

from datetime import datetime

import msgspec

from domain.box import Item


class Registration(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a box was registered as."""

    item: Item
    registrant: str
    """The unit that was its first holder."""
    index: int
    at: datetime
    """By the clock of whoever registered it."""
    is_unexpected: bool
    """Whether nobody expects the signer to register boxes (R28)."""


def registration(old: Registration | None, one: Registration) -> Registration:
    """Return which of two counts; at one moment, the one that came first."""
    if old is None or one.is_unexpected < old.is_unexpected:
        return one
    is_earlier = one.is_unexpected == old.is_unexpected and one.at < old.at
    return one if is_earlier else old
