"""Spare boxes: one gets wet when the roof leaks, another takes its place, and it is destroyed.

With it go the ballots that are too many, on the day before the vote, before police and supervisors.

Source: UU 10/2016 on excess ballots; boxes damaged in 177 regencies, 2024 (bbcindonesia.biz).
"""

from typing import Final

from domain.box import Item, ItemDestroyed, ItemRegistered, ItemReplaced, Witness
from domain.statement import Tally
from tools.scenario.area import STORE
from tools.scenario.cast import CLERKS, KPU_UNIT, LOGISTIK, OPERATIONS, OVERSIGHT, POLICE, STAFF
from tools.scenario.clock import wib
from tools.scenario.document import document
from tools.scenario.stage import Scene, Stage
from tools.scenario.supply import BALLOTS, SPARE

WET, DRY = "16.08-CADANGAN-01", "16.08-CADANGAN-02"
REGISTERED, FOUND, DESTROYED = (
    wib("2024-11-14 15:30"),
    wib("2024-11-22 08:40"),
    wib("2024-11-26 15:00"),
)

_RESERVE: Final = 2000
"""Ballots that are kept for voting anew."""


def spares(stage: Stage) -> None:
    """Start what becomes of the spare boxes."""
    stage.start(_registered(stage), REGISTERED)
    stage.start(_replaced(stage), FOUND)
    stage.start(_destroyed(stage), DESTROYED)


def _registered(stage: Stage) -> Scene:
    items = tuple(Item(box=box, box_kind="kotak_suara") for box in (WET, DRY))
    stage.phone(CLERKS[0]).says(
        ItemRegistered(at=stage.at, holder=KPU_UNIT, place=STORE, items=items)
    )
    stage.stock += len(items)
    yield from ()


def _replaced(stage: Stage) -> Scene:
    """Let a clerk find in the morning that one is wet."""
    replaced = stage.phone(CLERKS[0]).says(
        ItemReplaced(
            at=stage.at,
            place=STORE,
            old=WET,
            new=DRY,
            reason="basah",
            photo=document("kotak basah"),
        )
    )
    yield stage.later(15)
    stage.phone(OPERATIONS).endorses(replaced, "saksi")


def _destroyed(stage: Stage) -> Scene:
    """Burn what must not be left over on the day of the vote."""
    officer, supervisor = stage.phone(OPERATIONS), stage.phone(STAFF)
    destroyed = stage.phone(LOGISTIK).says(
        ItemDestroyed(
            at=stage.at,
            place=STORE,
            holder=KPU_UNIT,
            boxes=(WET,),
            goods=(Tally(item="surat_suara", count=BALLOTS * SPARE - _RESERVE),),
            method="dibakar",
            document="231/PP.09.3-BA/1608/2024",
            witnesses=(
                Witness(side="polri", person=officer.person, unit=POLICE),
                Witness(side="bawaslu", person=supervisor.person, unit=OVERSIGHT),
            ),
            photo=document("pemusnahan"),
        )
    )
    stage.stock -= 1
    yield stage.later(10)
    officer.endorses(destroyed, "saksi")
    yield stage.later(2)
    supervisor.endorses(destroyed, "saksi")
