"""Words of Indonesian papers: numbers, days and clock times in words and in figures."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from domain.statement import CheckItem, Tally
from domain.wording import zone

_ONES: Final = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_THOUSANDS: Final = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun", "kuintiliun")
_DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS: Final = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_HUNDRED: Final = 100
_TEN: Final = 10
_TEENS_END: Final = 20


def number(count: int) -> str:
    """Return a whole number in words: `dua ribu dua puluh empat`.

    Raises:
        ValueError: It is negative.
    """
    if count < 0:
        raise ValueError(count)
    if count == 0:
        return _ONES[0]
    groups: list[str] = []
    for scale in _THOUSANDS[:-1]:
        count, group = divmod(count, 1000)
        if group:
            groups.append(_grouped(group, scale))
    if count:
        groups.append(f"{number(count)} {_THOUSANDS[-1]}")
    return " ".join(reversed(groups))


def counted(count: int) -> str:
    """Return a number in figures and in words: `24 (dua puluh empat)`."""
    return f"{count} ({number(count)})"


def clock(time: datetime) -> str:
    """Return a clock time with the zone it was said in: `09.12 WIB`."""
    return f"{time:%H.%M} {zone(time)}"


def short_date(time: datetime) -> str:
    """Return a date in figures: `20-11-2024`."""
    return f"{time:%d-%m-%Y}"


def moment(time: datetime) -> str:
    """Return date and clock time in figures."""
    return f"{short_date(time)} {clock(time)}"


def long_date(time: date) -> str:
    """Return a date as letters have it: `20 November 2024`."""
    return f"{time.day} {_MONTHS[time.month - 1]} {time.year}"


def day(time: datetime) -> str:
    """Return the day of the week."""
    return _DAYS[time.weekday()]


def on_this_day(time: datetime) -> str:
    """Return how minutes begin: day, date and time, in words and in figures."""
    hour, minute = number(time.hour), number(time.minute)
    spoken = f"{hour} lewat {minute} menit" if time.minute else hour
    return (
        f"Pada hari ini {day(time)}, tanggal {number(time.day)} bulan {_MONTHS[time.month - 1]} "
        f"tahun {number(time.year)} ({short_date(time)}), pukul {spoken} ({clock(time)})"
    )


def plain(code: str) -> str:
    """Return a code of an open list as words: `atap_bocor` is `atap bocor`."""
    return code.replace("_", " ")


def listed(words: tuple[str, ...], empty: str = "-") -> str:
    """Return words one after the other, or what stands there if there are none."""
    return ", ".join(words) or empty


def tallied(tallies: Iterable[Tally], empty: str = "-") -> str:
    """Return what was counted: `kunci 4, apar 2`."""
    return listed(tuple(f"{plain(one.item)} {one.count}" for one in tallies), empty)


def checked(items: Iterable[CheckItem]) -> str:
    """Return a checklist with its answers on one line."""
    return listed(tuple(f"{plain(one.item)}: {plain(one.result)}" for one in items))


def _grouped(count: int, scale: str) -> str:
    if count == 1 and scale == "ribu":
        return "seribu"
    return f"{_below_thousand(count)} {scale}".strip()


def _below_thousand(count: int) -> str:
    hundreds, rest = divmod(count, _HUNDRED)
    words = []
    if hundreds:
        words.append("seratus" if hundreds == 1 else f"{_ONES[hundreds]} ratus")
    if rest:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(count: int) -> str:
    if count < len(_ONES):
        return _ONES[count]
    tens, ones = divmod(count, _TEN)
    if count < _TEENS_END:
        return f"{_ONES[ones]} belas"
    return f"{_ONES[tens]} puluh" + (f" {_ONES[ones]}" if ones else "")
