"""Grades of evidence: how much stands between a statement and somebody else having made it.

    A   the signer's own device
    B   a device that several persons share
    C   taken over from paper, or by a journal that speaks for nobody in particular

A chain is as good as its weakest link.  What was taken over from paper is known only when somebody
says so (`LateEntryDeclared`), and by the same journal, so nobody can weaken another's word.

Source: UU 11/2008 Ps 11, PP 71/2019 Ps 59(3): data for a signature are in the sole power of the
signer.
"""

from collections.abc import Iterable
from typing import Final, Literal

from domain.authority import Authority
from domain.said import Said
from domain.seal import SealGrade, grade

Grade = Literal["A", "B", "C"]

OF_SEALS: Final[dict[SealGrade, Grade]] = {"kuat": "A", "sedang": "B", "lemah": "C"}


def graded(said: Said, authority: Authority) -> Grade:
    """Return the grade of a statement, as its signer was enrolled at that leaf."""
    signer = authority.signer(said)
    if signer is None:
        return "C"
    return "B" if signer.is_shared else "A"


def weakest(grades: Iterable[Grade]) -> Grade | None:
    """Return the grade of a chain; None: of nothing."""
    return max(grades, default=None)


def of_seals(seals: Iterable[str]) -> Grade | None:
    """Return the grade of what closes a box: of the best of its seals; None: it has none.

    Whoever opens a box breaks all of them, so one good seal is enough.
    """
    return min((OF_SEALS[grade(seal)] for seal in seals), default=None)
