"""The sentences of R34."""

from domain.rules.inquiry import again, stale
from tests.support.story import moment

NUMBER = "027/PM.00.02/K.SS-11/XI/2024"


def test_a_finding_without_answer_names_whom_it_asked_and_waits_for_its_due_time() -> None:
    found = stale("leaf", 7, moment("27 20:00"), number=NUMBER, against="16.08/kpu")

    assert (found.key, found.due) == ("R34/temuan/leaf/7", moment("27 20:00"))
    assert found.indonesian().startswith("Temuan 027/PM.00.02/K.SS-11/XI/2024 kepada 16.08/kpu")
    assert "was not answered" in found.english()


def test_a_repeated_finding_counts_and_stands_at_once() -> None:
    found = again("R04 16.08/GDG-01", (9, 7, 3), ("R04", "16.08/GDG-01"), NUMBER, 3)

    assert (found.key, found.due) == ("R34/ulangan/R04 16.08/GDG-01/9", None)
    assert "untuk ke-3 kalinya" in found.indonesian()
    assert found.english().endswith("was raised for time number 3.")
