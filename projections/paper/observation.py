"""Formulir Model A: what a supervisor saw (Laporan Hasil Pengawasan), without letterhead.

Source: Perbawaslu 5/2022.
"""

from typing import Final

from domain.statement import time
from projections.paper.archive import Archive, Record
from projections.paper.document import Block, Facts, Grid, Paper, Room
from projections.paper.minutes import Form, minutes
from projections.paper.wording import listed, moment, plain

_OUTCOMES: Final = {
    "tidak_ada_dugaan": "Tidak ada dugaan pelanggaran",
    "ada_dugaan": "Ada dugaan; diuraikan pada bagian IV",
}


def observation(archive: Archive, leaf: str) -> Paper:
    """Return a supervisor's Form A.

    Raises:
        PaperError: The leaf is no such statement.
    """
    record = archive.asked(leaf, {"ObservationFiled"})
    act = record.statement
    basis = [one for one in map(archive.cited, act.basis) if one is not None]
    blocks: list[Block] = [
        _supervisor(archive, record),
        _activity(archive, record),
        _result(archive, record),
        _basis(archive, basis),
    ]
    if act.outcome == "ada_dugaan":
        blocks += [
            Room("IV. Dugaan pelanggaran: peristiwa, tempat, waktu, pelaku, saksi, bukti", 8),
            Room("V. Potensi sengketa", 3),
        ]
    form = Form(
        "model-a",
        "Formulir Model A — Laporan Hasil Pengawasan",
        blocks,
        number=act.number,
        parts=("Pengawas", "Yang mengetahui"),
        others=basis,
    )
    return minutes(archive, record, form)


def _supervisor(archive: Archive, record: Record) -> Block:
    act, signer = record.statement, archive.signer(record)
    return Facts(
        "I. Data pengawas",
        (
            ("Tahapan yang diawasi", plain(act.phase)),
            ("Nama pelaksana tugas", signer.person),
            ("Jabatan", signer.office or "-"),
            ("Nomor surat perintah tugas", act.order or "-"),
            ("Instansi", archive.unit(act.unit)),
        ),
    )


def _activity(archive: Archive, record: Record) -> Block:
    act = record.statement
    window = f"{moment(time(act.window.from_))} sampai {moment(time(act.window.until))}"
    return Facts(
        "II. Kegiatan pengawasan",
        (
            ("Bentuk", plain(act.manner)),
            ("Sasaran", plain(act.target)),
            ("Waktu", window),
            ("Tempat", archive.place(act.place)),
        ),
    )


def _result(archive: Archive, record: Record) -> Block:
    act = record.statement
    return Facts(
        "III. Uraian singkat hasil pengawasan",
        (
            ("Hasil", _OUTCOMES[act.outcome]),
            ("Uraian", archive.sealed(record, "/summary", act.summary)),
            ("Orang di antara barang", "-" if act.seen is None else str(act.seen)),
            ("Kotak", listed(act.boxes)),
            ("Foto (SHA-256)", listed(act.photos)),
            ("Catatan", archive.sealed(record, "/note", act.note)),
        ),
    )


def _basis(archive: Archive, basis: list[Record]) -> Block:
    return Grid(
        "Pernyataan yang diawasi",
        ("No", "Daun", "Jenis", "Jurnal", "Waktu"),
        [
            (str(number), str(one.index), one.kind, one.journal, one.at)
            for number, one in enumerate(map(archive.source, basis), start=1)
        ],
        (6, 10, 34, 30, 20),
        "tidak ada yang dirujuk",
    )
