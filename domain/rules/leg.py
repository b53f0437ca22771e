"""R29 COUNT_MISMATCH of a planned leg: what the plan lets go, and what went.

Source: docs/reference/rules.md; the plan sums up each level, two boxes a TPS and two a kecamatan.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.policy import Thresholds
from domain.rules.rule import MOMENT, Rule, minutes

PLANNED: Final = Rule(
    "R29",
    "COUNT_MISMATCH",
    "tinggi",
    "ruas",
    Sentence(
        "Pada ruas {leg} direncanakan {planned} kotak; yang dinyatakan berangkat {sent}.",
        "On leg {leg} {planned} boxes are planned; {sent} were stated to have left.",
    ),
)


def planned_due(
    at: datetime, until: datetime | None, *, is_short: bool, policy: Thresholds
) -> datetime:
    """Return from when on a leg's number is final: what is short may yet leave, within its hours.

    Args:
        at: When the last part left.
        until: The end of the planned hours of departure, if there are any.
        is_short: Less has left than is planned.
        policy: The thresholds.
    """
    if not is_short:
        return at - MOMENT
    return max(at, until or at) + minutes(policy.quota_wait)


def planned(leg: str, evidence: tuple[int, ...], counts: tuple[int, int], due: datetime) -> Finding:
    """R29: another number left than is planned; it stands unless the rest leaves in time.

    Args:
        leg: Which one.
        evidence: The first leaf that spoke of it, and the one by which the last part left.
        counts: Planned and sent.
        due: Until when the rest may leave.
    """
    return PLANNED.finding(leg, evidence, due, leg=leg, planned=counts[0], sent=counts[1])
