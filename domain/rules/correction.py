"""R33 CORRECTION_ABUSE: much that is taken back, or taken back after somebody has asked.

A correction explains a finding and never removes it; this rule only says that it came, so that
somebody looks.

Source: docs/reference/rules.md.
"""

from typing import Final

from domain.finding import Finding, Sentence
from domain.rules.rule import Rule

OFTEN: Final = Rule(
    "R33",
    "CORRECTION_ABUSE",
    "tinggi",
    "koreksi",
    Sentence(
        "{journal} mengoreksi {corrections} dari {count} pernyataan, lebih dari {percent} persen.",
        "{journal} corrects {corrections} of {count} statements, more than {percent} per cent.",
    ),
)

AFTER: Final = Rule(
    "R33",
    "CORRECTION_ABUSE",
    "tinggi",
    "koreksi",
    Sentence(
        "{journal} mengoreksi pernyataan “{kind:kind}” setelah pengawas mengajukan temuan "
        "tentangnya.",
        "{journal} corrects a “{kind:kind}” after a supervisor has raised a finding about it.",
    ),
)


def often(journal: str, index: int, counts: tuple[int, int], percent: int) -> Finding:
    """R33: `counts` are the journal's corrections and statements."""
    return OFTEN.finding(
        journal,
        (index,),
        journal=journal,
        corrections=counts[0],
        count=counts[1],
        percent=percent,
    )


def after(journal: str, evidence: tuple[int, ...], kind: str) -> Finding:
    """R33: the evidence is the correction, then the findings that were raised before."""
    return AFTER.finding(journal, evidence, journal=journal, kind=kind)
