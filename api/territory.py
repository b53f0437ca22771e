"""`/map`: the districts at a glance, by what does not fit there or by where their boxes are.

Drawn from boundaries that the operator has taken in (`segel boundaries`), else as tiles in the
order of their codes.  A number in each leads to its row in the table, which says the same.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Literal, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Query, Response

from api import findings as differences
from api.atlas import Chart
from api.boundary import BoundaryError
from api.documentation import fails
from api.drawing import WIDTH, Area, Block, Key, Picture, Saying, Shape, Strength, Tint, Words
from api.progress import TINTS, WORDS, title
from api.reading import Asked, Question
from api.sheet import Cell, Sheet, Table, Text, plain
from projections import findings, progress
from projections.progress import District
from projections.view import View

router = APIRouter(tags=["progress"])

By = Literal["findings", "progress"]


class _Look(NamedTuple):
    """How a district is coloured, and in which word."""

    text: Text
    tint: Tint
    strength: Strength = 4


class _Row(NamedTuple):
    """One district in the table and on the map."""

    number: int
    area: str
    name: Text
    findings: int
    district: District | None
    look: _Look


_NONE: Final = _Look(Text("tidak ada", "none"), "good", 2)
_FEW: Final = 3
_MANY: Final = 10
_LEVELS: Final = (
    _NONE,
    _Look(Text(f"kurang dari {_FEW}", f"fewer than {_FEW}"), "warn", 2),
    _Look(Text(f"{_FEW} sampai {_MANY - 1}", f"{_FEW} to {_MANY - 1}"), "warn"),
    _Look(Text(f"{_MANY} atau lebih", f"{_MANY} or more"), "bad"),
)
_EMPTY: Final = _Look(Text("tidak ada kotak", "no boxes"), "line")
_STAGES: Final = {stage: _Look(WORDS[stage], TINTS[stage]) for stage in progress.STAGES}
_LOOKS: Final = (*_LEVELS, *_STAGES.values(), _EMPTY)
_WHOLE: Final = Text("seluruh kabupaten", "the whole regency")
_POINTS: Final = 2
"""In the code of a district."""
_COLUMNS: Final = 3
_TILE: Final = 40
_GAP: Final = 4
_LETTERS: Final = 14
"""What a tile has room for."""


@router.get("/map", responses=fails("bad-parameter", "not-yet-folded"))
def territory(asked: Question, by: Annotated[By, Query()] = "findings") -> Response:
    """Show every district by its open findings, or by where most of its boxes are."""
    chart, is_damaged = _chart(asked)
    with asked.view() as view:
        rows = _rows(asked, view, chart, by)
        seen = {row.look for row in rows}
        keys = [Key(look.text, look.tint, look.strength) for look in _LOOKS if look in seen]
        picture = _drawn(chart, rows, keys, by) if rows else None
        facts = [(Text("warna", "colour"), _other(by))]
        if is_damaged:
            broken = Text("berkasnya rusak; impor lagi", "the file is damaged; take it in again")
            facts.append((Text("batas wilayah", "boundaries"), Cell(broken, tone="bad")))
        sheet = Sheet(
            Text("Peta kecamatan", "Map of districts"),
            facts,
            [_table(rows)],
            pictures=[] if picture is None else [picture],
        )
        value = {
            "by": by,
            "is_schematic": not chart.outlines,
            "districts": [_told(row) for row in rows],
        }
        return asked.tell(view, value, sheet)


def _chart(asked: Asked) -> tuple[Chart, bool]:
    """Return the map, and whether its file is damaged."""
    try:
        return asked.service.atlas.chart(), False
    except BoundaryError:
        return Chart(), True


def _rows(asked: Asked, view: View, chart: Chart, by: By) -> list[_Row]:
    counts = findings.by_area(view, differences.stated_time(asked, None))
    districts = {one.area: one for one in progress.progress(view) if one.area}
    names = {one.code: Text(one.name, one.name) for one in chart.outlines}
    areas = sorted({*counts, *districts, *names})
    rows = []
    for number, area in enumerate(areas, 1):
        district, count = districts.get(area), counts.get(area, 0)
        called = _called(area, district)
        look = _level(count) if by == "findings" else _stage(district)
        rows.append(_Row(number, area, names.get(area, called), count, district, look))
    return rows


def _called(area: str, district: District | None) -> Text:
    if area.count(".") < _POINTS:
        return _WHOLE
    return Text(area, area) if district is None else title(district)


def _level(count: int) -> _Look:
    if not count:
        return _NONE
    return _LEVELS[1 + (count >= _FEW) + (count >= _MANY)]


def _stage(district: District | None) -> _Look:
    """Return where most of a district's boxes are."""
    if district is None or not district.total:
        return _EMPTY
    most = max(district.boxes, key=lambda stage: district.boxes[stage])
    return _STAGES[most]


def _other(by: By) -> Cell:
    """Say what colours mean, and lead to the other map."""
    if by == "findings":
        words = Text("temuan terbuka; lihat kemajuan", "open findings; see progress")
        return Cell(words, "/map?by=progress")
    words = Text("tempat sebagian besar kotak; lihat temuan", "where most boxes are; see findings")
    return Cell(words, "/map")


def _drawn(chart: Chart, rows: Sequence[_Row], keys: Sequence[Key], by: By) -> Picture:
    by_area = {row.area: row for row in rows}
    if chart.outlines:
        height, shapes = chart.height, _outlined(chart, by_area)
    else:
        height, shapes = _tiled(rows)
    words = {
        "findings": Text("Temuan terbuka per kecamatan", "Open findings by district"),
        "progress": Text("Tempat sebagian besar kotak", "Where most boxes are"),
    }
    counts: dict[Text, int] = {}
    for row in rows:
        counts[row.look.text] = counts.get(row.look.text, 0) + 1
    said = Text(
        ", ".join(f"{text.id}: {count} kecamatan" for text, count in counts.items()),
        ", ".join(f"{text.en}: {count} districts" for text, count in counts.items()),
    )
    return Picture(words[by], said, height, shapes, keys)


def _outlined(chart: Chart, rows: Mapping[str, _Row]) -> list[Shape]:
    """Draw districts where they lie; numbers come last, above all colours."""
    areas: list[Shape] = []
    numbers: list[Shape] = []
    for one in chart.outlines:
        row = rows[one.code]
        areas.append(Area(one.rings, row.look.tint, _label(row), row.look.strength))
        x, y = one.middle
        numbers.append(Block(x - 9, y - 8, 18, 14, "card", _label(row)))
        numbers.append(Words(x, y + 3, str(row.number), "middle"))
    return [*areas, *numbers]


def _tiled(rows: Sequence[_Row]) -> tuple[float, list[Shape]]:
    width = (WIDTH - (_COLUMNS - 1) * _GAP) / _COLUMNS
    shapes: list[Shape] = []
    for place, row in enumerate(rows):
        line, column = divmod(place, _COLUMNS)
        x, y = column * (width + _GAP), line * (_TILE + _GAP)
        shapes += [
            Block(x, y, width, _TILE, "card", _label(row)),
            Block(x, y, 6, _TILE, row.look.tint, "", row.look.strength),
            Words(x + 11, y + 16, _short(f"{row.number} {row.name.id}")),
            Words(x + 11, y + 32, _short_words(row), "start", "soft"),
        ]
    lines = -(-len(rows) // _COLUMNS)
    return lines * (_TILE + _GAP), shapes


def _label(row: _Row) -> Saying:
    return Text(*(f"{name}: {look}" for name, look in zip(row.name, row.look.text, strict=True)))


def _short_words(row: _Row) -> Saying:
    return Text(*map(_short, row.look.text))


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}…"


def _told(row: _Row) -> dict[str, Any]:
    return {
        "number": row.number,
        "area": row.area,
        "name": row.name.id,
        "findings": row.findings,
        "boxes": None if row.district is None else row.district.boxes,
        "look": row.look.text.id,
    }


def _table(rows: Sequence[_Row]) -> Table:
    heads = (
        Text("nomor", "number"),
        Text("kecamatan", "district"),
        Text("kode", "code"),
        Text("di peta", "on the map"),
        Text("temuan terbuka", "open findings"),
        Text("kotak", "boxes"),
    )
    return Table(Text("", ""), heads, [_cells(row) for row in rows])


def _cells(row: _Row) -> list[Cell]:
    area = quote(row.area)
    known = row.district is not None or row.findings > 0
    return [
        plain(row.number),
        Cell(row.name, f"/progress/{area}" if known else None),
        plain(row.area),
        Cell(row.look.text),
        Cell(str(row.findings), f"/findings?area={area}", "warn" if row.findings else "good"),
        Cell(str(row.district.total), f"/boxes?area={area}") if row.district else plain(0),
    ]
