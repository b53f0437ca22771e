"""Endorsements: the second signature. It cites the first statement and says yes."""

from typing import Final

from domain.kind import NOTE, Kind
from domain.statement import Leaf, Sealed, Stated, Word


class Endorsed(Stated, frozen=True, kw_only=True):
    """A second person stands by what another one said, as it was said."""

    of: Leaf
    of_kind: Word
    """The kind of the cited statement, so that a reader knows before it arrives."""
    capacity: Word | None = None
    """`saksi`, `pengawal`, `penerima`, `pemberi_izin`, `atasan`."""
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        Endorsed,
        "pengesahan",
        "endorsed",
        frozenset(),
        sealed=NOTE,
    ),
)
