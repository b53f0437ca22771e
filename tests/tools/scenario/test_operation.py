"""The findings name exactly what was planted, no more and no fewer."""

from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from domain.catalogue import KINDS, NotUnderstood
from domain.finding import Finding
from ledger.log import Log
from ledger.tlog.text import to_base64
from projections import findings
from projections.directory import Projections
from tests.support.command import segel
from tests.tools.scenario.postbox import Rehearsal, empty_stage
from tools.scenario.operation import END, Played, expected_count, perform, play

RULES = {f"R{number:02}" for number in range(1, 37)}

A_YEAR = timedelta(days=365)


class Name(NamedTuple):
    """What a finding is about, in words that a scene can know before."""

    rule: str
    subject_kind: str
    subject: str
    leaf: str
    is_explained: bool


def planted(played: Played) -> Counter[Name]:
    return Counter(
        Name(one.rule, one.subject_kind, one.subject, one.leaf, one.is_explained)
        for one in played.planted
    )


def found(folder: Path, at: datetime, played: Played) -> Counter[Name]:
    """Fold the whole log and name every finding that stands at a stated time."""
    known = {one.leaf for one in played.planted}
    with (
        closing(Log.read(folder / "ledger.db")) as log,
        closing(Projections.open(folder, log, lambda: 0)) as projections,
        projections.view() as view,
    ):
        standing = findings.listed(view, at, limit=10_000)
        return Counter(_named(log, one.finding, known) for one in standing.items)


def _named(log: Log, finding: Finding, known: set[str]) -> Name:
    (row,) = log.entries(finding.evidence[0], 1)
    leaf = to_base64(row.leaf)
    return Name(
        finding.rule,
        finding.subject_kind,
        finding.subject,
        leaf if leaf in known or not row.topic.startswith("segel/evidence/") else "",
        finding.explained_by is not None,
    )


@pytest.fixture(name="folder", scope="module")
def folder_of_a_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("latihan")


@pytest.fixture(name="played", scope="module")
def small_practice(folder: Path) -> Played:
    return play(folder, "uji", 13)


def test_findings_are_exactly_what_was_planted(folder: Path, played: Played) -> None:
    assert found(folder, END, played) == planted(played)


def test_they_are_the_same_a_year_later(folder: Path, played: Played) -> None:
    assert found(folder, END + A_YEAR, played) == planted(played)


def test_every_rule_has_something_planted(played: Played) -> None:
    assert {one.rule for one in played.planted} == RULES


def test_one_correction_explains_a_finding(played: Played) -> None:
    assert [one.rule for one in played.planted if one.is_explained] == ["R05"]


def test_every_kind_of_the_catalogue_is_said(rehearsal: Rehearsal) -> None:
    said = {type(one.statement).__name__ for one in rehearsal.box.sayings(object)}
    assert set(KINDS) - said == set()


def test_everything_that_is_said_is_understood(rehearsal: Rehearsal) -> None:
    assert rehearsal.box.sayings(NotUnderstood) == []


def test_no_fold_breaks(folder: Path, played: Played) -> None:
    with (
        closing(Log.read(folder / "ledger.db")) as log,
        closing(Projections.open(folder, log, lambda: 0)) as projections,
        projections.view() as view,
    ):
        assert view.rows("SELECT * FROM dead_letter") == []
        assert projections.position == played.count  # the charter, and no more


def test_the_whole_log_is_proven(folder: Path, played: Played) -> None:
    ran = segel("verify", folder)
    assert ran.status == 0
    assert f"LULUS  {played.count + 1} entri" in ran.out


def test_the_same_seed_gives_the_same_log(folder: Path, played: Played, tmp_path: Path) -> None:
    again = play(tmp_path, "uji", 13)
    assert again.checkpoint == played.checkpoint
    assert again.planted == played.planted
    assert (tmp_path / "charter.hash").read_text() == (folder / "charter.hash").read_text()


def test_another_seed_gives_another_log_with_as_many_findings() -> None:
    counts = []
    for seed in ("a", "b"):
        rehearsal = empty_stage(13, seed)
        perform(rehearsal.stage)
        counts.append(len(rehearsal.stage.plot.planted))
    assert counts[0] == counts[1]


def test_progress_is_told_and_its_end_is_about_right(tmp_path: Path) -> None:
    told: list[int] = []
    played = play(tmp_path, "uji", 1, told.append)
    assert sum(told) == played.count
    assert 0.4 < played.count / expected_count(1) < 1.2


def test_one_tps_is_enough(tmp_path: Path) -> None:
    played = play(tmp_path, "uji", 1)
    assert found(tmp_path, END, played) == planted(played)


@pytest.mark.timeout(600)
def test_at_full_scale_too_findings_are_exactly_what_was_planted(tmp_path: Path) -> None:
    played = play(tmp_path, "2024", 1012)
    assert found(tmp_path, END, played) == planted(played)
    counts = Counter(one.rule for one in played.planted)
    assert (counts["R01"], counts["R06"], counts["R29"]) == (20, 4, 6)
    assert abs(played.count - expected_count(1012)) < 1000
