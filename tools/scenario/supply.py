"""Supply: what vendors bring, the stock of ties, packing, and every box in its bay.

Source: BTTB, KPU's receipt of goods: kind and number are checked against the waybill.
"""

from typing import Final

from domain.box import BoxPacked, Packing
from domain.seal import SealRange
from domain.statement import Tally
from domain.store import BoxStored, StockCounted
from domain.supply import ConsignmentReceived, SealStockReceived, SupplyLine
from tools.scenario.area import STORE, Village
from tools.scenario.cast import CLERKS, KPU_UNIT, LOGISTIK, OPERATIONS, STAFF
from tools.scenario.clock import minutes, wib
from tools.scenario.document import document
from tools.scenario.policy import CONTENTS
from tools.scenario.stage import Scene, Stage

VENDOR: Final = "16/penyedia-01"
GOODS, TIES, PACKED, STORED, COUNTED = (
    wib("2024-10-28 09:00"),
    wib("2024-11-04 09:00"),
    wib("2024-11-12 08:00"),
    wib("2024-11-15 13:00"),
    wib("2024-11-16 09:00"),
)
BALLOTS: Final = 520
"""In each ballot box; how many each TPS really got is no matter of this practice."""

SPARE: Final = 50
"""Boxes for whose contents there is more than needed."""
_BAYS: Final = 40


def supplies(stage: Stage) -> None:
    """Receive, pack, store, count."""
    stage.start(_goods(stage), GOODS)
    stage.start(_ties(stage), TIES)
    for number, village in enumerate(stage.area.villages):
        stage.start(_packing(stage, village), PACKED + minutes(4 * number))
        stage.start(_storing(stage, village, number), STORED + minutes(2 * number))
    stage.start(_count(stage), COUNTED)


def _inside() -> dict[str, int]:
    """Return what goes into one ballot box."""
    return {"surat_suara": BALLOTS, **CONTENTS}


def _ballot_boxes(stage: Stage) -> int:
    return sum(len(one.ballots) for one in stage.area.districts)


def _goods(stage: Stage) -> Scene:
    """Receive everything that goes into the boxes, each kind with a waybill of its own."""
    count = _ballot_boxes(stage) + SPARE
    for item, each in {"kotak_suara": 1, **_inside()}.items():
        line = SupplyLine(
            item=item, packages=1 + each * count // 500, announced=each * count, good=each * count
        )
        clerk = stage.phone(CLERKS[0])
        told = clerk.says(
            ConsignmentReceived(
                at=stage.at,
                vendor=VENDOR,
                holder=KPU_UNIT,
                place=STORE,
                contract="08/SPK/PPK-LOG/X/2024",
                waybill=f"SJ-{stage.count('waybill'):04}",
                lines=(line,),
                vehicle=f"16.08/KEND-{item}",
                driver=clerk.seals("/driver", {"nama": "Sopir (LATIHAN)"}, "pribadi"),
                document=document(f"BTTB {item}"),
            )
        )
        yield stage.later(10, 20)
        stage.phone(STAFF).endorses(told, "saksi")
        yield stage.later(60, 120)


def _ties(stage: Stage) -> Scene:
    """Receive the ties, from which the warehouse and each PPK get theirs."""
    first, last = stage.seals.numbers
    ranges = (SealRange(seal_kind="kabel_ties", prefix="OKT-", first=first, last=last, digits=6),)
    told = stage.phone(LOGISTIK).says(
        SealStockReceived(
            at=stage.at,
            to=KPU_UNIT,
            vendor=VENDOR,
            place=STORE,
            waybill=f"SJ-{stage.count('waybill'):04}",
            ranges=ranges,
            count=last - first + 1,
        )
    )
    yield stage.later(20)
    stage.phone(OPERATIONS).endorses(told, "saksi")


def _packing(stage: Stage, village: Village) -> Scene:
    """Fill the boxes of a desa before the eyes of Bawaslu."""
    contents = tuple(Tally(item=item, count=count) for item, count in _inside().items())
    packed = stage.phone(CLERKS[1]).says(
        BoxPacked(
            at=stage.at,
            place=STORE,
            boxes=tuple(Packing(box=box, contents=contents) for box in village.boxes),
        )
    )
    yield stage.later(5, 15)
    stage.phone(STAFF).endorses(packed, "saksi")


def _storing(stage: Stage, village: Village, number: int) -> Scene:
    stage.phone(CLERKS[0]).says(
        BoxStored(
            at=stage.at,
            place=STORE,
            holder=KPU_UNIT,
            bay=f"A-{number % _BAYS + 1:02}",
            boxes=village.boxes,
        )
    )
    yield from ()


def _count(stage: Stage) -> Scene:
    """Count what is left of everything that was packed."""
    for item, each in _inside().items():
        left = each * SPARE
        told = stage.phone(CLERKS[0]).says(
            StockCounted(
                at=stage.at, place=STORE, holder=KPU_UNIT, item=item, counted=left, expected=left
            )
        )
        yield stage.later(10)
        stage.phone(OPERATIONS).endorses(told, "saksi")
        yield stage.later(20)
