"""The season: how many days of calm are told before the first truck and after the last.

The whole operation lasts from 25 August to 31 December 2024.  With fewer polling stations fewer of
its quiet days are told, so that what a scale brings grows with the scale.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tools.scenario.clock import hours, wib

FULL: Final = 500
"""From so many TPS on every day is told."""

_FIRST_TRUCK: Final = wib("2024-11-20 07:00")
_LAST_TRUCK: Final = wib("2024-12-02 07:00")
_POSTS, _REPORTS, _AFTER = 56, 87, 29
"""Days: from 25 September and 25 August to the first truck, and from the last to 31 December."""


@dataclass(frozen=True, slots=True)
class Season:
    """When the quiet duties begin and end."""

    share: float
    """Of the quiet days, from 0 to 1."""

    @classmethod
    def of(cls, scale: int) -> "Season":
        """Return the season of so many TPS."""
        return cls(min(1.0, scale / FULL))

    @property
    def posts(self) -> datetime:
        """When the posts are manned: 25 September 2024, the first day of the campaign."""
        return _FIRST_TRUCK - self._days(_POSTS)

    @property
    def reports(self) -> datetime:
        """From when on units report twice a day: 25 August 2024."""
        return _FIRST_TRUCK - self._days(_REPORTS)

    @property
    def ends(self) -> datetime:
        """When everybody goes home: 31 December 2024."""
        return _LAST_TRUCK + self._days(_AFTER)

    def part(self, count: int) -> int:
        """Return how many of so many things are told, at least one."""
        return max(1, round(count * self.share))

    def _days(self, count: int) -> timedelta:
        return hours(24 * round(count * self.share))
