"""Form A has the parts that the regulation asks for."""

from projections.paper.archive import Archive
from projections.paper.document import Facts, Grid, Room
from projections.paper.observation import observation
from tests.projections.paper.conftest import Asked, facts, grid
from tests.support.paper import opening
from tests.support.registry import SALT


def test_the_five_parts_stand_in_their_order(records: Archive, asked: Asked) -> None:
    paper = observation(records, *asked["model-a"])

    titles = [one.title for one in paper.blocks if isinstance(one, Facts | Grid | Room)]
    parts = [title.partition(".")[0] for title in titles if title.partition(".")[1]]
    assert parts == ["I", "II", "III", "IV", "V"]
    assert paper.number == "012/LHP/PM.01.02/XI/2024"
    assert facts(paper)["Hasil"].startswith("Ada dugaan")


def test_what_was_watched_is_named_by_its_leaf(records: Archive, asked: Asked) -> None:
    paper = observation(records, *asked["model-a"])

    (row,) = grid(paper, "Pernyataan yang diawasi")
    assert row["Daun"] == asked["kejadian"][0]
    assert [one.index for one in paper.sources] == [
        int(asked["kejadian"][0]),
        int(asked["model-a"][0]),
    ]


def test_the_summary_is_closed_to_the_public(records: Archive, asked: Asked) -> None:
    index = asked["model-a"][0]
    record = records.asked(index, {"ObservationFiled"})
    key = opening(record.leaf, "/summary", "pintu terbuka", SALT)

    assert facts(observation(records, index))["Uraian"] == "tertutup (komitmen)"
    opened = Archive(records.view, records.log, [key])
    assert facts(observation(opened, index))["Uraian"] == "pintu terbuka"
