"""Minutes of what a unit has received: boxes (PPS and others), and goods of a vendor (BTTB).

Source: Perbawaslu 15/2024 Ps 26(2)i; BTTB of KPU.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from domain.seal import BoxSeen
from domain.supply import SupplyLine
from projections.consignment import consignments
from projections.errors import PaperError
from projections.paper import sealing
from projections.paper.archive import Archive, Record
from projections.paper.document import Facts, Grid, Paper, Room, Signatory
from projections.paper.handover import destination_of
from projections.paper.minutes import Form, minutes
from projections.paper.remark import remarks
from projections.paper.visitor import span, spoken_span
from projections.paper.wording import clock, counted, listed, plain, short_date

RECEIPTS_MAX: Final = 500

_HEADS: Final = (
    "No",
    "Tanggal",
    "Jam terima",
    "TPS / asal",
    "Jumlah",
    "Segel utuh",
    "Segel tidak utuh",
    "Penyerah",
    "Penerima",
    "Saksi",
    "Daun",
)
_WIDTHS: Final = (4, 9, 9, 20, 6, 6, 7, 12, 11, 10, 6)
_PAGE: Final = 500


def box_receipt(archive: Archive, unit: str, first: str = "", last: str = "") -> Paper:
    """Return the minutes of the boxes that a unit has received.

    Args:
        archive: As of which leaf.
        unit: Who received, `16.08.05.2003/pps`.
        first: The first day that is listed, `2024-11-27`; empty: from the beginning.
        last: The last day; empty: `first`, or until the end if that is empty too.

    Raises:
        PaperError: A date that no calendar has, or more receipts than one paper holds.
    """
    days = span(first, last)
    records = list(_receipts(archive, unit, days))
    rows = [_row(archive, number, record) for number, record in enumerate(records, start=1)]
    boxes = sum(len(record.statement.boxes) for record in records)
    seals = [seal for record in records for seal in _seals(record.statement.boxes)]
    return Paper(
        "penerimaan-kotak",
        "Berita Acara Penerimaan Kotak Suara",
        blocks=(
            Facts("", (("Penerima", archive.unit(unit)), ("Tanggal", spoken_span(days)))),
            Grid("", _HEADS, rows, _WIDTHS, total=f"Jumlah: {counted(boxes)} kotak."),
            Room("Catatan / keberatan"),
        ),
        signatories=tuple(
            Signatory(part, is_asked=False) for part in ("Ketua", "Anggota", "Saksi PKD")
        ),
        remarks=(*sealing.remark(seals), *remarks(archive, records)),
        sources=tuple(archive.source(record) for record in records),
        grade=archive.weakest(record.index for record in records),
        proven=max((record.index for record in records), default=None),
        look="mendatar",
    )


def vendor_receipt(archive: Archive, leaf: str) -> Paper:
    """Return the receipt of goods that a vendor has brought (BTTB).

    Raises:
        PaperError: The leaf is no such statement.
    """
    record = archive.asked(leaf, {"ConsignmentReceived"})
    act = record.statement
    form = Form(
        "bttb",
        "Bukti Tanda Terima Barang",
        (
            _delivery(archive, record),
            _lines(act.lines),
            Room("Catatan / keberatan"),
        ),
        number=act.waybill,
        preface="telah diterima dan diperiksa barang berikut:",
        place=archive.place(act.place),
        parts=("Petugas penerima", "Pengangkut / saksi"),
        ink=("Penyedia",),
    )
    return minutes(archive, record, form)


def _delivery(archive: Archive, record: Record) -> Facts:
    act = record.statement
    return Facts(
        "",
        (
            ("Penyedia", archive.unit(act.vendor)),
            ("Penerima", archive.unit(act.holder)),
            ("Nomor kontrak", act.contract or "-"),
            ("Surat jalan", act.waybill),
            ("Bagian", f"{act.part} dari {act.parts}"),
            ("Kendaraan", act.vehicle or "-"),
            ("Sopir", archive.sealed(record, "/driver", act.driver)),
            ("Catatan", archive.sealed(record, "/note", act.note)),
        ),
    )


def _lines(lines: Sequence[SupplyLine]) -> Grid:
    rows = [
        (
            str(number),
            plain(line.item),
            *map(str, (line.packages, line.announced, line.good, line.damaged, line.missing)),
        )
        for number, line in enumerate(lines, start=1)
    ]
    heads = ("No", "Jenis", "Koli", "Menurut surat jalan", "Baik", "Rusak", "Kurang")
    return Grid("Barang", heads, rows, (6, 34, 10, 17, 11, 11, 11))


def _receipts(archive: Archive, unit: str, days: tuple[date, date] | None) -> Iterator[Record]:
    """Yield the acceptances of a unit, in log order."""
    found: dict[int, Record] = {}
    after: str | None = None
    while True:
        page = consignments(archive.view, receiver=unit, after=after, limit=_PAGE)
        for index in (lot.index for one in page.items for lot in one.state.accepted):
            record = archive.record(index)
            if record is None or record.kind != "HandoverAccepted" or record.statement.to != unit:
                continue
            if days is None or days[0] <= record.time.date() <= days[1]:
                found[index] = record
        if len(found) > RECEIPTS_MAX:
            raise PaperError(
                f"lebih dari {RECEIPTS_MAX} penerimaan; minta rentang tanggal yang lebih pendek",
                f"more than {RECEIPTS_MAX} receipts; ask for fewer days",
            )
        if (after := page.next) is None:
            break
    for index in sorted(found):
        yield found[index]


def _row(archive: Archive, number: int, record: Record) -> tuple[str, ...]:
    act = record.statement
    intact = sum(bool(one.utuh) and not (one.rusak or one.tidak_ada) for one in act.boxes)
    places = dict.fromkeys(destination_of(archive, one.box) for one in act.boxes)
    given = archive.cited(act.of)
    return (
        str(number),
        short_date(record.time),
        clock(record.time),
        f"{archive.unit(act.from_)}: {listed(tuple(places))}",
        str(len(act.boxes)),
        str(intact),
        str(len(act.boxes) - intact),
        "tanpa penyerahan digital" if given is None else archive.signer(given).person,
        archive.signer(record).person,
        listed(act.witnesses),
        str(record.index),
    )


def _seals(boxes: tuple[BoxSeen, ...]) -> Iterator[str]:
    for one in boxes:
        for seal, _ in one.seen():
            yield seal
