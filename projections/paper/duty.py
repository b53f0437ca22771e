"""The duty journal (buku mutasi) of a post: everything that was said there, in order."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

from msgspec import structs

from domain.catalogue import KINDS
from domain.post import COVERT
from domain.shift import ShiftAccepted, ShiftHandedOver, ShiftStarted, Strength
from domain.statement import Sealed, Tally
from projections.errors import PaperError
from projections.paper import sealing
from projections.paper.archive import CLOSED, Archive, Record
from projections.paper.document import Facts, Grid, Paper, Signatory
from projections.paper.visitor import span, spoken_span
from projections.paper.wording import checked, clock, counted, listed, plain, short_date, tallied
from projections.shift import WATCHES

ROWS_MAX: Final = 2000
"""A longer journal is asked for by dates."""

_HEADS: Final = ("No", "Tanggal", "Jam", "Uraian", "Petugas", "Paraf", "Daun")
_WIDTHS: Final = (5, 10, 9, 48, 14, 7, 7)
_CLOSED: Final = Sealed(sd="", class_="tunda")
"""Stands for a number that was said in the open and is not repeated."""

_Told = Callable[[Any], str]


def duty_journal(archive: Archive, post: str, first: str = "", last: str = "") -> Paper:
    """Return the duty journal of a post.

    Args:
        archive: As of which leaf.
        post: Which one.
        first: The first day that is listed, `2024-11-25`; empty: from the beginning.
        last: The last day; empty: `first`, or until the end if that is empty too.

    Raises:
        PaperError: A date that no calendar has, or more entries than one journal holds.
    """
    days = span(first, last)
    records = list(_entries(archive, post, days))
    is_covert = _is_covert(archive, post)
    rows = [
        (
            str(number),
            short_date(record.time),
            clock(record.time),
            told(record, is_covert=is_covert),
            archive.signer(record).person,
            "",
            str(record.index),
        )
        for number, record in enumerate(records, start=1)
    ]
    newest = max(records, key=lambda one: one.index, default=None)
    return Paper(
        "buku-mutasi",
        "Buku Mutasi Jaga",
        blocks=(
            Facts("", (("Pos", archive.place(post)), ("Tanggal", spoken_span(days)))),
            Grid("", _HEADS, rows, _WIDTHS, total=f"Jumlah: {counted(len(rows))} catatan."),
        ),
        signatories=tuple(
            Signatory(part, is_asked=False)
            for part in ("Yang menyerahkan", "Yang menerima", "Padal")
        ),
        sources=() if newest is None else (archive.source(newest),),
        grade=archive.weakest(record.index for record in records),
        proven=None if newest is None else newest.index,
    )


def told(record: Record, *, is_covert: bool) -> str:
    """Return one entry in words; of a covert post without how many stand there."""
    words = _TOLD.get(record.kind)
    label = KINDS[record.kind].label.capitalize()
    said = record.statement
    if is_covert and isinstance(said, ShiftStarted | ShiftAccepted):
        said = structs.replace(said, present=_CLOSED)
    return label if words is None else f"{label}: {words(said)}"


def _is_covert(archive: Archive, post: str) -> bool:
    watch = WATCHES.one(archive.view, post)
    known = None if watch is None else watch.state.established
    return known is not None and known.openness == COVERT


def _entries(archive: Archive, post: str, days: tuple[date, date] | None) -> Iterator[Record]:
    count = 0
    for record in archive.about(WATCHES.fold, post):
        if record.kind not in KINDS:
            continue
        if days is not None and not days[0] <= record.time.date() <= days[1]:
            continue
        count += 1
        if count > ROWS_MAX:
            raise PaperError(
                f"lebih dari {ROWS_MAX} catatan; minta rentang tanggal yang lebih pendek",
                f"more than {ROWS_MAX} entries; ask for fewer days",
            )
        yield record


def _strength(present: Strength) -> str:
    return CLOSED if isinstance(present, Sealed) else f"{present} orang"


def _started(act: ShiftStarted) -> str:
    return f"{act.team} ({act.unit}), hadir {_strength(act.present)}; {_stock(act.inventory)}"


def _handed_over(act: ShiftHandedOver) -> str:
    parts = [
        f"{act.from_} kepada {act.to}",
        f"keadaan: {checked(act.condition)}",
        _stock(act.inventory),
        f"segel pintu: {sealing.all_named(act.doors) or '-'}",
        f"tamu di dalam: {len(act.inside)}",
        f"CCTV: {plain(act.cctv or '-')}",
    ]
    if act.open_items:
        parts.append(f"belum selesai: {listed(tuple(map(plain, act.open_items)))}")
    return "; ".join(parts)


def _accepted(act: ShiftAccepted) -> str:
    return (
        f"{act.to} dari {act.from_}, hadir {_strength(act.present)}; {_stock(act.inventory)}; "
        f"tamu di dalam: {len(act.inside)}"
    )


def _stock(inventory: Iterable[Tally]) -> str:
    return f"inventaris: {tallied(inventory)}"


_TOLD: Final[dict[str, _Told]] = {
    "ShiftStarted": _started,
    "ShiftHandedOver": _handed_over,
    "ShiftAccepted": _accepted,
    "ShiftEnded": lambda act: f"{act.team}, {plain(act.reason)}; {_stock(act.inventory)}",
    "VisitorReported": lambda act: f"keperluan {plain(act.purpose)}, izin {act.permission or '-'}",
    "AccessGranted": lambda act: f"zona {plain(act.zone)}, badge {act.badge or '-'}",
    "AccessDenied": lambda act: plain(act.reason),
    "AccessExited": lambda act: f"pemeriksaan: {plain(act.search or '-')}",
    "InspectionRecorded": lambda act: f"{plain(act.template)}: {checked(act.items)}",
    "IncidentReported": lambda act: f"{plain(act.incident_kind)}, {plain(act.severity)}",
    "PostChecked": lambda act: f"{plain(act.purpose)}; {checked(act.items)}",
    "EquipmentStatusChanged": lambda act: f"{plain(act.equipment)} {act.asset} {act.status}",
    "StoreOpened": lambda act: f"{act.door}, {plain(act.reason)}",
    "StoreClosed": lambda act: f"{act.door}, segel {sealing.all_named(act.seals) or '-'}",
}
