"""Troubles follow the known rates, and there is one of each where there is room."""

import random
from collections import Counter
from typing import get_args

from tools.scenario.area import Area
from tools.scenario.plot import Plot, Trouble


def plot(scale: int, seed: str = "uji") -> Plot:
    return Plot.of(Area.of(scale), random.Random(seed))


def test_at_full_scale_the_numbers_are_those_of_february_2024() -> None:
    counts = Counter(plot(1012).troubles.values())
    assert counts["terlambat"] == 10
    assert counts["kurang"] == 6
    assert counts["tanpa_catatan"] + counts["tanpa_segel"] == 4
    assert set(counts) == set(get_args(Trouble))


def test_thirteen_stations_have_one_of_each() -> None:
    assert sorted(plot(13).troubles.values()) == sorted(get_args(Trouble))


def test_one_station_has_one_trouble() -> None:
    assert list(plot(1).troubles.values()) == ["terlambat"]


def test_no_box_goes_astray_where_nobody_misses_it() -> None:
    for scale in range(1, 14):
        troubles = set(plot(scale).troubles.values())
        assert ("salah_alamat" in troubles) == ("tertukar" in troubles)


def test_the_desa_without_signal_has_no_other_trouble() -> None:
    for seed in "abcdefgh":
        found = plot(200, seed)
        assert found.offline is not None
        assert not found.touches(found.offline)


def test_chance_decides_who_it_is() -> None:
    assert plot(200, "a").troubles != plot(200, "b").troubles


def test_a_box_goes_astray_within_its_kecamatan_where_that_can_be() -> None:
    area = Area.of(400)
    for seed in "abcdefgh":
        found = plot(400, seed)
        missing, wrong = (
            found.station("tertukar", area.stations),
            found.station("salah_alamat", area.stations),
        )
        assert missing is not None
        assert wrong is not None
        assert missing.district == wrong.district
        assert missing.desa != wrong.desa
