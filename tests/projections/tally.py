"""A tiny fold to try the engine with: how many visitors reported at a place."""

from typing import cast

import msgspec

from domain.access import VisitorReported
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding, Sentence, Subject
from domain.said import Said
from domain.step import Step
from projections.projection import AnyProjection, Projection
from projections.version import Columns, Versions

NAME = cast("Subject", "uji")


class Tally(msgspec.Struct, frozen=True):
    """How many have reported at a place, and what the last one came for."""

    count: int
    purpose: str


class TallyFold:
    """Counts; every third visitor is a finding, which the next one settles."""

    name = NAME
    state = Tally
    kinds = None

    def __init__(self, breaks_on: str = "") -> None:
        self.breaks_on = breaks_on

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        if isinstance(fact, Said) and isinstance(fact.statement, VisitorReported):
            if fact.statement.purpose == f"{self.breaks_on}-siapa":
                raise ValueError("cannot tell whom this touches")
            return (fact.statement.place,)
        return ()

    def after(self, subject: str, state: Tally | None, fact: Fact, context: Context) -> Step[Tally]:
        del context
        assert isinstance(fact, Said)
        assert isinstance(fact.statement, VisitorReported)
        purpose = fact.statement.purpose
        if purpose == self.breaks_on:
            raise ValueError(f"cannot fold {purpose}")
        count = 1 + (state.count if state else 0)
        third = finding(subject, count, fact.index)
        raised = (third,) if count % 3 == 0 else ()
        return Step(Tally(count, purpose), raised)


def finding(subject: str, count: int, index: int) -> Finding:
    return Finding(
        "R99",
        "tempat",
        subject,
        "sedang",
        Sentence("{count} tamu di {place}", "{count} visitors at {place}"),
        {"count": count, "place": subject},
        (index,),
    )


VERSIONS = Versions(NAME, Tally, Columns(("purpose",), lambda tally: (tally.purpose,)))


def projection(breaks_on: str = "") -> AnyProjection:
    return Projection(TallyFold(breaks_on), VERSIONS)
