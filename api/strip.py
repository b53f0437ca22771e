"""The strip of a warehouse: who was let in at which hour of which day, nights told in words.

Hours are those of the clocks of the guards who let people in.  Night is named by its hours; nobody
is said to have done wrong by coming then.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from api.drawing import WIDTH, Block, Key, Picture, Shape, Strength, Stroke, Words
from api.sheet import Cell, Table, Text, plain
from domain.policy import DEFAULT_THRESHOLDS

DAYS: Final = 14
"""Days on which anybody was let in."""

_FROM: Final = DEFAULT_THRESHOLDS.night_from
_UNTIL: Final = DEFAULT_THRESHOLDS.night_until
_HOURS: Final = 24
_LEFT: Final = 44
_TOP: Final = 16
_ROW: Final = 14
_CELL: Final = (WIDTH - _LEFT) / _HOURS
_EVERY: Final = 3
"""Hours between two that are written above."""
_LEVELS: Final[tuple[tuple[int, Strength, Text], ...]] = (
    (1, 2, Text("1 masuk", "1 let in")),
    (2, 3, Text("2 sampai 4", "2 to 4")),
    (5, 4, Text("5 atau lebih", "5 or more")),
)
_NIGHT: Final = Text(f"malam ({_FROM}.00-{_UNTIL:02}.00)", f"night ({_FROM}:00 to {_UNTIL:02}:00)")


def is_night(hour: int) -> bool:
    """Tell whether an hour of the day belongs to the night."""
    return hour >= _FROM or hour < _UNTIL


def told(hours: Mapping[str, int]) -> dict[str, Any]:
    """Return the strip as JSON has it."""
    return {"hours": hours, "night_from": _FROM, "night_until": _UNTIL}


def pictures(hours: Mapping[str, int]) -> list[Picture]:
    """Return the strip, if anybody was let in at all."""
    return [picture(hours)] if hours else []


def tables(hours: Mapping[str, int]) -> list[Table]:
    """Return the same as a table, if anybody was let in at all."""
    return [table(hours)] if hours else []


def picture(hours: Mapping[str, int]) -> Picture:
    """Draw a row for each day and a field for each hour, fuller the more were let in."""
    days = by_day(hours)
    shapes: list[Shape] = [
        Words(_LEFT + hour * _CELL, 11, f"{hour:02}", tint="soft")
        for hour in range(0, _HOURS, _EVERY)
    ]
    for line, (day, counts) in enumerate(days.items()):
        top = _TOP + line * _ROW
        shapes.append(Words(0, top + 11, f"{day:%d-%m}"))
        shapes += [_field(hour, counts.get(hour, 0), top) for hour in range(_HOURS)]
    foot = _TOP + len(days) * _ROW
    for hour in (_UNTIL, _FROM):
        left = _LEFT + hour * _CELL
        shapes.append(Stroke(((left, _TOP), (left, foot)), "ink", _NIGHT, is_dashed=True))
    total, nights = sum(hours.values()), night(hours)
    return Picture(
        Text("Masuk per jam", "Let in, by hour"),
        Text(
            f"{total} masuk dalam {len(days)} hari, {nights} di antaranya malam",
            f"{total} let in on {len(days)} days, {nights} of them at night",
        ),
        foot + 2,
        shapes,
        [
            *(Key(words, "one", strength) for _, strength, words in _LEVELS),
            Key(Text("masuk malam", "let in at night"), "warn"),
            Key(_NIGHT, "ink", is_dashed=True),
        ],
    )


def table(hours: Mapping[str, int]) -> Table:
    """Write the same as one row for each day, the newest first."""
    heads = (
        Text("hari", "day"),
        Text("masuk", "let in"),
        Text("pukul", "at"),
        _NIGHT,
    )
    rows = [
        [plain(f"{day:%d-%m-%Y}"), plain(sum(counts.values())), _at(counts), _nights(counts)]
        for day, counts in reversed(by_day(hours).items())
    ]
    return Table(Text("Masuk per jam", "Let in, by hour"), heads, rows)


def by_day(hours: Mapping[str, int]) -> dict[date, dict[int, int]]:
    """Return how many were let in by day and hour of the day, in their order."""
    days: dict[date, dict[int, int]] = {}
    for hour in sorted(hours):
        day, _, number = hour.partition("T")
        days.setdefault(date.fromisoformat(day), {})[int(number)] = hours[hour]
    return days


def night(hours: Mapping[str, int]) -> int:
    """Return how many were let in at night."""
    return sum(count for hour, count in hours.items() if is_night(int(hour.partition("T")[2])))


def _field(hour: int, count: int, top: float) -> Block:
    left = _LEFT + hour * _CELL
    if not count:
        return Block(left, top, _CELL, _ROW, "line", "", 1)
    strength = next(strength for least, strength, _ in reversed(_LEVELS) if count >= least)
    label = Text(f"pukul {hour:02}: {count} masuk", f"{hour:02}:00: {count} let in")
    return Block(left, top, _CELL, _ROW, "warn" if is_night(hour) else "one", label, strength)


def _at(counts: Mapping[int, int]) -> Cell:
    return plain(", ".join(f"{hour:02} ({count})" for hour, count in counts.items()))


def _nights(counts: Mapping[int, int]) -> Cell:
    count = sum(number for hour, number in counts.items() if is_night(hour))
    if not count:
        return Cell(Text("tidak ada", "none"))
    return Cell(Text(f"{count} masuk malam", f"{count} let in at night"), tone="warn")
