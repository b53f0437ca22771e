"""Minutes of a handover (BAST): who gave which boxes to whom, and what their seals looked like.

Source: docs/guide/print.md; UU 10/2016; Perbawaslu 15/2024 Ps 26.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from domain.consignment import ConsignmentDispatched, HandoverAccepted
from domain.seal import BoxSeen
from projections.consignment import consignment
from projections.errors import PaperError
from projections.paper import sealing
from projections.paper.archive import Archive, Record
from projections.paper.document import Block, Facts, Grid, Paper, Prose, Room, Signatory
from projections.paper.remark import remarks
from projections.paper.wording import clock, counted, listed, moment, number, on_this_day, plain

KINDS: Final = frozenset({"HandoverAccepted", "HandoverOffered", "ConsignmentDispatched"})
_HEADS: Final = (
    "No",
    "Jenis logistik",
    "Nomor kotak",
    "TPS / tujuan",
    "Kirim",
    "Terima",
    "Selisih",
    "Keadaan segel",
    "Nomor segel",
)
_WIDTHS: Final = (4, 12, 23, 16, 6, 7, 7, 9, 16)
_ELECTIONS: Final = {
    "GUB": "Gubernur",
    "BUP": "Bupati",
    "WALKOT": "Wali Kota",
    "PPWP": "Presiden",
    "DPR": "DPR",
    "DPD": "DPD",
    "DPRP": "DPRD provinsi",
    "DPRK": "DPRD kabupaten/kota",
}


class Deal(NamedTuple):
    """Both sides of one handover, as far as they are in the log."""

    asked: Record
    given: Record | None
    """The offer or the dispatch."""
    taken: Record | None
    """The acceptance."""
    refused: tuple[Record, ...]

    endorsed: tuple[Record, ...]
    """What other persons have signed beneath either side."""

    @property
    def records(self) -> tuple[Record, ...]:
        """Everything that the paper rests on, in log order."""
        sides = (self.given, self.taken, *self.refused, *self.endorsed)
        found = {one.index: one for one in sides if one is not None}
        return tuple(found[index] for index in sorted(found))


class Line(NamedTuple):
    """One box."""

    box: str
    is_sent: bool
    seen: BoxSeen | None
    why_not: str | None
    """Why it was refused."""


def bast(archive: Archive, leaf: str, part: str = "1") -> Paper:
    """Return the minutes of one handover.

    Args:
        archive: As of which leaf.
        leaf: The index of the acceptance, of the offer or of the dispatch; or the name of a
            consignment.
        part: Which part of the consignment, where its name is given.

    Raises:
        PaperError: The leaf is none of these, or the consignment has no such part.
    """
    deal = deal_of(archive, archive.asked(_leaf(archive, leaf, part), KINDS))
    lines = tuple(_lines(deal))
    seals = [seal for line in lines if line.seen for seal, _ in line.seen.seen()]
    first, second = deal.given, deal.taken
    act = deal.asked.statement
    parts = f", bagian {act.part} dari {act.parts}" if act.parts > 1 else ""
    at = (second or deal.asked).time
    where = (second or deal.asked).statement
    place = archive.place(where.origin if isinstance(where, ConsignmentDispatched) else where.place)
    return Paper(
        "bast",
        "Berita Acara Serah Terima",
        f"{act.consignment or f'daun {deal.asked.index}'}{parts}",
        (
            Prose(f"{on_this_day(at)}, bertempat di {place}, kami:"),
            _party(archive, "PIHAK PERTAMA (yang menyerahkan)", act.from_, first),
            _party(archive, "PIHAK KEDUA (yang menerima)", act.to, second),
            Prose(
                "PIHAK PERTAMA menyerahkan kepada PIHAK KEDUA, dan PIHAK KEDUA menerima dari "
                "PIHAK PERTAMA, logistik pemilihan berikut:"
            ),
            _grid(archive, lines),
            *_transport(archive, deal),
            Room("Catatan / keberatan"),
        ),
        tuple(_signatories(archive, deal)),
        (*_missing(deal), *sealing.remark(seals), *remarks(archive, deal.records)),
        tuple(archive.source(one) for one in deal.records),
        grade=archive.weakest(one.index for one in deal.records),
        proven=(second or deal.asked).index,
    )


def _leaf(archive: Archive, name: str, part: str) -> str:
    """Return the leaf of a part of a consignment; what is a leaf index already stays as it is."""
    found = None if name.isdigit() else consignment(archive.view, name)
    if found is None:
        return name
    for lots in (found.state.accepted, found.state.dispatched, found.state.offered):
        for lot in lots:
            if str(lot.part) == part:
                return str(lot.index)
    raise PaperError(
        f"kiriman {name} tidak punya bagian {part}", f"consignment {name} has no part {part}"
    )


def deal_of(archive: Archive, record: Record) -> Deal:
    """Return both sides of a handover, whichever of them was named."""
    given = record
    if record.kind == HandoverAccepted.__name__:
        cited = archive.cited(record.statement.of)
        if cited is None or cited.kind not in KINDS:
            return Deal(record, None, record, (), _endorsed(archive.answers(record)))
        given = cited
    answers = archive.answers(given)
    refused = tuple(one for one in answers if one.kind == "HandoverRefused")
    taken: Record | None = record
    if record is given:
        accepted = (one for one in answers if one.kind == HandoverAccepted.__name__)
        taken = next(accepted, None)
    beneath = () if taken is None else archive.answers(taken)
    return Deal(record, given, taken, refused, _endorsed((*answers, *beneath)))


def _endorsed(answers: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(one for one in answers if one.kind == "Endorsed")


def kind_of(archive: Archive, name: str) -> str:
    """Return what a box is, in words."""
    box = archive.box(name)
    item = None if box is None else box.item
    if item is None:
        return "Kotak"
    election = _ELECTIONS.get(item.election or "", item.election or "")
    return f"{plain(item.box_kind).capitalize()} {election}".strip()


def destination_of(archive: Archive, name: str) -> str:
    """Return where a box is meant to go."""
    box = archive.box(name)
    return "-" if box is None or box.item is None else box.item.destination or "-"


def _lines(deal: Deal) -> Iterator[Line]:
    sent = () if deal.given is None else deal.given.statement.boxes
    seen = {} if deal.taken is None else {one.box: one for one in deal.taken.statement.boxes}
    refused = {one.box: one.reason for record in deal.refused for one in record.statement.boxes}
    for box in dict.fromkeys((*sent, *seen, *refused)):
        is_sent = deal.given is None or box in sent
        yield Line(box, is_sent, seen.get(box), refused.get(box))


def _grid(archive: Archive, lines: tuple[Line, ...]) -> Grid:
    rows = [_row(archive, place, line) for place, line in enumerate(lines, start=1)]
    sent, taken = sum(line.is_sent for line in lines), sum(line.seen is not None for line in lines)
    return Grid(
        "Rincian",
        _HEADS,
        rows,
        _WIDTHS,
        total=f"Jumlah: dikirim {counted(sent)} kotak, diterima {counted(taken)} kotak, "
        f"selisih {counted(abs(sent - taken))} kotak.",
    )


def _row(archive: Archive, place: int, line: Line) -> tuple[str, ...]:
    sent, taken = int(line.is_sent), int(line.seen is not None)
    state = "-" if line.seen is None else sealing.state(line.seen)
    seals = [] if line.seen is None else [seal for seal, _ in line.seen.seen()]
    return (
        str(place),
        kind_of(archive, line.box),
        line.box,
        destination_of(archive, line.box),
        str(sent),
        str(taken),
        str(sent - taken),
        f"ditolak: {plain(line.why_not)}" if line.why_not else state,
        sealing.all_named(seals) or "-",
    )


def _party(archive: Archive, title: str, unit: str, record: Record | None) -> Facts:
    signer = None if record is None else archive.signer(record)
    return Facts(
        title,
        (
            ("Nama", "belum menandatangani secara digital" if signer is None else signer.person),
            ("Jabatan", (signer.office if signer else "") or "-"),
            ("Instansi", archive.unit(unit)),
        ),
    )


def _transport(archive: Archive, deal: Deal) -> Iterator[Block]:
    """Yield how the boxes came, and in what condition."""
    rows: list[tuple[str, str]] = []
    sent = deal.given
    if sent is not None and sent.kind == "ConsignmentDispatched":
        act = sent.statement
        rows += [
            ("Dari, ke", f"{archive.place(act.origin)}, {archive.place(act.destination)}"),
            ("Kendaraan", act.vehicle or "-"),
            ("Pengangkut", archive.unit(act.carrier)),
            ("Sopir", archive.sealed(sent, "/driver", act.driver)),
            ("Pengawal", archive.unit(act.escort)),
            ("Berangkat", moment(sent.time)),
        ]
    if deal.taken is not None:
        act = deal.taken.statement
        rows += [
            ("Diterima", moment(deal.taken.time)),
            ("Kondisi", plain(act.condition) if act.condition else "tidak dicatat"),
            ("Jumlah menurut penerima", counted(act.count)),
            ("Disaksikan", listed(tuple(map(archive.unit, act.witnesses)))),
            ("Catatan", archive.sealed(deal.taken, "/note", act.note)),
        ]
    if rows:
        yield Facts("Pengangkutan dan penerimaan", rows)


def _signatories(archive: Archive, deal: Deal) -> Iterator[Signatory]:
    for part, record in (("PIHAK PERTAMA", deal.given), ("PIHAK KEDUA", deal.taken)):
        if record is None:
            yield Signatory(part)
            continue
        signer = archive.signer(record)
        yield Signatory(part, signer.office, signer.person, record.index)
    for answer in deal.endorsed:
        signer = archive.signer(answer)
        part = plain(answer.statement.capacity or "saksi").capitalize()
        yield Signatory(part, signer.office, signer.person, answer.index)
    for part in ("Saksi Bawaslu", "Saksi Polri"):
        yield Signatory(part, is_asked=False)


def _missing(deal: Deal) -> Iterator[str]:
    if deal.taken is None:
        yield "Tanda tangan kedua belum ada: PIHAK KEDUA belum menyatakan menerima."
    elif deal.given is None:
        yield "Tanda tangan pertama belum ada: tidak ada penyerahan yang dirujuk penerimaan ini."
    if deal.refused:
        count = sum(len(one.statement.boxes) for one in deal.refused)
        yield f"{number(count).capitalize()} kotak ditolak PIHAK KEDUA pada pukul " + ", ".join(
            clock(one.time) for one in deal.refused
        )
