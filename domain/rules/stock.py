"""R30 CONSERVATION: what came in and went out, and what was counted.

Source: docs/reference/rules.md; BTTB, KPU's receipt of goods.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.rules.rule import MOMENT, Rule
from domain.supply import SupplyLine

COUNT: Final = Rule(
    "R30",
    "CONSERVATION",
    "tinggi",
    "stok",
    Sentence(
        "{holder} menghitung {counted} {item:words} di {place}; menurut yang masuk dan keluar "
        "{expected}.",
        "{holder} counted {counted} {item:words} at {place}; by what came in and went out, "
        "{expected}.",
    ),
)

LINE: Final = Rule(
    "R30",
    "CONSERVATION",
    "tinggi",
    "stok",
    Sentence(
        "Surat jalan {waybill} menyebut {announced} {item:words}; baik, rusak, dan kurang "
        "berjumlah {found}.",
        "Waybill {waybill} announces {announced} {item:words}; good, damaged and missing add up to "
        "{found}.",
    ),
)


def uncounted(stock: str, index: int, at: datetime, place: str, counts: tuple[int, int]) -> Finding:
    """R30: what was counted and what was expected differ; late words may yet explain it."""
    holder, _, item = stock.rpartition(":")
    counted, expected = counts
    return COUNT.finding(
        stock,
        (index,),
        at - MOMENT,
        holder=holder,
        item=item,
        place=place,
        counted=counted,
        expected=expected,
    )


def line_differs(stock: str, index: int, waybill: str, line: SupplyLine) -> Finding | None:
    """R30: a line of a receipt accounts for more, or for less, than was announced."""
    found = line.good + line.damaged + line.missing
    if found == line.announced:
        return None
    return LINE.finding(
        stock,
        (index,),
        waybill=waybill,
        item=line.item,
        announced=line.announced,
        found=found,
    )
