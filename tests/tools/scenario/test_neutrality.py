"""Weekly checks find nothing; one case goes from the allegation to the sanction."""

from domain.neutrality import NeutralityAlleged, NeutralityChecked, NeutralityRuled, SanctionImposed
from tests.tools.scenario.postbox import Rehearsal, empty_stage
from tools.scenario.cast import enrolments
from tools.scenario.neutrality import neutralities


def test_one_case_is_ruled_and_sanctioned_by_two_persons(rehearsal: Rehearsal) -> None:
    ruled = rehearsal.box.sayings(NeutralityRuled)
    imposed = rehearsal.box.sayings(SanctionImposed)
    assert [one.statement.case for one in ruled] == [one.statement.case for one in imposed]
    assert {one.leaf for one in (*ruled, *imposed)} <= rehearsal.box.endorsed()
    alleged = [one.leaf for one in rehearsal.box.sayings(NeutralityAlleged)]
    assert ruled[0].statement.of in alleged


def test_every_unit_is_watched_every_week() -> None:
    rehearsal = empty_stage(60)
    enrolments(rehearsal.stage)
    neutralities(rehearsal.stage)
    rehearsal.stage.run()
    told = [saying.statement for saying in rehearsal.box.sayings(NeutralityChecked)]
    season = rehearsal.stage.season
    weeks = (season.ends - season.reports).days // 7
    units = {one.unit for one in told}
    assert len(units) == 3 + len(rehearsal.stage.area.districts)
    assert len(told) == weeks * len(units)
    assert {one.outcome for one in told} == {"nihil"}
