"""A journal's chain: what the domain keeps of one device."""

import msgspec
import pytest

from domain.catalogue import NotUnderstood
from domain.fact import Enrolled, Recovered, Strengthened
from domain.said import Said
from tests.support.sayings import GUARD, KPU, POLRI, PPK, leaf
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


def test_a_hardware_key_stays_with_the_journal_whatever_it_says() -> None:
    story = Story.of_election()
    story.tell(Enrolled(1, leaf("e"), GUARD, POLRI, POLRI))
    story.tell(Strengthened(2, POLRI, GUARD))
    story.says(GUARD, "VisitorReported", "08:00")

    chain = story.chain(GUARD)
    assert (chain.enrolled, chain.strengthened, chain.enroller) == (1, 2, POLRI)
    assert story.findings() == []


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


def cites(story: Story, minute: int, cited: int, lost: int | None = None) -> None:
    """Let the guard say something that cites a tree, which the log has lost or not."""
    draft = story.plans(GUARD, "VisitorReported", f"08:{minute:02}")
    story.hears(msgspec.structs.replace(draft, cited=cited, lost=lost))


def test_who_cites_what_was_lost_is_a_finding_until_the_recovered_log_is_cited() -> None:
    story = Story.of_election()
    story.tell(Recovered(90, KPU, 80))
    assert story.finding("R27").english().startswith("A quorum of registrars, 16.08/kpu the last")
    cites(story, 1, cited=85, lost=90)
    cites(story, 2, cited=86, lost=90)
    found = story.finding_of(GUARD)
    assert "mengutip log berukuran 85" in found.indonesian()
    assert "cites a log of size 85" in found.english()

    cites(story, 3, cited=79)  # of both logs, the lost one and the recovered
    cites(story, 4, cited=90)
    assert story.findings() == ["R27", "R27"]
    cites(story, 5, cited=91)
    assert story.findings() == ["R27"]
    assert story.chain(GUARD).tail is None


def test_a_second_loss_has_to_be_seen_too() -> None:
    story = Story.of_election()
    cites(story, 1, cited=85, lost=90)
    cites(story, 2, cited=99, lost=120)
    cites(story, 3, cited=119)
    assert story.findings() == ["R27"]
    cites(story, 4, cited=121)
    assert story.findings() == []


def test_what_is_not_understood_cites_all_the_same() -> None:
    story = Story.of_election()
    draft = story.plans(GUARD, "VisitorReported", "07:00")
    unread = NotUnderstood("unknown-kind", "X")
    story.hears(msgspec.structs.replace(draft, statement=unread, cited=85, lost=90))
    assert story.findings() == ["R27"]
    draft = story.plans(GUARD, "VisitorReported", "07:01")
    story.hears(msgspec.structs.replace(draft, statement=unread, cited=91))
    assert story.findings() == []


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def _cites(story: Story, at: str, cited: int) -> Said:
    """Let the guard say something that cites a tree of so many leaves."""
    said = story.plans(GUARD, "VisitorReported", at)
    return story.hears(msgspec.structs.replace(said, cited=cited))


@pytest.mark.parametrize(("at", "left"), [("07:58", []), ("07:57:59", ["R25"])])
def test_nobody_signs_before_what_the_statement_has_seen(
    story: Story, at: str, left: list[str]
) -> None:
    anchored = story.witnessed("08:00")
    _cites(story, at, anchored.index + 1)

    assert story.findings("08:30", but="R21") == left


def test_who_cites_an_older_tree_is_bound_by_nothing(story: Story) -> None:
    anchored = story.witnessed("08:00")
    _cites(story, "06:00", anchored.index)

    assert story.findings("08:30", but="R21") == []


@pytest.mark.parametrize(("at", "left"), [("09:02", []), ("09:02:01", ["R25"])])
def test_nobody_signs_after_witnesses_have_seen_it(story: Story, at: str, left: list[str]) -> None:
    story.witnessed("08:00")
    _cites(story, at, 0)
    story.witnessed("09:00")
    story.says(PPK, "Endorsed", "09:00", of=leaf("x"), of_kind="ShiftStarted")
    story.witnessed("09:00")
    assert story.findings("09:30") == []

    _cites(story, "09:20", 0)
    assert story.findings("09:30") == left


@pytest.mark.parametrize(("at", "left"), [("24 08:00", []), ("24 07:59:59", ["R26"])])
def test_what_comes_in_a_day_late_is_told(story: Story, at: str, left: list[str]) -> None:
    story.witnessed("08:00")
    _cites(story, at, 0)

    assert story.findings("08:30", but="R21") == left


def test_a_journal_keeps_few_unproven_statements(story: Story) -> None:
    story.witnessed("08:00")
    for minute in range(30):
        _cites(story, f"08:{minute:02}", 0)

    assert len(story.chain(GUARD).unproven) == 8
