"""`/progress`: how far the boxes of each district have come, as bars beside a table."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, Response

from api import findings as differences
from api.documentation import fails
from api.drawing import WIDTH, Block, Key, Picture, Shape, Tint, Words
from api.problems import ApiError
from api.reading import PAGE, Cursor, Limit, Question
from api.sheet import Cell, Sheet, Table, Text, link, plain
from api.standing import Standing
from projections import findings, progress, statement
from projections.progress import STAGES, District
from projections.view import sliced

router = APIRouter(tags=["progress"])

WORDS: Final = {
    "gudang": Text("gudang", "warehouse"),
    "jalan": Text("di jalan", "on the road"),
    "ppk": Text("PPK", "PPK (district)"),
    "pps": Text("PPS", "PPS (village)"),
    "tps": Text("TPS", "TPS (polling station)"),
    "kembali": Text("kembali", "back"),
    "lain": Text("lain", "elsewhere"),
}
"""What the stages are called."""

TINTS: Final[dict[str, Tint]] = {
    "gudang": "seven",
    "jalan": "two",
    "ppk": "three",
    "pps": "four",
    "tps": "one",
    "kembali": "six",
    "lain": "five",
}

_UNREGISTERED = Text("tidak terdaftar", "not registered")
_DISTRICT = Text("kecamatan", "district")
_ALL = Text("semua", "all")
_ROW: Final = 30
_BAR: Final = 12
_FOOT: Final = 4
_COUNT: Final = 34
"""Pixels beside a bar for how many boxes it stands for."""


@router.get("/progress", responses=fails("bad-parameter", "not-yet-folded"))
def listed(asked: Question, cursor: Cursor = None, limit: Limit = PAGE) -> Response:
    """Count the boxes of every district at the warehouse, on the road, out there and back."""
    with asked.view() as view:
        every = progress.progress(view)
        behind = [(one.area, one) for one in every if cursor is None or one.area > cursor]
        shown = sliced(behind[: limit + 1], limit)
        totals = total(every)
        sheet = Sheet(
            Text("Kemajuan kotak suara", "Progress of ballot boxes"),
            [(WORDS[stage], plain(count)) for stage, count in totals.items()],
            [_table(shown.items)],
            next=asked.turn(shown.next),
            pictures=[bars(shown.items)] if shown.items else [],
        )
        value = {
            "districts": [told(one) for one in shown.items],
            "totals": totals,
            "next": shown.next,
        }
        return asked.tell(view, value, sheet)


@router.get("/progress/{area}", responses=fails("bad-parameter", "not-found", "not-yet-folded"))
def district(asked: Question, area: str) -> Response:
    """Return one district: where its boxes are, and what does not fit there."""
    with asked.view() as view:
        one = next((each for each in progress.progress(view) if each.area == area), None)
        at = differences.stated_time(asked, None)
        found = findings.listed(view, at, area=area, is_explained=False)
        if one is None and not found.items:
            raise ApiError("not-found", "nothing was said about a box of this district")
        tiers = statement.tiers(view, [i for each in found.items for i in each.finding.evidence])
        standing = Standing.of(view, found.items)
        name = Text(area, area) if one is None else title(one)
        boxes = {} if one is None else one.boxes
        facts = [
            *((WORDS[stage], plain(count)) for stage, count in boxes.items()),
            (Text("kotak", "boxes"), Cell(Text("daftar", "list"), f"/boxes?area={area}")),
            (
                Text("selisih", "differences"),
                Cell(Text("temuan", "findings"), f"/findings?area={area}"),
            ),
        ]
        sheet = Sheet(
            Text(f"Kecamatan {name.id}", f"District {name.en}"),
            facts,
            [differences.table(found.items, tiers, standing, Text("Temuan", "Findings"))],
            pictures=[] if one is None else [bars([one])],
        )
        value = {
            "district": {"area": area} if one is None else told(one),
            "findings": [differences.told(each, tiers, standing) for each in found.items],
        }
        return asked.tell(view, value, sheet)


def told(one: District) -> dict[str, Any]:
    """Return a district as JSON has it."""
    return {"area": one.area, "name": one.name, "boxes": one.boxes, "total": one.total}


def total(districts: Sequence[District]) -> dict[str, int]:
    """Count the boxes of all districts at each stage."""
    return {stage: sum(one.boxes[stage] for one in districts) for stage in STAGES}


def title(one: District) -> Text:
    """Return what a district is called: as its PPK is, and else by its code."""
    if not one.area:
        return _UNREGISTERED
    name = one.area if one.name is None else one.name.partition("PPK ")[2] or one.name
    return Text(name, name)


def bars(districts: Sequence[District]) -> Picture:
    """Draw one bar for each district, as long as its boxes are many, in parts by where they are."""
    most = max(one.total for one in districts) or 1
    shapes: list[Shape] = []
    for number, one in enumerate(districts):
        top = number * _ROW
        shapes += [
            Words(0, top + 11, title(one)),
            *_bar(one.boxes, top + 15, (WIDTH - _COUNT) / most),
            Words(WIDTH, top + 25, str(one.total), "end", "soft"),
        ]
    totals = total(districts)
    seen = [stage for stage in STAGES if totals[stage]]
    said = [Text(*(f"{word} {totals[stage]}" for word in WORDS[stage])) for stage in seen]
    return Picture(
        Text("Kotak menurut tempatnya", "Boxes by where they are"),
        Text(", ".join(one.id for one in said), ", ".join(one.en for one in said)),
        len(districts) * _ROW + _FOOT,
        shapes,
        [Key(WORDS[stage], TINTS[stage]) for stage in seen],
    )


def _bar(boxes: Mapping[str, int], top: float, scale: float) -> list[Block]:
    parts: list[Block] = []
    left = 0.0
    for stage in STAGES:
        if count := boxes[stage]:
            label = Text(*(f"{word}: {count}" for word in WORDS[stage]))
            parts.append(Block(left, top, count * scale, _BAR, TINTS[stage], label))
            left += count * scale
    return parts


def _table(districts: Sequence[District]) -> Table:
    heads = (_DISTRICT, Text("kode", "code"), _ALL, *(WORDS[stage] for stage in STAGES))
    return Table(Text("", ""), heads, [_row(one) for one in districts])


def _row(one: District) -> list[Cell]:
    name = Cell(title(one), link("progress", one.area).href if one.area else None)
    counts = (plain(one.boxes[stage]) for stage in STAGES)
    return [name, plain(one.area), plain(one.total), *counts]
