"""Every kind of paper: what it is called, what it is asked of, and who makes it."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from projections.errors import PaperError
from projections.paper import (
    box,
    duty,
    handover,
    incident,
    observation,
    opening,
    order,
    receipt,
    situation,
    stock,
    visitor,
)
from projections.paper.archive import Archive
from projections.paper.document import Paper

Make = Callable[..., Paper]


class PaperKind(NamedTuple):
    """One kind of paper."""

    name: str
    label: str
    english: str
    subjects: tuple[str, ...]
    """What is to be named, in order; in brackets what may be left out; `...`: any number."""
    make: Make
    kinds: frozenset[str] = frozenset()
    """The kinds of statements whose leaf may be named."""


_DAYS: Final = ("[DATE]", "[DATE]")

PAPERS: Final[dict[str, PaperKind]] = {
    one.name: one
    for one in (
        PaperKind(
            "bast",
            "berita acara serah terima",
            "handover minutes",
            ("HANDOVER", "[PART]"),
            handover.bast,
            handover.KINDS,
        ),
        PaperKind(
            "penerimaan-kotak",
            "berita acara penerimaan kotak suara",
            "minutes of boxes received",
            ("UNIT", *_DAYS),
            receipt.box_receipt,
        ),
        PaperKind(
            "bttb",
            "bukti tanda terima barang",
            "vendor receipt",
            ("LEAF",),
            receipt.vendor_receipt,
            frozenset({"ConsignmentReceived"}),
        ),
        PaperKind(
            "gudang",
            "berita acara pembukaan atau penutupan gudang",
            "minutes of a store opened or closed",
            ("LEAF",),
            opening.store,
            frozenset({"StoreOpened", "StoreClosed"}),
        ),
        PaperKind(
            "buka-kotak",
            "berita acara pembukaan kotak",
            "minutes of boxes opened",
            ("LEAF",),
            opening.box_opening,
            frozenset({"BoxOpened"}),
        ),
        PaperKind(
            "penggantian-segel",
            "berita acara penggantian segel",
            "minutes of seals replaced",
            ("LEAF",),
            opening.seal_replacement,
            frozenset({"SealReplaced"}),
        ),
        PaperKind(
            "pemusnahan",
            "berita acara pemusnahan",
            "minutes of goods destroyed",
            ("LEAF",),
            stock.destruction,
            frozenset({"ItemDestroyed"}),
        ),
        PaperKind(
            "buku-tamu", "buku tamu", "visitors' book", ("PLACE", *_DAYS), visitor.guest_book
        ),
        PaperKind(
            "buku-mutasi", "buku mutasi jaga", "duty journal", ("PLACE", *_DAYS), duty.duty_journal
        ),
        PaperKind(
            "lapsit",
            "laporan situasi",
            "situation report",
            ("LEAF",),
            situation.situation,
            frozenset({"SituationReported"}),
        ),
        PaperKind(
            "kejadian",
            "laporan kejadian menonjol",
            "incident report",
            ("LEAF",),
            incident.incident,
            frozenset({"IncidentReported", "IncidentUpdated", "IncidentClosed"}),
        ),
        PaperKind(
            "sprin",
            "surat perintah dengan daftar nominatif",
            "order with its nominal roll",
            ("LEAF",),
            order.order,
            frozenset({"OrderIssued", "AssignmentMade"}),
        ),
        PaperKind(
            "model-a",
            "Formulir Model A (laporan hasil pengawasan)",
            "observation form A",
            ("LEAF",),
            observation.observation,
            frozenset({"ObservationFiled"}),
        ),
        PaperKind("kartu-stok", "kartu stok", "stock card", ("PLACE",), stock.stock_card),
        PaperKind("label-kotak", "label kotak", "box labels", ("BOX", "..."), box.labels),
    )
}


def of_kind(kind: str) -> PaperKind | None:
    """Return the paper that a statement of a kind is printed as, by its leaf; None: on none."""
    return next((one for one in PAPERS.values() if kind in one.kinds), None)


def made(archive: Archive, name: str, subjects: Sequence[str]) -> Paper:
    """Return a paper as of the archive's leaf.

    Args:
        archive: Where its statements are read.
        name: Of the kind.
        subjects: What the kind asks for.

    Raises:
        PaperError: No such kind, the wrong number of subjects, or nothing to print of them.
    """
    kind = PAPERS.get(name)
    if kind is None:
        known = ", ".join(PAPERS)
        raise PaperError(
            f"tidak ada kertas {name}; ada: {known}", f"no paper {name}; known: {known}"
        )
    least = sum(not one.startswith(("[", ".")) for one in kind.subjects)
    if len(subjects) < least or (len(subjects) > len(kind.subjects) and "..." not in kind.subjects):
        wanted = " ".join(kind.subjects)
        raise PaperError(f"{name} meminta: {wanted}", f"{name} asks for: {wanted}")
    return kind.make(archive, *subjects)
