"""R09 OVERDUE_TRANSIT, R10 OFF_SCHEDULE, R11 NO_ESCORT: goods on the road against plan and clock.

Source: docs/reference/rules.md; the police escort the truck and never hold what is in it.
"""

from datetime import datetime, timedelta
from typing import Final

from domain.finding import Finding, Sentence
from domain.policy import Thresholds
from domain.rules.rule import Rule, minutes

OVERDUE: Final = Rule(
    "R09",
    "OVERDUE_TRANSIT",
    "tinggi",
    "kiriman",
    Sentence(
        "Kiriman {consignment} bagian {part} berangkat {at:time} dan belum dinyatakan tiba sampai "
        "{due:time}.",
        "Part {part} of consignment {consignment} left at {at:time} and was not stated to have "
        "arrived by {due:time}.",
    ),
)

OFF_SCHEDULE: Final = Rule(
    "R10",
    "OFF_SCHEDULE",
    "tinggi",
    "kiriman",
    Sentence(
        "Kiriman {consignment} berangkat {at:time}: {reason}.",
        "Consignment {consignment} left at {at:time}: {reason_english}.",
    ),
)

NO_ESCORT: Final = Rule(
    "R11",
    "NO_ESCORT",
    "tinggi",
    "kiriman",
    Sentence(
        "Kiriman {consignment} tanpa pengawal yang ditugaskan sejak {since:time}, sedangkan "
        "rencana meminta pengawalan.",
        "Consignment {consignment} has had no assigned escort since {since:time}, while the plan "
        "asks for one.",
    ),
)

_YEAR: Final = timedelta(days=365)
"""Nothing is later than this and still on its way."""

UNPLANNED: Final = ("tidak ada dalam rencana", "it is not planned")
NIGHT: Final = ("malam hari tanpa perintah", "at night, without an order")


def overdue_due(at: datetime, eta: datetime, policy: Thresholds) -> datetime:
    """Return until when what left at `at` and was expected at `eta` must have arrived."""
    eta = max(at, eta)
    share = min((eta - at) * policy.overdue_percent / 100, _YEAR)
    return eta + max(minutes(policy.overdue_transit), share)


def overdue(consignment: str, index: int, part: int, times: tuple[datetime, datetime]) -> Finding:
    """R09: it left and was due (`times`); it stands unless it arrives by then."""
    at, due = times
    return OVERDUE.finding(
        consignment,
        (index,),
        due,
        consignment=consignment,
        part=part,
        at=at.isoformat(),
        due=due.isoformat(),
    )


def off_window(
    at: datetime, window: tuple[datetime, datetime], policy: Thresholds
) -> tuple[str, str] | None:
    """Tell, in both languages, by how much a departure missed its window; None: it did not."""
    first, last = window
    slack = minutes(policy.off_schedule)
    if first - slack <= at <= last + slack:
        return None
    off = (first - at if at < first else at - last) // timedelta(minutes=1)
    if at < first:
        return f"{off} menit sebelum waktunya", f"{off} minutes before its time"
    return f"{off} menit setelah waktunya", f"{off} minutes after its time"


def is_night(at: datetime, policy: Thresholds) -> bool:
    """Tell whether it is night by the signer's clock."""
    begin, end = policy.night_from, policy.night_until
    if begin <= end:
        return begin <= at.hour < end
    return at.hour >= begin or at.hour < end


def off_schedule(consignment: str, index: int, at: datetime, why: tuple[str, str]) -> Finding:
    """R10: it left otherwise than planned; `why` in both languages."""
    return OFF_SCHEDULE.finding(
        consignment,
        (index,),
        consignment=consignment,
        at=at.isoformat(),
        reason=why[0],
        reason_english=why[1],
    )


def no_escort(
    consignment: str, evidence: tuple[int, ...], since: datetime, policy: Thresholds
) -> Finding:
    """R11: no officer who was assigned; it stands unless one is there in time.

    Args:
        consignment: Which one.
        evidence: The leaf that raises it, and the departure or the end of the escort.
        since: From when on nobody was beside it.
        policy: The thresholds.
    """
    due = since + minutes(policy.escort_gap)
    return NO_ESCORT.finding(
        consignment, evidence, due, consignment=consignment, since=since.isoformat()
    )
