"""The way home: PPS to PPK the same night, the recapitulation there, and back to KPU.

Ballot boxes return to the warehouse; the form D of each kecamatan, in the two boxes of its
recapitulation, goes to KPU's office.

Source: Perbawaslu 15/2024 Ps 26; Gedangan 2024 (kabarbosomalang).
"""

from typing import Final

from domain.box import BoxOpened, Witness
from domain.seal import SealApplied
from tools.scenario.area import KPU_OFFICE, STORE, District, Village
from tools.scenario.cast import CLERKS, ESCORTS, KPU_UNIT, SEKRETARIS
from tools.scenario.clock import wib
from tools.scenario.seal import Use
from tools.scenario.stage import Scene, Stage
from tools.scenario.trip import VILLAGE_MINUTES, Crew, Fault, Trip, travel

_RECAP: Final = "2024-11-28 08:00"
_HOME: Final = ("2024-11-30 13:00", "2024-12-01 08:00")
"""When the trucks with the boxes of a kecamatan leave: the near ones on the first day."""


def homecoming(stage: Stage, village: Village) -> Scene:
    """Bring the boxes of a desa from its PPS to the PPK, the same night."""
    district = next(one for one in stage.area.districts if village in one.villages)
    trip = Trip(
        f"{village.code}-pulang",
        village.unit,
        district.unit,
        village.place,
        district.place,
        village.boxes,
        "hitung",
        VILLAGE_MINUTES,
    )
    escort = stage.phone(f"{district.police}/kawal-01")
    crew = Crew(stage.speaker(village.unit), escort, stage.speaker(district.unit))
    yield from travel(stage, trip, crew)


def recapitulations(stage: Stage) -> None:
    """Start the recapitulation of every kecamatan, and then its truck to KPU."""
    near_first = sorted(stage.area.districts, key=lambda one: one.travel)
    for number, district in enumerate(near_first):
        stage.start(_recapitulation(stage, district), wib(_RECAP) + stage.within(0, 30))
        begins = wib(_HOME[2 * number >= len(near_first)])
        stage.start(_trucks(stage, district), begins + stage.within(0, 240))


def _recapitulation(stage: Stage, district: District) -> Scene:
    """Open the boxes of one desa after the other for the sheets in them, and close them again."""
    for village in district.villages:
        yield from _count(stage, district, village.boxes, "hitung")
        yield stage.later(5, 15)
    yield from _count(stage, district, district.sums, "gudang")


def _count(stage: Stage, district: District, boxes: tuple[str, ...], closed_for: Use) -> Scene:
    committee = stage.speaker(district.unit)
    supervisor = stage.speaker(district.supervisors)
    opened = committee.says(
        BoxOpened(
            at=stage.at,
            boxes=boxes,
            place=district.place,
            purpose="rekap",
            witnesses=(
                Witness(side="bawaslu", person=supervisor.person, unit=supervisor.unit),
                Witness(side="saksi"),
            ),
            seals=stage.seals.all_on(boxes, closed_for),
        )
    )
    yield stage.later(1, 4)
    supervisor.endorses(opened, "saksi")
    yield stage.later(25, 45)
    closed = committee.says(
        SealApplied(at=stage.at, place=district.place, boxes=stage.seals.sealed(boxes, "rekap"))
    )
    yield stage.later(1, 4)
    supervisor.endorses(closed, "saksi")


def _fault(name: str, number: int) -> Fault | None:
    """Return what goes wrong with the first truck of either sort."""
    if number > 1:
        return None
    return "tanpa_kawal" if name == "form-d" else "lama"


def _trucks(stage: Stage, district: District) -> Scene:
    """Bring the ballot boxes to the warehouse and form D to the office."""
    number = stage.count("home")
    for name, place, boxes, journal in (
        ("pulang", STORE, district.ballots, CLERKS[number % 2]),
        ("form-d", KPU_OFFICE, district.sums, SEKRETARIS),
    ):
        trip = Trip(
            f"{district.code}-{name}",
            district.unit,
            KPU_UNIT,
            district.place,
            place,
            boxes,
            "rekap",
            district.travel,
            _fault(name, number),
        )
        escort = stage.phone(ESCORTS[number % 3])
        crew = Crew(stage.speaker(district.unit), escort, stage.phone(journal))
        stage.start(travel(stage, trip, crew))
        yield stage.later(10, 20)
