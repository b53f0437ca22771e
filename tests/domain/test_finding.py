"""Findings: neutral words, stable keys, and a time before which some do not stand."""

from datetime import datetime, timedelta

from domain.finding import Finding, Sentence

NOON = datetime.fromisoformat("2024-11-26T12:00:00+07:00")
SENTENCE = Sentence("Segel {seal} pada kotak {box} tidak utuh.", "Seal {seal} of {box} not intact.")
FINDING = Finding(
    rule="R04",
    subject_kind="kotak",
    subject="16.08.05.2003-TPS007-GUB",
    severity="kritis",
    sentence=SENTENCE,
    parameters={"seal": "kabel_ties:OKT-004211", "box": "TPS007-GUB"},
    evidence=(812, 455),
)


def test_a_finding_says_itself_in_two_languages() -> None:
    assert FINDING.indonesian() == "Segel kabel_ties:OKT-004211 pada kotak TPS007-GUB tidak utuh."
    assert FINDING.english() == "Seal kabel_ties:OKT-004211 of TPS007-GUB not intact."


def test_a_finding_is_named_by_rule_subject_and_the_leaf_that_raised_it() -> None:
    assert FINDING.key == "R04/kotak/16.08.05.2003-TPS007-GUB/812"


def test_a_finding_that_is_due_stands_only_after_its_moment() -> None:
    due = Finding("R01", "kotak", "b", "kritis", SENTENCE, due=NOON)

    assert not due.stands(NOON)
    assert due.stands(NOON + timedelta(microseconds=1))
    assert FINDING.stands(NOON)
    assert due.key == "R01/kotak/b/"
