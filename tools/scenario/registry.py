"""The registry: the operation opened, its units and places on record, its places found fit."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from domain.operation import OperationOpened, OrganisationRegistered, PhaseChanged
from domain.place import PlaceAccepted, PlaceRegistered
from domain.statement import CheckItem
from tools.scenario.area import (
    BAWASLU_OFFICE,
    KPU_OFFICE,
    POSITION,
    REGENCY,
    STORE,
    Area,
    District,
    Station,
)
from tools.scenario.cast import KETUA, KPU_UNIT, LOGISTIK, OPERATIONS, OVERSIGHT, POLICE, STORE_UNIT
from tools.scenario.clock import wib
from tools.scenario.founding import BAWASLU, KPU, POLRI
from tools.scenario.stage import Scene, Stage

CARRIER: Final = "16.08/pos"
PHASES: Final = {
    "persiapan": "2024-08-24 10:00",
    "distribusi": "2024-11-20 05:00",
    "pemungutan": "2024-11-27 05:00",
    "pengembalian": "2024-11-28 06:00",
    "rekapitulasi": "2024-11-28 07:30",
    "penutupan": "2024-12-01 20:00",
}
"""When each phase begins."""

_FIT: Final = (
    "banjir",
    "listrik",
    "cctv",
    "gerbang",
    "dinding",
    "lantai",
    "atap",
    "ventilasi",
    "palet",
    "jalan",
    "apar",
    "rayap",
    "penjagaan",
)
"""The checklist by which a warehouse is accepted."""

_RISKY: Final = 20
"""One TPS in so many is vulnerable."""


class _Unit(NamedTuple):
    unit: str
    kind: str
    name: str
    parent: str | None = None
    area: str | None = REGENCY


def registrations(stage: Stage) -> None:
    """Open the operation and put units and places on record."""
    stage.start(_opening(stage), wib("2024-08-24 08:00"))
    stage.start(_phases(stage), wib(PHASES["persiapan"]))
    stage.start(_units(stage, KPU, list(_kpu_units(stage.area))), wib("2024-08-24 11:00"))
    stage.start(_units(stage, POLRI, list(_police_units(stage.area))), wib("2024-08-24 11:00"))
    stage.start(_units(stage, BAWASLU, list(_oversight_units(stage.area))), wib("2024-08-24 11:00"))
    stage.start(_places(stage), wib("2024-08-26 08:00"))
    stage.start(_acceptances(stage), wib("2024-09-20 14:00"))


def _opening(stage: Stage) -> Scene:
    election = stage.area.election
    opened = stage.phone(KPU).says(
        OperationOpened(
            at=stage.at,
            operation=election.operation,
            name=election.name,
            elections=election.kinds,
            area=REGENCY,
            phases=tuple(PHASES),
            legal_basis=election.legal_basis,
        )
    )
    yield stage.later(20)
    stage.phone(POLRI).endorses(opened, "saksi")


def _phases(stage: Stage) -> Scene:
    before: str | None = None
    for phase, begins in PHASES.items():
        yield wib(begins)
        journal = KPU if before is None else KETUA
        operation = stage.area.election.operation
        stage.phone(journal).says(
            PhaseChanged(at=stage.at, operation=operation, from_=before, to=phase)
        )
        before = phase


def _units(stage: Stage, registrar: str, units: list[_Unit]) -> Scene:
    for one in units:
        stage.phone(registrar).says(
            OrganisationRegistered(
                at=stage.at,
                unit=one.unit,
                unit_kind=one.kind,
                name=one.name,
                parent=one.parent,
                area=one.area,
            )
        )
        yield stage.later(0.2)


def _kpu_units(area: Area) -> Iterator[_Unit]:
    yield _Unit(KPU_UNIT, "kpu", "KPU Kabupaten OKU Timur")
    yield _Unit(STORE_UNIT, "kpu", "Gudang Logistik KPU OKU Timur", KPU_UNIT)
    yield _Unit(CARRIER, "ekspedisi", "Ekspedisi pengangkut (LATIHAN)", KPU_UNIT)
    for district in area.districts:
        yield _Unit(district.unit, "ppk", f"PPK {district.name}", KPU_UNIT, district.code)
        for village in district.villages:
            name = f"PPS desa {village.code[-4:]} {district.name}"
            yield _Unit(village.unit, "pps", name, district.unit, village.code)


def _police_units(area: Area) -> Iterator[_Unit]:
    yield _Unit(POLICE, "polri", "Polres OKU Timur")
    for district in area.districts:
        yield _Unit(district.police, "polsek", f"Polsek {district.name}", POLICE, district.code)


def _oversight_units(area: Area) -> Iterator[_Unit]:
    yield _Unit(OVERSIGHT, "bawaslu", "Bawaslu Kabupaten OKU Timur")
    for district in area.districts:
        name = f"Panwaslu Kecamatan {district.name}"
        yield _Unit(district.supervisors, "panwascam", name, OVERSIGHT, district.code)


def _places(stage: Stage) -> Scene:
    """Let KPU's logistics put every place on record."""
    signer = stage.phone(LOGISTIK)
    for place, kind, name in (
        (STORE, "gudang", "Gudang Logistik KPU OKU Timur"),
        (KPU_OFFICE, "kantor", "Kantor KPU OKU Timur"),
        (BAWASLU_OFFICE, "kantor", "Kantor Bawaslu OKU Timur"),
    ):
        unit = OVERSIGHT if place == BAWASLU_OFFICE else KPU_UNIT
        is_store = place == STORE
        signer.says(
            PlaceRegistered(
                at=stage.at,
                place=place,
                place_kind=kind,
                name=name,
                unit=unit,
                parent=REGENCY,
                latitude=POSITION[0] if is_store else None,
                longitude=POSITION[1] if is_store else None,
            )
        )
        yield stage.later(1)
    for district in stage.area.districts:
        yield from _places_of(stage, district)


def _places_of(stage: Stage, district: District) -> Scene:
    signer = stage.phone(LOGISTIK)
    signer.says(
        PlaceRegistered(
            at=stage.at,
            place=district.place,
            place_kind="ppk",
            name=f"Gudang PPK {district.name}",
            unit=district.unit,
            parent=REGENCY,
            travel=district.travel,
        )
    )
    for village in district.villages:
        signer.says(
            PlaceRegistered(
                at=stage.at,
                place=village.place,
                place_kind="pps",
                name=f"PPS desa {village.code[-4:]} {district.name}",
                unit=village.unit,
                parent=district.place,
            )
        )
        for station in village.stations:
            signer.says(_polling_place(stage, station, district))
            yield stage.later(0.2)


def _polling_place(stage: Stage, station: Station, district: District) -> PlaceRegistered:
    is_risky = stage.chance.randrange(_RISKY) == 0
    return PlaceRegistered(
        at=stage.at,
        place=station.place,
        place_kind="tps",
        name=f"TPS {station.number:03} desa {station.desa[-4:]} {district.name}",
        unit=station.unit,
        parent=f"{station.desa}/PPS",
        risk="rawan" if is_risky else "kurang_rawan",
    )


def _acceptances(stage: Stage) -> Scene:
    """Let two lines find every store fit before goods come."""
    fit = tuple(CheckItem(item=item, result="baik") for item in _FIT)
    for place in (STORE, KPU_OFFICE):  # form D comes to the office
        told = stage.phone(LOGISTIK).says(PlaceAccepted(at=stage.at, place=place, checklist=fit))
        yield stage.later(15)
        stage.phone(OPERATIONS).endorses(told, "saksi")
    yield wib("2024-11-15 09:00")
    for district in stage.area.districts:
        checks = tuple(
            CheckItem(item=item, result="baik") for item in ("atap", "lantai", "gerbang")
        )
        told = stage.phone(f"{district.unit}-01").says(
            PlaceAccepted(at=stage.at, place=district.place, checklist=checks)
        )
        yield stage.later(10)
        stage.phone(f"{district.police}/jaga-01").endorses(told, "saksi")
