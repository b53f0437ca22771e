"""Findings: what did not fit, in neutral words, with the leaves that show it.

A finding is a difference, not a verdict: *selisih*, never *pelanggaran*.  The same prefix of the
log and the same stated time give the same findings with the same keys, whoever folds.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

import msgspec

from domain.wording import said

Severity = Literal["kritis", "tinggi", "sedang"]

Subject = Literal[
    "kotak",
    "segel",
    "kiriman",
    "tempat",
    "pos",
    "kunjungan",
    "jurnal",
    "orang",
    "organisasi",
    "pernyataan",
    "kejadian",
    "perkara",
    "netralitas",
    "petugas",
    "perintah",
    "laporan",
    "situasi",
    "giat",
    "latihan",
    "temuan",
    "alat",
    "periksa",
    "gudang",
    "stok",
    "buku",
    "koreksi",
    "berkas",
    "lokasi",
    "pasangan",
    "foto",
    "selisih",
    "ulangan",
    "ruas",
    "bukaan",
]
"""Box, seal, consignment, place, post, visit, journal, person (as registered), organisation,
statement; incident, case, neutrality of a unit, officer on duty, order, situation reports due,
situation of an area, activity, drill; finding of a supervisor, equipment of a place, inspection at
a place, store, stock of a holder, the log itself; place as goods and devices see it,
giver and receiver as a pair, photograph, discrepancy declared, corrections of a journal,
file; what is asked for again about a rule at a place; door opened outside of hours."""

SEVERITIES: Final[tuple[Severity, ...]] = ("kritis", "tinggi", "sedang")
"""The gravest first."""


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """One sentence in two languages, with `{name:how}` for parameters of a finding (`wording`)."""

    indonesian: str
    english: str


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One difference between what was said and what fits."""

    rule: str
    """`R04`."""
    subject_kind: Subject
    subject: str
    severity: Severity
    sentence: Sentence
    parameters: Mapping[str, str | int] = msgspec.field(default_factory=dict)
    evidence: tuple[int, ...] = ()
    """Leaf indexes, the one that raised it first."""
    due: datetime | None = None
    """It stands only once the stated time passes this moment; None: at once."""
    explained_by: int | None = None
    """The leaf of the endorsement that put a correction in force which explains it."""

    @property
    def key(self) -> str:
        """A name that every replay gives it again: rule, subject and the leaf that raised it."""
        raised = self.evidence[0] if self.evidence else ""
        return f"{self.rule}/{self.subject_kind}/{self.subject}/{raised}"

    def stands(self, at: datetime) -> bool:
        """Tell whether it is a finding at a stated time (aware)."""
        return self.due is None or at > self.due

    def indonesian(self) -> str:
        """Say it in Indonesian."""
        return said(self.sentence.indonesian, self.parameters, "id")

    def english(self) -> str:
        """Say it in English."""
        return said(self.sentence.english, self.parameters, "en")
