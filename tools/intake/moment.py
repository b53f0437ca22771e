"""Times as people and spreadsheets write them, read as moments with an offset.

`25/11/2024` is day, month, year, as everywhere in Indonesia.  A whole number is a spreadsheet's day
count (45621 is 25 November 2024); its fraction is the time of the day.  A day alone is its first
minute where something begins and its last second where something ends.

Source: ECMA-376 part 1, 18.17.4 (dates from 30 December 1899)
"""

import re
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Final

from tools.intake.cell import CellError

ZONES: Final = {
    "wib": timezone(timedelta(hours=7)),
    "wita": timezone(timedelta(hours=8)),
    "wit": timezone(timedelta(hours=9)),
}

_ISO: Final = re.compile(
    r"([12][0-9]{3})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_LOCAL: Final = re.compile(
    r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([12][0-9]{3})"
    r"(?: ([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?)?"
)
_SERIAL: Final = re.compile(r"[3-7][0-9]{4}(?:[.,][0-9]+)?")
"""Of the years 1982 to 2118."""
_BEGIN: Final = datetime(1899, 12, 30, tzinfo=UTC)
_DAY_SECONDS: Final = 86_400


def moment(text: str, zone: timezone, *, is_end: bool = False) -> str:
    """Read a time as a statement's `Moment`.

    Args:
        text: As it stands in the cell.
        zone: Of times that have none.
        is_end: Whether something ends then: a day alone ends with its last second.

    Raises:
        CellError: It names no moment.
    """
    try:
        found = _read(text, zone)
    except ValueError as error:
        raise CellError(
            f"{text}: tidak ada tanggal itu; tulis hari/bulan/tahun atau 2024-11-25 08:00",
            f"{text}: no such date; write day/month/year or 2024-11-25 08:00",
        ) from error
    if found is None:
        raise CellError(
            f"{text}: bukan waktu; tulis 25/11/2024 08:00 atau 2024-11-25 08:00",
            f"{text}: no time; write 25/11/2024 08:00 or 2024-11-25 08:00",
        )
    at, is_day = found
    if is_day and is_end:
        at += timedelta(days=1, seconds=-1)
    return at.isoformat()


def _read(text: str, zone: timezone) -> tuple[datetime, bool] | None:
    """Return the moment, and whether it is a day alone; None: it has no form of ours."""
    if _SERIAL.fullmatch(text):
        return _counted(float(text.replace(",", ".")), zone)
    if iso := _ISO.fullmatch(text):
        year, month, day, hour, minute, second, offset = iso.groups()
        if offset is not None:
            zone_text = "+00:00" if offset == "Z" else offset
            sign = -1 if zone_text.startswith("-") else 1
            hours, minutes = map(int, zone_text[1:].split(":"))
            zone = timezone(sign * timedelta(hours=hours, minutes=minutes))
    elif local := _LOCAL.fullmatch(text):
        day, month, year, hour, minute, second = local.groups()
    else:
        return None
    at = datetime(int(year), int(month), int(day), tzinfo=zone)
    clock = f"{int(hour or 0):02}:{minute or '00'}:{second or '00'}"
    return datetime.combine(at.date(), time.fromisoformat(clock), zone), hour is None


def _counted(days: float, zone: timezone) -> tuple[datetime, bool]:
    """Read a spreadsheet's day count, to the second: its fraction is not exact."""
    seconds = round(days * _DAY_SECONDS)
    local = (_BEGIN + timedelta(seconds=seconds)).replace(tzinfo=zone)
    return local, seconds % _DAY_SECONDS == 0
