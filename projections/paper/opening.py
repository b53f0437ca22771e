"""Minutes about closures: a box that was opened, a seal that was replaced, a store's door.

Source: docs/guide/print.md; UU 10/2016.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from domain.box import Witness
from projections.paper import sealing
from projections.paper.archive import Archive, Record
from projections.paper.document import Block, Facts, Grid, Paper, Room
from projections.paper.handover import destination_of, kind_of
from projections.paper.minutes import Form, minutes, signatories
from projections.paper.wording import counted, listed, moment, plain

_ANSWERS: Final = {True: "ya", False: "tidak", None: "tidak dicatat"}
_SIDES: Final = {
    "bawaslu": "Bawaslu",
    "saksi": "Saksi pasangan calon",
    "pemantau": "Pemantau",
    "polri": "Polri",
    "linmas": "Petugas ketertiban",
}


def box_opening(archive: Archive, leaf: str) -> Paper:
    """Return the minutes of boxes that were opened.

    Raises:
        PaperError: The leaf is no such statement.
    """
    record = archive.asked(leaf, {"BoxOpened"})
    act = record.statement
    blocks: tuple[Block, ...] = (
        _purpose(archive, record),
        box_grid(archive, "Kotak yang dibuka", act.boxes),
        seal_grid("Segel yang dilepas", act.seals),
        witness_grid(archive, act.witnesses),
        Room("Segel yang dipasang kembali / keberatan"),
    )
    form = Form(
        "buka-kotak",
        "Berita Acara Pembukaan Kotak",
        blocks,
        preface="telah dibuka kotak berikut:",
        place=archive.place(act.place),
        parts=("Yang membuka", "Yang mengesahkan"),
        ink=("Saksi Bawaslu", "Saksi pasangan calon"),
        seals=act.seals,
    )
    return minutes(archive, record, form)


def seal_replacement(archive: Archive, leaf: str) -> Paper:
    """Return the minutes of seals that were replaced.

    Raises:
        PaperError: The leaf is no such statement.
    """
    record = archive.asked(leaf, {"SealReplaced"})
    act = record.statement
    cause = archive.cited(act.discrepancy)
    blocks: tuple[Block, ...] = (
        Facts(
            "",
            (
                ("Kotak / pintu", f"{kind_of(archive, act.box)} {act.box}"),
                ("Alasan", plain(act.reason)),
                ("Dasar / perintah", act.order or "-"),
                ("Selisih yang dinyatakan", "-" if cause is None else f"daun {cause.index}"),
                ("Foto", photo(act.photo)),
                ("Catatan", archive.sealed(record, "/note", act.note)),
            ),
        ),
        seal_grid("Segel lama, disimpan sebagai bukti", act.old),
        seal_grid("Segel baru", act.new),
        Room("Catatan / keberatan"),
    )
    form = Form(
        "penggantian-segel",
        "Berita Acara Penggantian Segel",
        blocks,
        preface="telah diganti segel berikut:",
        place=archive.place(act.place),
        parts=("Yang mengganti", "Yang mengesahkan"),
        ink=("Saksi Bawaslu",),
        others=() if cause is None else (cause,),
        seals=(*act.old, *act.new),
    )
    return minutes(archive, record, form)


def store(archive: Archive, leaf: str) -> Paper:
    """Return the minutes of a store's door: opened, and closed again if it was.

    Raises:
        PaperError: The leaf is no such statement.
    """
    record = archive.asked(leaf, {"StoreOpened", "StoreClosed"})
    is_opening = record.kind == "StoreOpened"
    opened, closed = record if is_opening else None, None if is_opening else record
    if opened is not None:
        closed = next((o for o in archive.answers(opened) if o.kind == "StoreClosed"), None)
    elif (cited := archive.cited(record.statement.of)) is not None:
        opened = cited if cited.kind == "StoreOpened" else None
    act = record.statement
    sides = [one for one in (opened, closed) if one is not None]
    blocks: list[Block] = [Facts("", (("Pintu", act.door),))]
    blocks += _side(archive, "Pembukaan", opened, "Segel yang dilepas")
    blocks += _side(archive, "Penutupan", closed, "Segel yang dipasang")
    form = Form(
        "gudang",
        f"Berita Acara {'Pembukaan' if is_opening else 'Penutupan'} Gudang",
        (*blocks, Room("Catatan / keberatan")),
        preface=f"telah {'dibuka' if is_opening else 'ditutup'} gudang berikut:",
        place=archive.place(act.place),
        parts=("Yang membuka" if is_opening else "Yang menutup", "Yang mengesahkan"),
        ink=("Saksi Bawaslu",),
        others=sides,
        seals=[seal for one in sides for seal in one.statement.seals],
    )
    paper = minutes(archive, record, form)
    if opened is None or closed is None:
        return paper
    other, parts = closed, ("Yang menutup", "Yang mengesahkan penutupan")
    if record is closed:
        other, parts = opened, ("Yang membuka", "Yang mengesahkan pembukaan")
    signed = (*paper.signatories, *signatories(archive, other, parts))
    return replace(paper, signatories=signed)


def box_grid(archive: Archive, title: str, boxes: Sequence[str]) -> Grid:
    """Return boxes with what they are and where they belong."""
    rows = [
        (str(place), kind_of(archive, box), box, destination_of(archive, box))
        for place, box in enumerate(boxes, start=1)
    ]
    heads = ("No", "Jenis", "Nomor kotak", "TPS / tujuan")
    return Grid(title, heads, rows, (6, 28, 36, 30), total=f"Jumlah: {counted(len(rows))} kotak.")


def seal_grid(title: str, seals: Sequence[str]) -> Grid:
    """Return seals with how good the evidence of each is."""
    rows = [
        (str(place), sealing.named(seal), sealing.weakest((seal,)) or "")
        for place, seal in enumerate(seals, start=1)
    ]
    return Grid(title, ("No", "Segel", "Mutu bukti"), rows, (6, 70, 24))


def witness_grid(archive: Archive, witnesses: Sequence[Witness]) -> Grid:
    """Return who watched, as the one who acted has named them."""
    rows = [
        (
            str(place),
            _SIDES.get(one.side, plain(one.side)),
            archive.person(one.person) if one.person else "-",
            archive.unit(one.unit),
            "",
        )
        for place, one in enumerate(witnesses, start=1)
    ]
    heads = ("No", "Pihak", "Nama", "Instansi", "Tanda tangan")
    return Grid("Saksi menurut yang menyatakan", heads, rows, (6, 22, 20, 30, 22))


def photo(digest: str | None) -> str:
    """Return the hash of a photograph in words."""
    return "-" if digest is None else f"SHA-256 {digest}"


def _purpose(archive: Archive, record: Record) -> Facts:
    act = record.statement
    return Facts(
        "",
        (
            ("Keperluan", plain(act.purpose)),
            ("Dasar / perintah", act.order or "-"),
            ("Kotak diperlihatkan kosong", _ANSWERS[act.shown_empty]),
            ("Foto", photo(act.photo)),
            ("Catatan", archive.sealed(record, "/note", act.note)),
        ),
    )


def _side(archive: Archive, title: str, record: Record | None, seals: str) -> list[Block]:
    if record is None:
        return [Facts(title, (("Pukul", "belum dinyatakan"),))]
    act = record.statement
    signer = archive.signer(record)
    rows = [
        ("Pukul", moment(record.time)),
        ("Menurut", f"{signer.person}, {signer.office or '-'} (daun {record.index})"),
        ("Orang", listed(tuple(map(archive.person, act.persons)))),
        ("Foto", photo(act.photo)),
        ("Catatan", archive.sealed(record, "/note", act.note)),
    ]
    if record.kind == "StoreOpened":
        rows[2:2] = [("Alasan", plain(act.reason)), ("Dasar / perintah", act.order or "-")]
    return [Facts(title, rows), seal_grid(seals, act.seals)]
