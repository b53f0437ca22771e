"""Distribution: the trucks from the warehouse to each PPK, and from there to the PPS.

The farthest kecamatan come first, from 20 November on; what goes to the PPS leaves on the 25th and
26th, with an escort, and from there `delivery` goes on.
"""

from datetime import datetime
from typing import Final

from tools.scenario.area import STORE, District, Village
from tools.scenario.cast import CLERKS, ESCORTS, KPU_UNIT
from tools.scenario.clock import minutes, wib
from tools.scenario.delivery import delivery
from tools.scenario.plan import departures
from tools.scenario.stage import Scene, Stage
from tools.scenario.trip import VILLAGE_MINUTES, Crew, Trip, travel

_TOO_LATE: Final = 135
"""Minutes after which the last truck leaves that should."""
EVE: Final = "2024-11-26"
"""The day before the vote: everything is to be at the TPS by night."""


def distributions(stage: Stage) -> None:
    """Start every truck; each starts what follows from it."""
    for number, (code, leaves) in enumerate(departures(stage).items()):
        district = next(one for one in stage.area.districts if one.code == code)
        is_last = number == len(stage.area.districts) - 1
        begins = leaves + minutes(_TOO_LATE) if is_last else leaves
        stage.start(_truck(stage, district, ESCORTS[number % 4], is_late=is_last), begins)


def _truck(stage: Stage, district: District, escort: str, *, is_late: bool) -> Scene:
    """Bring the boxes of a kecamatan from the warehouse to its PPK."""
    trip = Trip(
        f"{district.code}-pergi",
        KPU_UNIT,
        district.unit,
        STORE,
        district.place,
        (*district.ballots, *district.sums),
        "gudang",
        district.travel,
        "mundur" if is_late else None,
    )
    crew = Crew(stage.phone(CLERKS[0]), stage.phone(escort), stage.speaker(district.unit))
    yield from travel(stage, trip, crew)
    for number, village in enumerate(district.villages):
        stage.start(_village(stage, district, village), _pick_up(stage.now, number))


def _pick_up(arrived: datetime, number: int) -> datetime:
    """Return when a PPS comes for its boxes: from the afternoon of the 25th on, one by one."""
    begins = wib("2024-11-25 13:00") if arrived < wib("2024-11-25 10:00") else wib(f"{EVE} 06:30")
    return begins + minutes(7 * number)


def _village(stage: Stage, district: District, village: Village) -> Scene:
    """Bring the boxes of a desa from the PPK to the PPS, where they stay for one night."""
    trip = Trip(
        f"{village.code}-pergi",
        district.unit,
        village.unit,
        district.place,
        village.place,
        village.boxes,
        "gudang",
        VILLAGE_MINUTES,
        is_stored=False,
    )
    escort = stage.phone(f"{district.police}/kawal-01")
    crew = Crew(stage.speaker(district.unit), escort, stage.speaker(village.unit))
    yield from travel(stage, trip, crew)
    for station in village.stations:
        stage.start(delivery(stage, village, station), wib(f"{EVE} 10:00") + stage.within(0, 360))
