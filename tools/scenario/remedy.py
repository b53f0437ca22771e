"""Remedies: what people do about ties that are not as they should be when a box arrives."""

from domain.discrepancy import DiscrepancyDeclared, DiscrepancyResolved
from domain.seal import BoxSealed, SealBroken, SealReplaced
from tools.scenario.area import Station
from tools.scenario.document import document
from tools.scenario.phone import Told
from tools.scenario.stage import Scene, Stage


def replaces(stage: Stage, station: Station, giver: str, accepted: Told) -> Scene:
    """Declare that a tie is another one, put new ties on, and say that it is settled.

    Args:
        stage: Everything.
        station: Where.
        giver: The unit that brought the box.
        accepted: What was seen when it came.
    """
    yield stage.later(3, 6)
    declared = _declares(stage, station, accepted)
    yield stage.later(20, 40)
    replaced = _replaces(stage, station, declared)
    yield stage.later(2, 5)
    stage.speaker(station.watcher).endorses(replaced, "saksi")
    yield stage.later(5)
    resolved = stage.speaker(station.unit).says(
        DiscrepancyResolved(
            at=stage.at,
            of=declared.leaf,
            place=station.place,
            cause="tidak_diketahui",
            action="diganti",
            boxes=station.boxes[:1],
            basis=(replaced.leaf,),
        )
    )
    yield stage.later(5)
    stage.speaker(giver).endorses(resolved, "saksi")


def _declares(stage: Stage, station: Station, accepted: Told) -> Told:
    box = station.boxes[0]
    declared = stage.speaker(station.unit).says(
        DiscrepancyDeclared(
            at=stage.at,
            place=station.place,
            discrepancy_kind="segel",
            boxes=(box,),
            seals=stage.seals.on(box, "gudang"),
            basis=(accepted.leaf,),
            photos=(document(f"segel {box}"),),
        )
    )
    stage.happens(station.place, declared)
    return declared


def _replaces(stage: Stage, station: Station, declared: Told) -> Told:
    box = station.boxes[0]
    old, new = stage.seals.on(box, "gudang"), (stage.seals.spare(), stage.seals.spare())
    stage.seals.replace(box, "gudang", new)
    return stage.speaker(station.unit).says(
        SealReplaced(
            at=stage.at,
            place=station.place,
            box=box,
            old=old,
            new=new,
            reason="pemeriksaan",
            discrepancy=declared.leaf,
            photo=document(f"segel baru {box}"),
        )
    )


def misses(stage: Stage, station: Station, ties: tuple[str, ...]) -> Scene:
    """State before the supervisor that the ties had come off on the way."""
    yield stage.later(5, 10)
    broken = stage.speaker(station.unit).says(
        SealBroken(
            at=stage.at,
            place=station.place,
            boxes=(BoxSealed(box=station.boxes[0], seals=ties),),
            reason="rusak_diperjalanan",
            found=True,
        )
    )
    yield stage.later(2, 5)
    stage.speaker(station.watcher).endorses(broken, "saksi")
