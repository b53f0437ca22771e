"""The clock of the practice operation: simulated, in Western Indonesian Time."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

WIB: Final = timezone(timedelta(hours=7))
"""Western Indonesian Time: OKU Timur's."""

_MILLISECONDS: Final = 1000


def wib(text: str) -> datetime:
    """Return the moment that a text such as `2024-11-27 07:00` names in OKU Timur."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def stamp(moment: datetime) -> str:
    """Return a moment as statements have it, to the second."""
    return moment.isoformat(timespec="seconds")


def minutes(count: float) -> timedelta:
    """Return so many minutes."""
    return timedelta(minutes=count)


def hours(count: float) -> timedelta:
    """Return so many hours."""
    return timedelta(hours=count)


@dataclass(slots=True)
class Clock:
    """What time it is in the operation; one clock for everybody, unless a scene says otherwise."""

    now: datetime

    @property
    def at(self) -> str:
        """The time as a statement says it."""
        return stamp(self.now)

    @property
    def milliseconds(self) -> int:
        """Milliseconds since 1970 UTC."""
        return int(self.now.timestamp()) * _MILLISECONDS
