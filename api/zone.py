"""Zones: by which clock the people of an operation live, for hours that a page lets them pick.

What is signed names its own offset.  A field of a page has none; so it is read by the clock of the
province in which the founders work, and says which one that is.
"""

from datetime import timedelta, timezone
from typing import Final

from ledger.charter import Charter

_WESTERN: Final = 7
_HOURS: Final = {
    **dict.fromkeys(("51", "52", "53", "63", "64", "65"), 8),
    **dict.fromkeys(("71", "72", "73", "74", "75", "76"), 8),
    **dict.fromkeys(("81", "82", "91", "92", "93", "94", "95", "96"), 9),
}
"""Code of a province -> hours ahead of UTC, where it is not western time.

Source: Keputusan Presiden 41/1987; codes of Permendagri 72/2019 and its successors for Papua.
"""


def zone_of(charter: Charter) -> timezone:
    """Return the clock of the founders' province; western time, which Jakarta has, for a country's.

    Args:
        charter: Its registrars are named like `52.01/kpu`.
    """
    provinces = {key.name.partition("/")[0].partition(".")[0] for key in charter.registrars}
    hours = {_HOURS.get(one, _WESTERN) for one in provinces}
    return timezone(timedelta(hours=hours.pop() if len(hours) == 1 else _WESTERN))
