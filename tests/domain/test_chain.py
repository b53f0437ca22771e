"""A journal's chain: what the domain keeps of one device."""

import msgspec

from domain.catalogue import NotUnderstood
from domain.fact import Enrolled
from tests.support.sayings import GUARD, KPU, POLRI, leaf
from tests.support.story import Story


def test_a_journal_counts_what_it_said_and_when() -> None:
    story = Story.of_election()
    story.tell(Enrolled(1, leaf("e"), GUARD, POLRI, POLRI))
    story.says(GUARD, "VisitorReported", "08:00")
    said = story.says(GUARD, "IncidentReported", "08:05")

    chain = story.chain(GUARD)
    assert (chain.enrolled, chain.enroller, chain.registrar) == (1, POLRI, POLRI)
    assert (chain.count, chain.last, chain.index) == (2, said.sequence, said.index)
    assert chain.at == "2024-11-25T08:05:00+07:00"


def test_what_was_not_understood_has_a_number_and_no_time() -> None:
    story = Story.of_election()
    story.says(GUARD, "VisitorReported", "08:00")
    draft = story.plans(GUARD, "VisitorReported", "07:00")
    story.hears(msgspec.structs.replace(draft, statement=NotUnderstood("unknown-kind", "X")))
    story.says(GUARD, "VisitorReported", "08:01")

    assert story.chain(GUARD).count == 3
    assert story.findings() == []


def test_registrars_have_journals_too() -> None:
    story = Story.of_election()
    story.says(KPU, "PhaseChanged", "08:00", to="distribusi", **{"from": "persiapan"})

    assert story.chain(KPU).count == 1
    assert story.findings() == []
