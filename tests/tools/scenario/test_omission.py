"""What is left out or comes too late is planted once."""

from collections import Counter
from datetime import datetime, timedelta

from domain.incident import IncidentReported
from domain.neutrality import NeutralityAlleged, NeutralityRuled
from domain.oversight import FindingEscalated, FindingRaised, ResponseFiled
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.omission import PROVINCE, UNRULED


def planted(rehearsal: Rehearsal) -> Counter[str]:
    return Counter(one.rule for one in rehearsal.stage.plot.planted)


def test_each_is_planted_once_and_pledge_and_case_are_one_rule(rehearsal: Rehearsal) -> None:
    counts = planted(rehearsal)
    assert [counts[rule] for rule in ("R19", "R24", "R33", "R34", "R36")] == [1, 1, 1, 1, 2]


def test_one_case_is_never_ruled(rehearsal: Rehearsal) -> None:
    alleged = {one.statement.case for one in rehearsal.box.sayings(NeutralityAlleged)}
    ruled = {one.statement.case for one in rehearsal.box.sayings(NeutralityRuled)}
    assert alleged - ruled == {UNRULED}


def test_one_finding_is_never_answered(rehearsal: Rehearsal) -> None:
    raised = {one.leaf for one in rehearsal.box.sayings(FindingRaised)}
    answered = {one.statement.of for one in rehearsal.box.sayings(ResponseFiled)}
    assert len(raised - answered) == 1


def test_one_grave_incident_is_reported_late(rehearsal: Rehearsal) -> None:
    told = [one.statement for one in rehearsal.box.sayings(IncidentReported)]
    waits = [
        datetime.fromisoformat(one.at) - datetime.fromisoformat(one.observed)
        for one in told
        if one.severity == "menonjol"
    ]
    assert sum(wait > timedelta(minutes=15) for wait in waits) == 1


def test_what_is_never_answered_goes_to_the_province(rehearsal: Rehearsal) -> None:
    (escalated,) = [one.statement for one in rehearsal.box.sayings(FindingEscalated)]
    answered = {one.statement.of for one in rehearsal.box.sayings(ResponseFiled)}
    assert escalated.to == PROVINCE
    assert escalated.of not in answered
