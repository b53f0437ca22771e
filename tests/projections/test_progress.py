"""How many boxes of each district are where, now and as of any leaf."""

from projections import custody, progress
from projections.view import View, view
from tests.projections.conftest import Election

BOX = "16.08.0000-GUB"


def test_every_box_is_counted_once(now: View) -> None:
    (regency,) = {one.area.rpartition(".")[0] for one in progress.progress(now)}

    assert regency == "16.08"
    assert sum(one.total for one in progress.progress(now)) == 8
    assert all(tuple(one.boxes) == progress.STAGES for one in progress.progress(now))


def test_a_box_is_counted_where_it_was_as_of_each_leaf(election: Election, now: View) -> None:
    stages = []
    for version in custody.changes(now, BOX):
        with view(election.readers, version.since) as then:
            district = next(one for one in progress.progress(then) if one.area == "16.08.0000")
            stages.append({stage for stage, count in district.boxes.items() if count})

    assert stages[0] == {"gudang"}
    assert any("jalan" in one for one in stages)
    assert any("tps" in one for one in stages)
    assert stages[-1] == {"kembali"}


def test_what_is_counted_stands_in_indexes(election: Election, now: View) -> None:
    for leaf in (None, now.position - 1):
        with view(election.readers, leaf) as then:
            plan = then.rows(f"EXPLAIN QUERY PLAN {progress.counting(then)}")
            assert any("COVERING INDEX kotak_progress" in row[3] for row in plan)
