"""What was not a finding before is raised; what is none any more is settled."""

from datetime import UTC, datetime

import msgspec

from domain.finding import Finding, Sentence
from domain.reckoning import reckon
from domain.visit import Visit

STATE = Visit("16.08/GDG-01")


def finding(index: int) -> Finding:
    return Finding("R99", "pos", "p", "sedang", Sentence("a", "b"), {}, (index,))


def test_the_same_findings_are_no_news() -> None:
    step = reckon(STATE, [finding(1)], [finding(1)])

    assert (step.state, step.raised, step.settled) == (STATE, (), ())


def test_one_more_is_raised_and_one_less_is_settled() -> None:
    step = reckon(STATE, [finding(1), finding(2)], [finding(2), finding(3)])

    assert step.raised == (finding(3),)
    assert step.settled == (finding(1).key,)


def test_what_is_due_at_another_time_is_told_anew() -> None:
    early, later = (
        msgspec.structs.replace(finding(1), due=datetime(2024, 11, day, tzinfo=UTC))
        for day in (25, 26)
    )
    step = reckon(STATE, [early], [later])

    assert (step.raised, step.settled) == ((later,), ())


def test_what_reads_otherwise_is_told_anew() -> None:
    later = msgspec.structs.replace(finding(1), evidence=(1, 2))
    step = reckon(STATE, [finding(1)], [later])

    assert (step.raised, step.settled) == ((later,), ())
