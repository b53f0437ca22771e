"""R01 CUSTODY_GAP, R02 BROKEN_LINK, and a handover that only the receiver signed (R08).

Source: docs/reference/rules.md; CISA's break of custody: when control is uncertain and actions
taken are unaccounted for.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.policy import Thresholds
from domain.rules.rule import Rule, minutes

GAP: Final = Rule(
    "R01",
    "CUSTODY_GAP",
    "kritis",
    "kotak",
    Sentence(
        "Kotak {box} dilepas {giver} untuk {receiver}; sampai batas waktunya tidak ada penerimaan "
        "atau penolakan.",
        "Box {box} was let go by {giver} for {receiver}; by its due time nobody had accepted or "
        "refused it.",
    ),
)

BROKEN_LINK: Final = Rule(
    "R02",
    "BROKEN_LINK",
    "kritis",
    "kotak",
    Sentence(
        "{receiver} menyatakan menerima kotak {box} dari {giver}, sedangkan pemegang tercatat "
        "adalah {holder}.",
        "{receiver} states to have accepted box {box} from {giver}, while the holder on record "
        "is {holder}.",
    ),
)

UNOFFERED: Final = Rule(
    "R08",
    "SINGLE_SIGNED",
    "tinggi",
    "kotak",
    Sentence(
        "{receiver} menyatakan menerima kotak {box} dari {giver}; pernyataan {giver} belum ada "
        "dan tidak ada rencana untuk itu.",
        "{receiver} states to have accepted box {box} from {giver}; {giver} has not stated it, "
        "and it is not planned.",
    ),
)


def answer_due(at: datetime, eta: datetime | None, policy: Thresholds) -> datetime:
    """Return until when somebody must have answered a dispatch or an offer."""
    start = at if eta is None or eta < at else eta
    return start + minutes(policy.custody_gap)


def gap(box: str, index: int, giver: str, receiver: str, due: datetime) -> Finding:
    """R01: the box was let go; it stands unless an answer in time settles it."""
    return GAP.finding(box, (index,), due, box=box, giver=giver, receiver=receiver)


def broken_link(
    box: str,
    evidence: tuple[int, ...],
    units: tuple[str, str, tuple[str, ...]],
    due: datetime | None,
) -> Finding:
    """R02: accepted from somebody who was not the holder.

    Args:
        box: Which box.
        evidence: The acceptance, then the leaves on which the present holders rest.
        units: The giver and the receiver named, and the holders on record.
        due: Where the statements between may merely be late: until when they may be.
    """
    giver, receiver, holders = units
    holder = ", ".join(holders) or "-"
    return BROKEN_LINK.finding(
        box, evidence, due, box=box, giver=giver, receiver=receiver, holder=holder
    )


def unoffered(box: str, index: int, giver: str, receiver: str, due: datetime) -> Finding:
    """R08: an acceptance without offer or plan; it stands unless the offer comes in time."""
    return UNOFFERED.finding(box, (index,), due, box=box, giver=giver, receiver=receiver)
