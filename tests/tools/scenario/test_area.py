"""The area has its real numbers, and keeps its proportions at any scale."""

import pytest

from tools.scenario.area import TPS_MAX, Area


def test_oku_timur_has_its_real_numbers() -> None:
    area = Area.of(TPS_MAX)
    assert (len(area.districts), len(area.villages), len(area.stations)) == (20, 312, 1012)
    assert sum(len(district.ballots) for district in area.districts) == 2024
    assert len(set(area.boxes)) == len(area.boxes) == 2064


@pytest.mark.parametrize("scale", [1, 2, 12, 50, 400, 1011])
def test_any_scale_has_exactly_so_many_tps_and_nobody_without_one(scale: int) -> None:
    area = Area.of(scale)
    assert len({station.place for station in area.stations}) == scale
    assert all(village.stations for village in area.villages)


def test_kecamatan_keep_their_proportions() -> None:
    half = {district.code: len(district.stations) for district in Area.of(506).districts}
    whole = {district.code: len(district.stations) for district in Area.of(1012).districts}
    assert all(abs(2 * half[code] - count) <= 2 for code, count in whole.items())


@pytest.mark.parametrize("scale", [0, -1, 1013])
def test_another_number_is_refused(scale: int) -> None:
    with pytest.raises(ValueError, match="1 to 1012"):
        Area.of(scale)


def test_names_follow_the_codes_of_the_place() -> None:
    village = Area.of(TPS_MAX).districts[4].villages[2]
    station = village.stations[0]
    assert (village.code, village.unit, station.place) == (
        "16.08.05.2003",
        "16.08.05.2003/pps",
        "16.08.05.2003/TPS-001",
    )
    assert station.boxes == ("16.08.05.2003-TPS001-GUB", "16.08.05.2003-TPS001-BUP")
