"""The stock card (kartu stok) of a place, and the minutes of goods that were destroyed.

What came and went is read from where each box was last seen, so that a box counts at a place even
if nobody announced it; what was counted by hand stands beside it and is not mended.
"""

from typing import Final, NamedTuple

from projections.paper.archive import Archive, Record
from projections.paper.document import Facts, Grid, Paper, Room, Signatory
from projections.paper.minutes import Form, minutes
from projections.paper.opening import box_grid, photo, witness_grid
from projections.paper.remark import remarks
from projections.paper.wording import clock, counted, plain, short_date, tallied
from projections.statement import listed as statements
from projections.view import View

_HEADS: Final = (
    "No",
    "Tanggal",
    "Jam",
    "Uraian",
    "Masuk",
    "Keluar",
    "Sisa",
    "Dihitung",
    "Petugas",
    "Daun",
)
_WIDTHS: Final = (5, 10, 9, 30, 7, 7, 7, 8, 10, 7)
_PAGE: Final = 500
_MOVES: Final = (
    "SELECT since, sum(place IS :place), sum(before IS :place) FROM ("
    "SELECT since, place, lag(place) OVER (PARTITION BY subject ORDER BY since, id) AS before "
    "FROM kotak WHERE since <= :as_of AND (until IS NULL OR until > since)"
    ") WHERE place IS NOT before AND (place IS :place OR before IS :place) "
    "GROUP BY since ORDER BY since"
)


class Move(NamedTuple):
    """What one leaf did to the boxes at a place."""

    leaf: int
    came: int
    went: int


def stock_card(archive: Archive, place: str) -> Paper:
    """Return the stock card of boxes at a place."""
    moves = {move.leaf: move for move in moves_at(archive.view, place)}
    counts = {record.index: record for record in _counts(archive, place)}
    rows: list[tuple[str, ...]] = []
    left = 0
    for index in sorted(moves.keys() | counts.keys()):
        move = moves.get(index, Move(index, 0, 0))
        left += move.came - move.went
        rows.append((str(len(rows) + 1), *_row(archive, move, left, counts.get(index))))
    newest = max(moves.keys() | counts.keys(), default=None)
    record = None if newest is None else archive.record(newest)
    return Paper(
        "kartu-stok",
        "Kartu Stok",
        blocks=(
            Facts("", (("Tempat", archive.place(place)), ("Barang", "kotak"))),
            Grid("", _HEADS, rows, _WIDTHS, total=f"Sisa: {counted(left)} kotak."),
        ),
        signatories=(Signatory("Petugas gudang", is_asked=False),),
        remarks=tuple(remarks(archive, counts.values())),
        sources=() if record is None else (archive.source(record),),
        grade=archive.weakest(moves.keys() | counts.keys()),
        proven=None if record is None else newest,
    )


def moves_at(view: View, place: str) -> list[Move]:
    """Return which leaves brought boxes to a place, and which took them away."""
    return [Move(*row) for row in view.rows(_MOVES, {"place": place})]


def destruction(archive: Archive, leaf: str) -> Paper:
    """Return the minutes of goods that were destroyed.

    Raises:
        PaperError: The leaf is no such statement.
    """
    record = archive.asked(leaf, {"ItemDestroyed"})
    act = record.statement
    form = Form(
        "pemusnahan",
        "Berita Acara Pemusnahan",
        (
            Facts(
                "",
                (
                    ("Pemegang", archive.unit(act.holder)),
                    ("Cara", plain(act.method)),
                    ("Barang", tallied(act.goods)),
                    ("Foto", photo(act.photo)),
                    ("Catatan", archive.sealed(record, "/note", act.note)),
                ),
            ),
            box_grid(archive, "Kotak", act.boxes),
            witness_grid(archive, act.witnesses),
            Room("Catatan / keberatan"),
        ),
        number=act.document,
        preface="telah dimusnahkan barang berikut:",
        place=archive.place(act.place),
        parts=("Yang memusnahkan", "Yang mengesahkan"),
        ink=("Saksi Bawaslu", "Saksi Polri"),
    )
    return minutes(archive, record, form)


def _counts(archive: Archive, place: str) -> list[Record]:
    """Return the statements that counted boxes at a place."""
    found: list[Record] = []
    after: str | None = None
    while True:
        page = statements(archive.view, kind="StockCounted", after=after, limit=_PAGE)
        for one in page.items:
            record = archive.record(one.leaf_index)
            if record is None or record.kind != "StockCounted":
                continue
            act = record.statement
            if act.place == place and act.item.startswith("kotak"):
                found.append(record)
        if (after := page.next) is None:
            return found


def _row(archive: Archive, move: Move, left: int, count: Record | None) -> tuple[str, ...]:
    record = archive.record(move.leaf)
    if record is None or record.kind == "?":
        return ("-", "-", "-", str(move.came), str(move.went), str(left), "", "-", str(move.leaf))
    return (
        short_date(record.time),
        clock(record.time),
        _what(archive, record, count),
        str(move.came or ""),
        str(move.went or ""),
        str(left),
        "" if count is None else str(count.statement.counted),
        archive.signer(record).person,
        str(move.leaf),
    )


def _what(archive: Archive, record: Record, count: Record | None) -> str:
    act, label = record.statement, archive.source(record).kind
    if count is not None:
        expected = count.statement.expected
        return f"{label}: {plain(count.statement.item)}" + (
            f", menurut buku petugas {expected}" if expected is not None else ""
        )
    parts = [label]
    if getattr(act, "from_", None) and getattr(act, "to", None):
        parts.append(f"{act.from_} kepada {act.to}")
    if getattr(act, "consignment", None):
        parts.append(f"kiriman {act.consignment}")
    return "; ".join(parts)
