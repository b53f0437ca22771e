"""Pledges: everybody who is assigned to anything signs to be neutral, before the duty begins."""

from collections.abc import Sequence
from typing import Final

from domain.neutrality import NeutralityPledged
from tools.scenario.area import REGENCY, Area
from tools.scenario.cast import KAPOLRES, KETUA, KPU_UNIT, OVERSIGHT, POLICE, STAFF
from tools.scenario.clock import wib
from tools.scenario.deployment import roll
from tools.scenario.document import document
from tools.scenario.policy import PLEDGE
from tools.scenario.stage import Scene, Stage

OFFICES: Final = wib("2024-08-24 13:00")
POLL_WORKERS: Final = wib("2024-11-11 09:00")


def pledges(stage: Stage) -> None:
    """Let the offices and the committees pledge in August, the poll workers in November."""
    stage.start(_offices(stage), OFFICES)
    stage.start(_committees(stage), OFFICES)
    stage.start(_poll_workers(stage), POLL_WORKERS)


def _offices(stage: Stage) -> Scene:
    for journal, unit in ((KAPOLRES, POLICE), (KETUA, KPU_UNIT), (STAFF, OVERSIGHT)):
        _pledge(stage, journal, unit, REGENCY, _of_office(stage, unit))
        yield stage.later(20)
    _pledge(stage, KAPOLRES, POLICE, REGENCY, roll(stage.area))


def _of_office(stage: Stage, unit: str) -> tuple[str, ...]:
    """Return everybody whose phone belongs to an office; the clerks of the store are KPU's."""
    phones = stage.phones.values()
    return tuple(one.person for one in phones if one.journal.startswith(f"{unit}/") and one.person)


def _committees(stage: Stage) -> Scene:
    for district in stage.area.districts:
        for unit in (district.police, district.unit, district.supervisors):
            journal = f"{unit}/padal-01" if unit == district.police else f"{unit}-01"
            persons = _of_unit(stage, unit)
            _pledge(stage, journal, unit, district.code, persons)
            yield stage.later(2)


def _of_unit(stage: Stage, unit: str) -> tuple[str, ...]:
    return tuple(one.person for one in stage.phones.values() if one.unit == unit)


def _poll_workers(stage: Stage) -> Scene:
    """Let every desa pledge together: the PPS for its KPPS."""
    for village in _villages(stage.area):
        persons = [stage.speaker(unit).person for unit in village]
        _pledge(stage, f"{village[0]}-01", village[0], village[0].partition("/")[0], persons)
        yield stage.later(1)


def _villages(area: Area) -> list[tuple[str, ...]]:
    return [(one.unit, *(station.unit for station in one.stations)) for one in area.villages]


def _pledge(stage: Stage, journal: str, unit: str, place: str, persons: Sequence[str]) -> None:
    stage.phone(journal).says(
        NeutralityPledged(
            at=stage.at,
            unit=unit,
            place=place,
            text=PLEDGE,
            persons=tuple(persons),
            photo=document(f"ikrar {unit}"),
        )
    )
