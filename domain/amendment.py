"""Corrections and annulments as they are said; `correction` tells what they do.

There are two reasons to amend a record and no more: a value was written wrongly, or the thing did
not happen.  What was said first stays in the log for ever.

Source: EPCIS 2.0 errorDeclaration, `incorrect_data` and `did_not_occur`.
"""

from typing import Any, Final

from domain.kind import NOTE, SECOND, Kind
from domain.statement import Leaf, Sealed, Stated, Word


class CorrectionDeclared(Stated, frozen=True, kw_only=True):
    """Fields of an earlier statement should read otherwise; pending until endorsed."""

    target: Leaf
    target_kind: Word
    changes: dict[str, Any]
    """Field name to its whole new value; null takes the field away. `kind` cannot change."""
    reason: Word
    """`salah_tulis`, `salah_hitung`, `salah_pindai`, `salah_waktu`."""
    replaces: Leaf | None = None
    """The amendment of the same target that this one supersedes."""
    note: Sealed | None = None


class AnnulmentDeclared(Stated, frozen=True, kw_only=True):
    """What an earlier statement says did not happen; pending until endorsed."""

    target: Leaf
    target_kind: Word
    reason: Word
    """`tidak_terjadi`, `tertukar`, `dobel`, `latihan`."""
    replaces: Leaf | None = None
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        CorrectionDeclared,
        "pembetulan",
        "correction declared",
        frozenset(),
        force="kewenangan",
        completed_by=SECOND,
        waits=True,
        sealed=NOTE,
    ),
    Kind(
        AnnulmentDeclared,
        "pembatalan",
        "annulment declared",
        frozenset(),
        force="kewenangan",
        completed_by=SECOND,
        waits=True,
        sealed=NOTE,
    ),
)
