"""Preparation: boxes put together and closed, ties issued; November, before the first truck."""

from domain.box import Item, ItemRegistered
from domain.seal import SealApplied, SealIssued
from tools.scenario.area import STORE
from tools.scenario.cast import CLERKS, KPU_UNIT, LOGISTIK, STAFF, STORE_UNIT
from tools.scenario.clock import wib
from tools.scenario.plan import plans
from tools.scenario.stage import Scene, Stage


def preparations(stage: Stage) -> None:
    """Assemble, issue, close, plan."""
    stage.start(_assembly(stage), wib("2024-11-10 09:00"))
    stage.start(_issue(stage), wib("2024-11-12 08:00"))
    stage.start(_closing(stage), wib("2024-11-14 08:00"))
    plans(stage)


def _assembly(stage: Stage) -> Scene:
    for district in stage.area.districts:
        ballots = tuple(
            Item(
                box=box,
                box_kind="kotak_suara",
                election=box.rpartition("-")[2],
                destination=station.place,
            )
            for station in district.stations
            for box in station.boxes
        )
        sums = tuple(
            Item(
                box=box,
                box_kind="kotak_rekapitulasi",
                election=box.rpartition("-")[2],
                destination=district.place,
            )
            for box in district.sums
        )
        stage.told[f"registered {district.code}"] = stage.phone(CLERKS[0]).says(
            ItemRegistered(at=stage.at, holder=KPU_UNIT, place=STORE, items=(*ballots, *sums))
        )
        stage.stock += len(ballots) + len(sums)
        yield stage.later(45)


def _issue(stage: Stage) -> Scene:
    """Let the ties go from KPU's stock to the warehouse, and to each PPK for later."""
    signer = stage.phone(LOGISTIK)
    for district in stage.area.districts:
        ranges = stage.seals.ranges(district)
        for unit, ties, journal in (
            (STORE_UNIT, ranges.packed, CLERKS[0]),
            (district.unit, ranges.later, f"{district.unit}-01"),
        ):
            count = ties.last - ties.first + 1
            issued = signer.says(
                SealIssued(at=stage.at, from_=KPU_UNIT, to=unit, ranges=(ties,), count=count)
            )
            yield stage.later(3, 8)
            stage.phone(journal).endorses(issued, "penerima")


def _closing(stage: Stage) -> Scene:
    """Close every box, before the eyes of Bawaslu."""
    for district in stage.area.districts:
        boxes = stage.seals.sealed((*district.ballots, *district.sums), "gudang")
        closed = stage.phone(CLERKS[1]).says(SealApplied(at=stage.at, place=STORE, boxes=boxes))
        yield stage.later(5, 15)
        stage.phone(STAFF).endorses(closed, "saksi")
        yield stage.later(40)
