"""R27 DEVICE_CHAIN_GAP and FORK, R28 KEY_MISUSE: a device and who speaks with it.

Source: docs/reference/rules.md; docs/reference/formats.md.
"""

from typing import Final

from domain.authority import Why
from domain.fact import Filed, FiledReason, Recovered, Resumed, Voided
from domain.finding import Finding, Sentence
from domain.rules.rule import Rule
from domain.said import Said

GAP: Final = Rule(
    "R27",
    "DEVICE_CHAIN_GAP",
    "kritis",
    "jurnal",
    Sentence(
        "{journal} dilanjutkan pada nomor {at}; nomor {first} sampai {last} tidak ada.",
        "{journal} was resumed at number {at}; numbers {first} to {last} are missing.",
    ),
)

FORK: Final = Rule(
    "R27",
    "FORK",
    "kritis",
    "jurnal",
    Sentence(
        "{journal}: catatan nomor {sequence} disimpan sebagai bukti karena {reason}.",
        "{journal}: a note numbered {sequence} was filed as evidence because {reason_english}.",
    ),
)

RECOVERED: Final = Rule(
    "R27",
    "LOG_RECOVERED",
    "kritis",
    "jurnal",
    Sentence(
        "Log dipulihkan dari {size} entri oleh kuorum pendaftar, terakhir {journal}; entri "
        "sesudahnya hilang dan menunggu dikirim ulang oleh perangkat.",
        "A quorum of registrars, {journal} the last, let the log go on from {size} entries; those "
        "beyond were lost and wait for devices to send them again.",
    ),
)

LOST: Final = Rule(
    "R27",
    "LOST_TAIL",
    "tinggi",
    "jurnal",
    Sentence(
        "{journal} nomor {sequence} mengutip log berukuran {size} yang sebagian entrinya hilang; "
        "jurnal ini belum mengutip log yang dipulihkan pada daun {recovered}.",
        "{journal} number {sequence} cites a log of size {size} of which entries were lost; this "
        "journal has not yet cited the log recovered at leaf {recovered}.",
    ),
)

REVOKED: Final = Rule(
    "R28",
    "KEY_MISUSE",
    "kritis",
    "jurnal",
    Sentence(
        "{journal} sudah dicabut dan masih menandatangani nomor {sequence}.",
        "{journal} was revoked and still signed number {sequence}.",
    ),
)

DOUBTED: Final = Rule(
    "R28",
    "KEY_MISUSE",
    "kritis",
    "jurnal",
    Sentence(
        "{journal} dicabut oleh {by}; nomor {first} sampai {last} diragukan.",
        "{journal} was revoked by {by}; numbers {first} to {last} are doubted.",
    ),
)

MISUSE: Final = Rule(
    "R28",
    "KEY_MISUSE",
    "kritis",
    "jurnal",
    Sentence(
        "{journal} nomor {sequence} menyatakan “{kind:kind}”: {reason}.",
        "{journal} number {sequence} states “{kind:kind}”: {reason_english}.",
    ),
)

VOID: Final = Rule(
    "R28",
    "KEY_MISUSE",
    "kritis",
    "jurnal",
    Sentence(
        "Baris pendaftaran {line} dari {journal} tidak berlaku: {reason}.",
        "Registration line {line} from {journal} does nothing: {reason}.",
    ),
)

_FILED: Final[dict[FiledReason, tuple[str, str]]] = {
    "equivocation": ("nomor itu sudah dipakai teks lain", "another text bears that number"),
    "chain": ("tidak menyambung pada nomor sebelumnya", "it does not follow the number before"),
    "disputed": ("menyebut keadaan log yang tidak ada", "it cites a log that never was"),
    "revoked": ("perangkatnya sudah dicabut", "its device was revoked"),
}

_WHY: Final[dict[str, tuple[str, str]]] = {
    "unknown-journal": ("perangkat belum atas nama petugas", "the device speaks for nobody"),
    "no-role": ("tanpa peran untuk itu", "without a role for it"),
    "scope": ("di luar wilayah perannya", "outside the area of the role"),
    "line": ("bukan jalur organisasinya", "not a matter of the own organisation"),
    "unit": ("atas nama unit lain", "in the name of another unit"),
    "self": ("untuk diri sendiri", "for oneself alone"),
    "assignment": ("tanpa penugasan di tempat itu", "not assigned to that place"),
}


def missing(fact: Resumed) -> Finding | None:
    """R27: numbers of the journal were given up when it was resumed."""
    if fact.at <= fact.expected:
        return None
    return GAP.finding(
        fact.journal,
        (fact.index,),
        journal=fact.journal,
        at=fact.at,
        first=fact.expected,
        last=fact.at - 1,
    )


def filed(fact: Filed) -> Finding:
    """R27, or R28 for a revoked journal: a signed note was refused and kept as evidence."""
    reason, english = _FILED[fact.reason]
    rule = REVOKED if fact.reason == "revoked" else FORK
    return rule.finding(
        fact.journal,
        (fact.index,),
        journal=fact.journal,
        sequence=fact.sequence,
        reason=reason,
        reason_english=english,
    )


def recovered(fact: Recovered) -> Finding:
    """R27: entries that the log had signed for were lost, and it went on without them."""
    return RECOVERED.finding(fact.by, (fact.index,), journal=fact.by, size=fact.size)


def lost(said: Said, leaf: int) -> Finding:
    """R27: the journal cites what was lost, and not yet the log that was recovered at `leaf`."""
    return LOST.finding(
        said.journal,
        (said.index, leaf),
        journal=said.journal,
        sequence=said.sequence,
        size=said.cited,
        recovered=leaf,
    )


def doubted(journal: str, index: int, by: str, numbers: tuple[int, int]) -> Finding:
    """R28: what the journal signed above the revocation's number is doubted."""
    return DOUBTED.finding(
        journal, (index,), journal=journal, by=by, first=numbers[0], last=numbers[1]
    )


def misuse(journal: str, index: int, sequence: int, kind: str, why: Why | str) -> Finding | None:
    """R28: signed by somebody who is not expected to say such a thing; None: no such matter."""
    words = _WHY.get(why)
    if words is None:
        return None
    return MISUSE.finding(
        journal,
        (index,),
        journal=journal,
        sequence=sequence,
        kind=kind,
        reason=words[0],
        reason_english=words[1],
    )


def void(fact: Voided) -> Finding:
    """R28: a line of a registration note did nothing."""
    return VOID.finding(fact.by, (fact.index,), journal=fact.by, line=fact.line, reason=fact.reason)
