"""The clock of the practice operation: simulated, in Western Indonesian Time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Final

WIB: Final = timezone(timedelta(hours=7))
"""Western Indonesian Time: OKU Timur's."""

_MILLISECONDS: Final = 1000


def wib(text: str) -> datetime:
    """Return the moment that a text such as `2024-11-27 07:00` names in OKU Timur."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def minutes(count: float) -> timedelta:
    """Return so many minutes."""
    return timedelta(minutes=count)


def hours(count: float) -> timedelta:
    """Return so many hours."""
    return timedelta(hours=count)


@dataclass(slots=True)
class Clock:
    """What time it is in the story; one clock for everybody, unless a scene says otherwise."""

    now: datetime
    shift: timedelta = field(default=timedelta())
    """How far the days of this election lie from those of the story."""

    @property
    def at(self) -> str:
        """The time as a statement says it."""
        return self.stamp(self.now)

    @property
    def milliseconds(self) -> int:
        """Milliseconds since 1970 UTC."""
        return int((self.now + self.shift).timestamp()) * _MILLISECONDS

    def stamp(self, moment: datetime) -> str:
        """Return a moment of the story as statements have it in this election, to the second."""
        return (moment + self.shift).isoformat(timespec="seconds")
