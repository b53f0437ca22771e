"""The visitors' book (buku tamu) of a guarded place: who asked, who came in, who was refused.

Names stay closed unless openings are handed in; of a number that the state gave only the last four
figures are ever printed.
"""

from datetime import date
from typing import Any, Final, NamedTuple

from projections import access
from projections.errors import PaperError
from projections.paper.archive import CLOSED, Archive, Record, spoken
from projections.paper.document import Facts, Grid, Paper, Signatory
from projections.paper.remark import remarks
from projections.paper.wording import clock, counted, long_date, plain
from projections.version import Version

ROWS_MAX: Final = 2000
"""A longer book is asked for by dates; nothing is left out in silence."""

_HEADS: Final = (
    "No",
    "Tanggal",
    "Masuk",
    "Nama / instansi",
    "Keperluan",
    "Bertemu",
    "Izin",
    "Barang",
    "Kartu tamu",
    "Pendamping",
    "Keluar",
    "Keterangan",
    "Paraf tamu",
    "Paraf petugas",
    "Daun",
)
_WIDTHS: Final = (3, 7, 5, 12, 8, 8, 9, 6, 5, 8, 5, 10, 5, 5, 4)
_PAGE: Final = 500
_MASKED: Final = frozenset({"nik", "number", "telepon", "telephone"})
_FIGURES_SHOWN: Final = 4


class Visit(NamedTuple):
    """One visit: the report and its answers."""

    report: Record
    answers: tuple[Record, ...]

    def answer(self, kind: str) -> Record | None:
        """Return the first answer of a kind."""
        return next((one for one in self.answers if one.kind == kind), None)


def guest_book(archive: Archive, place: str, first: str = "", last: str = "") -> Paper:
    """Return the visitors' book of a place.

    Args:
        archive: As of which leaf.
        place: Where.
        first: The first day that is listed, `2024-11-25`; empty: from the beginning.
        last: The last day; empty: `first`, or until the end if that is empty too.

    Raises:
        PaperError: A date that no calendar has, or more visits than one book holds.
    """
    days = span(first, last)
    visits = sorted(_visits(archive, place, days), key=lambda one: one.report.index)
    rows = [_row(archive, number, visit) for number, visit in enumerate(visits, start=1)]
    refused = sum(visit.answer("AccessDenied") is not None for visit in visits)
    records = [record for visit in visits for record in (visit.report, *visit.answers)]
    newest = max((record.index for record in records), default=None)
    return Paper(
        "buku-tamu",
        "Buku Tamu",
        blocks=(
            Facts("", (("Tempat", archive.place(place)), ("Tanggal", spoken_span(days)))),
            Grid(
                "",
                _HEADS,
                rows,
                _WIDTHS,
                total=f"Jumlah: {counted(len(rows))} tamu, ditolak {counted(refused)}.",
            ),
        ),
        signatories=(Signatory("Petugas jaga", is_asked=False),),
        remarks=tuple(remarks(archive, [visit.report for visit in visits])),
        sources=() if newest is None else _newest(archive, newest),
        grade=archive.weakest(record.index for record in records),
        proven=newest,
        look="mendatar",
    )


def span(first: str, last: str) -> tuple[date, date] | None:
    """Read the days that are asked for; None: all of them.

    Raises:
        PaperError: A date that no calendar has, or the last one before the first.
    """
    if not first:
        return None
    try:
        days = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as error:
        raise PaperError(
            "tanggal ditulis seperti 2024-11-25", "dates are written like 2024-11-25"
        ) from error
    if days[0] > days[1]:
        raise PaperError(
            "tanggal akhir mendahului tanggal awal", "the last day is before the first"
        )
    return days


def spoken_span(days: tuple[date, date] | None) -> str:
    """Return days in words."""
    if days is None:
        return "seluruhnya"
    first, last = (long_date(day) for day in days)
    return first if first == last else f"{first} sampai {last}"


def _visits(archive: Archive, place: str, days: tuple[date, date] | None) -> list[Visit]:
    found: list[Visit] = []
    after: str | None = None
    while True:
        page = access.visits(archive.view, place=place, after=after, limit=_PAGE)
        reports = [
            one for one in (_report(archive, v, days) for v in page.items) if one is not None
        ]
        archive.read_answers(reports)
        found += [Visit(one, archive.answers(one)) for one in reports]
        if len(found) > ROWS_MAX:
            raise PaperError(
                f"lebih dari {ROWS_MAX} tamu; minta rentang tanggal yang lebih pendek",
                f"more than {ROWS_MAX} visitors; ask for fewer days",
            )
        if (after := page.next) is None:
            return found


def _report(
    archive: Archive, version: Version[Any], days: tuple[date, date] | None
) -> Record | None:
    """Return the report of a visit on one of these days."""
    reported = version.state.reported
    if reported is None or (days is not None and not days[0] <= reported.date() <= days[1]):
        return None
    return archive.cited(version.subject)


def _row(archive: Archive, number: int, visit: Visit) -> tuple[str, ...]:
    report = visit.report
    act, at = report.statement, report.time
    granted, denied = visit.answer("AccessGranted"), visit.answer("AccessDenied")
    left = visit.answer("AccessExited")
    escort = None if granted is None else granted.statement.escort
    return (
        str(number),
        f"{at:%d-%m-%y}",
        "-" if granted is None else f"{granted.time:%H.%M}",
        _who(archive, report),
        plain(act.purpose),
        archive.unit(act.host) if act.host else "-",
        act.permission or "-",
        ", ".join(map(plain, act.items)) or "-",
        "-" if granted is None else granted.statement.badge or "-",
        archive.person(escort) if escort else "-",
        "-" if left is None else f"{left.time:%H.%M}",
        _remark(visit, denied, left),
        "",
        "",
        str(report.index),
    )


def _who(archive: Archive, report: Record) -> str:
    act = report.statement
    value = archive.value(report, "/visitor")
    count = f" + {act.persons - 1} orang" if act.persons and act.persons > 1 else ""
    if not isinstance(value, dict):
        return CLOSED + count
    shown = {name: _masked(name, one) for name, one in value.items() if name != "photos"}
    return ", ".join(map(spoken, shown.values())) + count


def _masked(name: str, value: object) -> object:
    if name not in _MASKED:
        return value
    return f"…{str(value)[-_FIGURES_SHOWN:]}"


def _remark(visit: Visit, denied: Record | None, left: Record | None) -> str:
    act = visit.report.statement
    parts = [f"lapor {clock(visit.report.time)}", f"identitas: {plain(act.identity_check or '-')}"]
    if denied is not None:
        parts.append(f"DITOLAK {denied.time:%H.%M}: {plain(denied.statement.reason)}")
    elif visit.answer("AccessGranted") is None:
        parts.append("belum dijawab")
    elif left is None:
        parts.append("belum keluar")
    return "; ".join(parts)


def _newest(archive: Archive, index: int) -> tuple[Any, ...]:
    record = archive.record(index)
    return () if record is None else (archive.source(record),)
