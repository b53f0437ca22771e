"""The log of the practice is witnessed from the first day to the last night, by its own anchors."""

from contextlib import closing
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from domain.situation import SituationReported
from ledger.application import Ledger
from ledger.journal import ANCHOR, REGISTER
from ledger.log import Log
from tests.tools.scenario.postbox import Rehearsal, empty_stage
from tools.scenario.clock import hours, minutes
from tools.scenario.founding import CLERK
from tools.scenario.operation import play
from tools.scenario.witnessing import ASKED, BUSY, CALM, FIRST, witnessings


def witnessed(scale: int = 3) -> tuple[Rehearsal, list[datetime]]:
    """Play nothing but the witness; return when it looked at the log."""
    rehearsal = empty_stage(scale)
    witnessings(rehearsal.stage)
    rehearsal.stage.run()
    return rehearsal, rehearsal.box.shown


def test_two_registrars_ask_for_it_and_let_it_go() -> None:
    rehearsal, moments = witnessed()
    told = [entry for entry in rehearsal.box.entries() if entry.header.topic == REGISTER]
    lines = [entry.body.strip() for entry in told]
    assert len(lines) == 4
    assert lines[0] == lines[1] != lines[2] == lines[3]
    assert moments[0] > ASKED
    assert moments[-1] < rehearsal.stage.season.ends - minutes(10)


def test_it_looks_every_hour_while_boxes_are_on_their_way() -> None:
    _, moments = witnessed()
    assert moments[0] == FIRST
    busy = [moment for moment in moments if BUSY <= moment <= CALM]
    assert {later - sooner for sooner, later in pairwise(busy)} == {hours(1)}


def test_it_looks_after_every_report_but_the_last_ones(rehearsal: Rehearsal) -> None:
    reports = {one.statement.at[:13] for one in rehearsal.box.sayings(SituationReported)}
    moments = {moment.isoformat()[:13] for moment in rehearsal.box.shown}
    assert reports - moments == {rehearsal.stage.season.ends.isoformat()[:13]}


@pytest.fixture(name="folder", scope="module")
def small_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("latihan")
    play(folder, "uji", 1)
    return folder


def test_the_clerk_writes_down_each_time_that_it_looked(folder: Path) -> None:
    _, moments = witnessed(1)
    with closing(Log.read(folder / "ledger.db")) as log:
        anchors = [row for row in log.entries(0, log.size) if row.topic == ANCHOR]
    assert len(anchors) == len(moments)
    assert {row.journal for row in anchors} == {CLERK}


def test_whoever_goes_on_with_the_log_waits_for_no_witness(folder: Path) -> None:
    with closing(Ledger.open(folder, lambda: 0)) as ledger:
        policy = ledger.register.policy
    assert policy.is_met_by([])
    assert policy.witnesses == ()
