"""Boundaries as they are drawn: on one grid, remembered, and new as soon as the file is."""

from pathlib import Path

from api.atlas import Atlas, chart
from api.boundary import Boundary, Position, save
from api.drawing import WIDTH

WEST, EAST, MIDDLE = 104.0, 105.0, 104.5


def square(west: float, east: float) -> tuple[Position, ...]:
    return ((west, -4.0), (east, -4.0), (east, -4.5), (west, -4.5), (west, -4.0))


LEFT = Boundary("16.08.01", "Martapura", (square(WEST, MIDDLE),))
RIGHT = Boundary("16.08.02", "Buay Madang", (square(MIDDLE, EAST),))


def test_a_map_is_as_wide_as_a_picture_and_north_is_above() -> None:
    found = chart([LEFT, RIGHT])

    points = [point for one in found.outlines for ring in one.rings for point in ring]
    assert (min(x for x, _ in points), max(x for x, _ in points)) == (2, WIDTH - 2)
    assert found.outlines[0].rings[0][0][1] < found.outlines[0].rings[0][2][1]
    assert 160 < found.height < 170  # half as high as wide, as near the equator


def test_neighbours_share_their_border() -> None:
    left, right = chart([LEFT, RIGHT]).outlines

    assert max(x for x, _ in left.rings[0]) == min(x for x, _ in right.rings[0])


def test_what_falls_on_one_point_of_the_grid_is_written_once() -> None:
    fine = tuple((WEST + n / 1e6, -4.0) for n in range(1000))
    speck = Boundary("16.08.03", "Pulau", (square(WEST, EAST), (*fine, fine[0])))

    (one,) = chart([speck]).outlines
    assert [len(ring) for ring in one.rings] == [5]


def test_a_map_is_read_again_once_its_file_has_changed(tmp_path: Path) -> None:
    atlas = Atlas(tmp_path / "boundaries.json")
    assert atlas.chart().outlines == ()

    save(atlas.place, [LEFT])
    first = atlas.chart()
    assert [one.code for one in first.outlines] == ["16.08.01"]
    assert atlas.chart() is first

    save(atlas.place, [LEFT, RIGHT])
    assert len(atlas.chart().outlines) == 2
