"""Remarks: what a reader must know beside what a statement says.

A correction does not change what was signed: the paper shows the statement as it was said, and
names what corrects it.
"""

from collections.abc import Iterable, Iterator

from domain.catalogue import KINDS
from domain.photo import within
from projections.paper.archive import Archive, Record, spoken
from projections.paper.wording import moment, plain
from projections.statement import signing


def remarks(archive: Archive, records: Iterable[Record]) -> Iterator[str]:
    """Yield corrections, doubts about signatures and signed copies of some statements."""
    for record in records:
        if archive.is_doubted(record):
            yield f"Daun {record.index} diragukan: jurnal {record.journal} sudah dicabut."
        yield from _signing(archive, record)
        yield from _amendments(archive, record)
        yield from _copies(archive, record)


def _signing(archive: Archive, record: Record) -> Iterator[str]:
    found = signing(archive.view, record.leaf)
    if found is not None and found.state.state == "menunggu":
        yield f"Daun {record.index} ({KINDS[record.kind].label}): tanda tangan kedua belum ada."


def _amendments(archive: Archive, record: Record) -> Iterator[str]:
    for one in archive.amendments(record):
        state = signing(archive.view, one.leaf)
        is_whole = state is not None and state.state.state == "lengkap"
        force = "" if is_whole else ", belum berlaku (menunggu orang kedua)"
        act, what = one.statement, "dibatalkan"
        if one.kind == "CorrectionDeclared":
            what = f"dibetulkan ({spoken(act.changes)})"
        yield (
            f"Daun {record.index} dinyatakan {what} oleh daun {one.index} ({one.journal}), "
            f"{moment(one.time)}, alasan: {plain(act.reason)}{force}. Di atas tertulis semula."
        )


def _copies(archive: Archive, record: Record) -> Iterator[str]:
    """Yield the photographs of copies that were signed with ink."""
    document = {"document": getattr(record.statement, "document", None)}
    for digest in within(document):  # elsewhere the word means the number of a letter
        yield f"Foto naskah bertanda tangan basah: SHA-256 {digest} (daun {record.index})."
    for one in archive.answers(record):
        if one.kind == "EvidenceFiled":
            act = one.statement
            what = plain(act.paper or act.evidence_kind)
            yield f"Salinan bertanda tangan basah ({what}): SHA-256 {act.file} (daun {one.index})."
