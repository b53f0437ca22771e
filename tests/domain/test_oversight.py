"""Findings of supervisors as they are said."""

from typing import Any

import pytest

from domain.catalogue import NotUnderstood
from domain.oversight import FindingClosed, FindingEscalated, FindingRaised, ResponseFiled
from tests.support.sayings import golden


def test_a_finding_names_whom_it_asks_for_what_and_until_when() -> None:
    act = golden("FindingRaised")

    assert isinstance(act, FindingRaised)
    assert (act.against, act.demand, act.due[:10]) == ("16.08/kpu", "jelaskan", "2024-11-27")


def test_answer_closing_and_escalation_cite_the_finding() -> None:
    for kind, cls in (
        ("ResponseFiled", ResponseFiled),
        ("FindingClosed", FindingClosed),
        ("FindingEscalated", FindingEscalated),
    ):
        act = golden(kind)
        assert isinstance(act, cls)
        assert len(act.of) == 44


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("FindingRaised", {"due": "2024-11-31T20:00:00+07:00"}),
        ("FindingRaised", {"due": "besok"}),
        ("FindingRaised", {"due": None}),
        ("FindingRaised", {"basis": ["bukan hash"]}),
        ("FindingRaised", {"demand": ""}),
        ("ResponseFiled", {"of": None}),
        ("ResponseFiled", {"note": "jawaban dalam kata biasa"}),
        ("FindingEscalated", {"due": "2024-02-30T20:00:00+07:00"}),
        ("FindingClosed", {"verdict": None}),
    ],
)
def test_what_is_missing_or_impossible_is_not_understood(
    kind: str, changes: dict[str, Any]
) -> None:
    assert isinstance(golden(kind, **changes), NotUnderstood)
