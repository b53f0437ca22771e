"""Every police unit reports twice a day, and says so where something happened."""

from collections import Counter

from domain.situation import SituationReported
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.cast import POLICE


def test_every_unit_reports_twice_a_day(rehearsal: Rehearsal) -> None:
    told = Counter(saying.statement.unit for saying in rehearsal.box.sayings(SituationReported))
    season = rehearsal.stage.season
    days = (season.ends - season.reports).days
    units = {POLICE, *(one.police for one in rehearsal.stage.area.districts)}
    assert set(told) == units
    assert 2 * days - 1 <= min(told.values()) <= max(told.values()) <= 2 * days + 1


def test_most_reports_are_nil_and_some_are_not(rehearsal: Rehearsal) -> None:
    told = [saying.statement for saying in rehearsal.box.sayings(SituationReported)]
    counts = Counter(one.outcome for one in told)
    assert counts["nihil"] > 10 * counts["ada"] > 0
    assert all(bool(one.refs) == (one.outcome == "ada") for one in told)


def test_the_first_report_after_the_last_look_of_the_witness_is_withheld(
    rehearsal: Rehearsal,
) -> None:
    (planted,) = [one for one in rehearsal.stage.plot.planted if one.rule == "R35"]
    last = rehearsal.box.shown[-1].isoformat()
    unseen = [one for one in rehearsal.box.sayings(SituationReported) if one.statement.at > last]
    assert unseen[0].leaf == planted.leaf
