"""R24 LATE_INCIDENT: a grave incident was reported late, or its three times cannot be.

Source: docs/reference/rules.md; the order to the guards of November 2023 to report at once.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.incident import IncidentReported
from domain.policy import Thresholds
from domain.rules.rule import Rule, minutes

LATE: Final = Rule(
    "R24",
    "LATE_INCIDENT",
    "sedang",
    "kejadian",
    Sentence(
        "Kejadian menonjol di {place} diketahui {observed:time} dan dilaporkan {reported:time}, "
        "lebih dari {minutes} menit kemudian.",
        "A grave incident at {place} was observed at {observed:time} and reported at "
        "{reported:time}, more than {minutes} minutes later.",
    ),
)

REVERSED: Final = Rule(
    "R24",
    "INCIDENT_TIMES",
    "sedang",
    "kejadian",
    Sentence(
        "Waktu kejadian di {place} tidak berurutan: terjadi {occurred:time}, diketahui "
        "{observed:time}, dilaporkan {reported:time}.",
        "The times of the incident at {place} are not in order: occurred {occurred:time}, observed "
        "{observed:time}, reported {reported:time}.",
    ),
)


def is_late(observed: datetime, reported: datetime, policy: Thresholds) -> bool:
    """Tell whether a grave incident was reported later than the policy allows."""
    return reported - observed > minutes(policy.late_incident)


def late(
    incident: str,
    evidence: tuple[int, ...],
    place: str,
    times: tuple[datetime, datetime],
    policy: Thresholds,
) -> Finding:
    """R24: observed and reported (`times`) lie too far apart."""
    return LATE.finding(
        incident,
        evidence,
        place=place,
        observed=times[0].isoformat(),
        reported=times[1].isoformat(),
        minutes=policy.late_incident,
    )


def reversed_times(incident: str, index: int, act: IncidentReported) -> Finding:
    """R24: it was observed before it occurred, or reported before it was observed."""
    return REVERSED.finding(
        incident,
        (index,),
        place=act.place,
        occurred=act.occurred or "",
        observed=act.observed,
        reported=act.at,
    )
