"""Visitors as the guard reports them."""

import pytest

from domain.access import AccessDenied, AccessExited, AccessGranted, VisitorReported
from domain.catalogue import NotUnderstood
from tests.support.sayings import golden


def test_who_a_visitor_is_never_stands_in_the_log_in_plain_words() -> None:
    assert isinstance(golden("VisitorReported", visitor="Budi Santoso"), NotUnderstood)
    assert isinstance(golden("VisitorReported", visitor={"nama": "Budi Santoso"}), NotUnderstood)


def test_a_visitor_reports_with_a_purpose_and_nothing_more() -> None:
    optional = (
        "host",
        "permission",
        "identity_check",
        "again",
        "persons",
        "items",
        "photo",
        "note",
    )

    assert isinstance(golden("VisitorReported", **dict.fromkeys(optional)), VisitorReported)


@pytest.mark.parametrize("kind", ["AccessGranted", "AccessDenied", "AccessExited"])
def test_every_answer_cites_the_visit(kind: str) -> None:
    answer = golden(kind)

    assert isinstance(answer, AccessGranted | AccessDenied | AccessExited)
    assert len(answer.of) == 44
    assert isinstance(golden(kind, of=None), NotUnderstood)


def test_a_refusal_has_a_reason() -> None:
    assert isinstance(golden("AccessDenied", reason=None), NotUnderstood)
    assert isinstance(golden("AccessDenied", reason="alasan_baru"), AccessDenied)


def test_a_guard_cites_the_last_report_of_a_visitor_who_comes_again() -> None:
    again = golden("VisitorReported")

    assert isinstance(again, VisitorReported)
    assert again.again == "KiJsotGTwY+RWqQWDrF0U/c8PQk1xHkiwRrdFO5uwo8="
    assert isinstance(golden("VisitorReported", again="kemarin"), NotUnderstood)
