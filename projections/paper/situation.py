"""The situation report (lapsit): nihil is said as loudly as anything else."""

from typing import Final

from domain.statement import Sealed, time
from projections.paper.archive import CLOSED, Archive, Record
from projections.paper.document import Facts, Grid, Paper, Room
from projections.paper.minutes import Form, minutes
from projections.paper.wording import counted, listed, moment, plain

_STOCK: Final = "kotak_"
"""Counts of boxes begin so; all others are of activities."""


def situation(archive: Archive, leaf: str) -> Paper:
    """Return a situation report.

    Raises:
        PaperError: The leaf is no such statement.
    """
    record = archive.asked(leaf, {"SituationReported"})
    act = record.statement
    cited = [one for one in map(archive.cited, act.refs) if one is not None]
    activities = [one for one in act.counts if not one.item.startswith(_STOCK)]
    stock = [one for one in act.counts if one.item.startswith(_STOCK)]
    form = Form(
        "lapsit",
        "Laporan Situasi",
        (
            _head(archive, record),
            Facts("I. Situasi umum", (("Keadaan", _OUTCOMES[act.outcome]),)),
            Grid(
                "II. Giat",
                ("No", "Giat", "Jumlah"),
                [(str(n), plain(o.item), counted(o.count)) for n, o in enumerate(activities, 1)],
                (6, 60, 34),
            ),
            _incidents(archive, cited),
            Grid(
                "IV. Logistik: posisi kotak",
                ("No", "Posisi", "Jumlah"),
                [
                    (str(n), plain(o.item.removeprefix(_STOCK)), counted(o.count))
                    for n, o in enumerate(stock, 1)
                ],
                (6, 60, 34),
                "tidak dilaporkan",
            ),
            Room("V. Langkah"),
            Facts("VI. Rencana", (("Rencana", listed(tuple(map(plain, act.plans)))),)),
            Facts("VII. Penutup", (("Catatan", archive.sealed(record, "/note", act.note)),)),
        ),
        number=f"daun {record.index}",
        parts=("Pelapor", "Yang mengetahui"),
        others=cited,
    )
    return minutes(archive, record, form)


_OUTCOMES: Final = {
    "nihil": "NIHIL kejadian menonjol; situasi aman dan terkendali menurut pelapor",
    "ada": "ADA kejadian, diuraikan di bawah",
}


def _head(archive: Archive, record: Record) -> Facts:
    act = record.statement
    window = f"{moment(time(act.window.from_))} sampai {moment(time(act.window.until))}"
    strength = act.strength
    if isinstance(strength, Sealed):
        strength = CLOSED
    elif strength is not None:
        strength = f"{counted(strength)} orang"
    return Facts(
        "",
        (
            ("Kepada", listed(tuple(map(archive.unit, act.to)))),
            ("Dari", archive.unit(act.unit)),
            ("Perihal", f"situasi {archive.place(act.area)}"),
            ("Periode", window),
            ("Kekuatan", strength or "-"),
            ("Dibuat", moment(record.time)),
        ),
    )


def _incidents(archive: Archive, cited: list[Record]) -> Grid:
    rows = []
    for number, one in enumerate(cited, start=1):
        source = archive.source(one)
        kind = getattr(one.statement, "incident_kind", None)
        what = f"{source.kind}: {plain(kind)}" if kind else source.kind
        place = getattr(one.statement, "place", None)
        rows.append((str(number), source.at, what, archive.place(place), str(one.index)))
    heads = ("No", "Waktu", "Uraian", "Tempat", "Daun")
    return Grid("III. Kejadian menonjol", heads, rows, (6, 20, 34, 30, 10))
