"""Units and places by name."""

import pytest

from domain.unit import AREAS_MAX, areas, covers, founding_unit, line


@pytest.mark.parametrize(
    ("unit", "side"),
    [
        ("16.08/kpu", "kpu"),
        ("16.08.05.2003/kpps-007", "kpu"),
        ("16.08.03/polsek", "polri"),
        ("16.08.05.2003/ptps-007", "bawaslu"),
        ("16.08/pos", "lain"),
        ("kpps", "kpu"),
        ("", "lain"),
    ],
)
def test_the_last_word_of_a_unit_tells_its_line(unit: str, side: str) -> None:
    assert line(unit) == side


@pytest.mark.parametrize(
    ("registrar", "unit"),
    [
        ("16.08/kpu", "16.08/kpu"),
        ("16.08/kpu/registrar", "16.08/kpu"),
        ("16.08/polri/kabag-ops/hp-1", "16.08/polri"),
        ("universitas/log", "universitas/log"),
    ],
)
def test_a_registrar_speaks_for_its_organisation(registrar: str, unit: str) -> None:
    assert founding_unit(registrar) == unit


@pytest.mark.parametrize(
    ("scope", "name", "is_covered"),
    [
        ("16.08", "16.08", True),
        ("16.08", "16.08/GDG-01", True),
        ("16.08", "16.08.05.2003/TPS-007", True),
        ("16.08.05", "16.08.05/PPK", True),
        ("16.08", "16.081/PPK", False),
        ("16.08.05", "16.08/GDG-01", False),
        ("16.08/GDG-01", "16.08/GDG-011", False),
        ("", "16.01", True),
    ],
)
def test_a_scope_covers_itself_and_what_lies_below(scope: str, name: str, is_covered: bool) -> None:
    assert covers(scope, name) is is_covered


def test_every_area_around_a_place_covers_it() -> None:
    place = "16.08.05.2003/TPS-007"

    assert areas(place) == ("16", "16.08", "16.08.05", "16.08.05.2003", place)
    assert all(covers(area, place) for area in areas(place))
    assert areas("X") == ("X",)


def test_a_name_with_more_parts_than_any_code_has_lies_in_few_areas() -> None:
    assert len(areas("1." * 60)) == AREAS_MAX + 1
    assert areas(".") == (".",)
