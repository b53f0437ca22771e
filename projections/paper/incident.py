"""The report of an incident (laporan kejadian menonjol), with all that came after it."""

from typing import Final

from domain.statement import time
from projections.paper.archive import Archive, Record
from projections.paper.document import Block, Facts, Grid, Paper, Room
from projections.paper.handover import kind_of
from projections.paper.minutes import Form, minutes
from projections.paper.wording import listed, moment, plain, tallied

_KINDS: Final = frozenset({"IncidentReported", "IncidentUpdated", "IncidentClosed"})


def incident(archive: Archive, leaf: str) -> Paper:
    """Return the report of an incident, whichever of its statements is named.

    Raises:
        PaperError: The leaf is no such statement, or cites a report that is not there.
    """
    record = archive.asked(leaf, _KINDS)
    if record.kind != "IncidentReported":
        first = archive.cited(record.statement.of)
        record = archive.asked("" if first is None else str(first.index), {"IncidentReported"})
    later = [one for one in archive.answers(record) if one.kind in _KINDS]
    act = record.statement
    form = Form(
        "kejadian",
        "Laporan Kejadian Menonjol" if act.severity == "menonjol" else "Laporan Kejadian",
        (
            _when(archive, record),
            _what(archive, record, later),
            Grid(
                "Kotak yang terdampak",
                ("No", "Jenis", "Nomor kotak"),
                [(str(n), kind_of(archive, box), box) for n, box in enumerate(act.boxes, start=1)],
                (6, 40, 54),
            ),
            _course(archive, later),
            Room("Kronologis / barang bukti", 4),
        ),
        number=f"daun {record.index}",
        parts=("Pelapor", "Yang mengetahui"),
        others=later,
    )
    return minutes(archive, record, form)


def _when(archive: Archive, record: Record) -> Block:
    act = record.statement
    occurred = "tidak diketahui" if act.occurred is None else moment(time(act.occurred))
    return Facts(
        "Waktu dan tempat",
        (
            ("Waktu kejadian", occurred),
            ("Diketahui", moment(time(act.observed))),
            ("Dilaporkan", moment(record.time)),
            ("Tempat kejadian (TKP)", archive.place(act.place)),
        ),
    )


def _what(archive: Archive, record: Record, later: list[Record]) -> Block:
    act = record.statement
    photos = [photo for one in (record, *later) for photo in getattr(one.statement, "photos", ())]
    return Facts(
        "Kejadian",
        (
            ("Jenis", plain(act.incident_kind)),
            ("Tingkat", plain(act.severity)),
            ("Pelaku, korban, saksi", archive.sealed(record, "/persons", act.persons)),
            ("Kerugian", tallied(act.losses, "tidak ada yang dicatat")),
            ("Tindakan", listed(tuple(map(plain, act.actions)))),
            ("Dilaporkan kepada", listed(tuple(map(archive.unit, act.notified)))),
            ("Foto (SHA-256)", listed(tuple(photos))),
            ("Catatan", archive.sealed(record, "/note", act.note)),
        ),
    )


def _course(archive: Archive, later: list[Record]) -> Block:
    rows = [
        (str(number), moment(one.time), _told(archive, one), str(one.index))
        for number, one in enumerate(later, start=1)
    ]
    heads = ("No", "Waktu", "Uraian", "Daun")
    return Grid("Perkembangan", heads, rows, (6, 22, 62, 10), "Belum ada perkembangan")


def _told(archive: Archive, record: Record) -> str:
    act = record.statement
    note = archive.sealed(record, "/note", act.note)
    if record.kind == "IncidentClosed":
        parts = [f"diselesaikan: {plain(act.outcome)}"]
    else:
        parts = [f"tingkat {plain(act.severity)}"] if act.severity else []
        parts += [f"tindakan: {listed(tuple(map(plain, act.actions)))}"] if act.actions else []
        parts += (
            [f"dilaporkan kepada {listed(tuple(map(archive.unit, act.notified)))}"]
            if act.notified
            else []
        )
    parts += [f"kerugian: {tallied(act.losses)}"] if act.losses else []
    return "; ".join([*parts, *([f"catatan: {note}"] if note != "-" else [])]) or "diperbarui"
