"""Proof that a log has signed two histories, checked by anybody; `tools.accusation` makes it.

`segel verify FILE` of such a file ends with 0 when the proof holds: the status
speaks of the evidence in hand, not of the log, and a proof that is itself broken
must not look like one that convicts.
"""

from pathlib import Path

from ledger.equivocation import FILE_BYTES_MAX, Equivocation, Histories
from ledger.errors import CharterError
from ledger.fingerprint import words
from ledger.tlog.errors import TlogError
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tools.complaint import same
from tools.credence import check_charter
from tools.source import read
from tools.translation import said
from tools.verdict import Check, Text, Verdict
from tools.verify import Trust

PROVEN = Text(
    "TERBUKTI: log menandatangani dua sejarah", "PROVEN: the log has signed two histories"
)

_CLAIM = Text("Dua checkpoint bertentangan", "Two checkpoints contradict each other")


def examine(path: Path, trust: Trust) -> Verdict:
    """Judge a file `segel/equivocation/v1`.

    Args:
        path: The file.
        trust: From where trust starts; without it the verdict is *undecided* at most.

    Raises:
        SourceError: The file cannot be read.
    """
    return judged(str(path), read(path, FILE_BYTES_MAX), trust)


def judged(name: str, raw: bytes, trust: Trust) -> Verdict:
    """Judge the bytes of such a file.

    Args:
        name: As the reader gave it.
        raw: The whole file.
        trust: From where trust starts.
    """
    claim = Check("equivocation", _CLAIM)
    verdict = Verdict(name, [claim], proven=PROVEN)
    try:
        found = Equivocation.parse(raw)
    except TlogError as error:
        claim.fail(said(f"the file is damaged: {error}"))
        return verdict
    trusted, charter = check_charter(found.charter, trust)
    verdict.checks.insert(0, trusted)
    if charter is None:
        return verdict
    verdict.origin = charter.origin
    verdict.charter = to_base64(leaf_hash(found.charter))
    verdict.words = words(leaf_hash(found.charter))
    try:
        _tell(claim, found.proven())
    except (TlogError, CharterError) as error:
        claim.fail(said(f"proves nothing: {error}"))
    return verdict


def _tell(claim: Check, found: Histories) -> None:
    """Write what the log has signed twice."""
    smaller, larger = found.smaller, found.larger
    claim.summary = Text(
        f"{found.charter.origin}, ukuran {smaller.size} dan {larger.size}",
        f"{found.charter.origin}, sizes {smaller.size} and {larger.size}",
    )
    signed, implied = to_base64(smaller.root), to_base64(found.implied)
    claim.remark(same(f"{smaller.size} {signed}"))
    claim.remark(
        Text(
            f"{smaller.size} {implied} menurut checkpoint {larger.size}",
            f"{smaller.size} {implied} as checkpoint {larger.size} has it",
        )
    )
    claim.remark(
        Text(
            "tidak dibuktikan: bahwa log itu tidak dipulihkan oleh kuorum pendaftar sesudah "
            "kehilangan entri; jika ya, satu daun `recover` di dalamnya menyebutkannya",
            "not proven: that the log was not recovered by a quorum of registrars after it had "
            "lost entries; if so, a leaf with `recover` in it says so",
        )
    )
