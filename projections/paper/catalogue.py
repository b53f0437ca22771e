"""Every kind of paper: what it is called, what it is asked of, and who makes it."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from projections.errors import PaperError
from projections.paper import box, handover, visitor
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


PAPERS: Final[dict[str, PaperKind]] = {
    one.name: one
    for one in (
        PaperKind(
            "bast", "berita acara serah terima", "handover minutes", ("LEAF",), handover.bast
        ),
        PaperKind(
            "buku-tamu",
            "buku tamu",
            "visitors' book",
            ("PLACE", "[DATE]", "[DATE]"),
            visitor.guest_book,
        ),
        PaperKind("label-kotak", "label kotak", "box labels", ("BOX", "..."), box.labels),
    )
}


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
