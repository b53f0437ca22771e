"""What a rule is: a number, a name, how grave it is, and its sentence in two languages.

A rule never decides by itself: the functions beside it look at what was said and make a finding.
The sentences are neutral.  They say what was stated and what it differs from, and blame nobody.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from domain.finding import Finding, Sentence, Severity, Subject

MOMENT: Final = timedelta(microseconds=1)
"""A finding due this much before a moment stands from that moment on, and may yet be settled."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which statements can fail to fit one another."""

    number: str
    """`R04`; several rules may share one where it has several sentences."""
    name: str
    """`SEAL_MISMATCH`."""
    severity: Severity
    subject: Subject
    sentence: Sentence
    prefix: str = field(init=False)

    def __post_init__(self) -> None:
        """Keep the beginning of its findings' keys."""
        object.__setattr__(self, "prefix", f"{self.number}/{self.subject}/")

    def key(self, subject: str, index: int) -> str:
        """Return the key of the finding that leaf `index` raises about a subject."""
        return f"{self.prefix}{subject}/{index}"

    def finding(
        self,
        subject: str,
        evidence: tuple[int, ...],
        due: datetime | None = None,
        /,
        **parameters: str | int,
    ) -> Finding:
        """Make a finding; the first of `evidence` is the leaf that raises it."""
        return Finding(
            self.number,
            self.subject,
            subject,
            self.severity,
            self.sentence,
            parameters,
            evidence,
            due,
        )


@cache
def minutes(count: int) -> timedelta:
    """Return a while; policies name only a few, and every statement asks for them."""
    return timedelta(minutes=count)
