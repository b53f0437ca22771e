"""`/places`: what a place is, and what is at it: boxes, the watch and visitors."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api import access, custody as boxes_of, shift as watches_of, strip
from api.documentation import fails
from api.paper import prints
from api.problems import ApiError
from api.reading import PAGE, Cursor, Limit, Name, Question
from api.sheet import Cell, Sheet, Table, Text, leaf, link, plain, unit
from projections import access as visits, custody, place as register, shift
from projections.place import Place
from projections.version import Version
from projections.view import View

router = APIRouter(tags=["places"])

_PLACE = Text("tempat", "place")
_NAME = Text("nama", "name")
_KIND = Text("jenis", "kind")
_UNIT = Text("penanggung jawab", "answered for by")
_BOXES = Text("kotak", "boxes")
_LEAF = Text("daun", "leaf")


@router.get("/places", responses=fails("bad-parameter", "not-yet-folded"))
def places(
    asked: Question,
    kind: Annotated[str | None, Query(max_length=40)] = None,
    unit: Name = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Response:
    """List registered places by code: of one kind or one unit, if asked for."""
    with asked.view() as view:
        found = register.places(view, kind=kind, unit=unit, after=cursor, limit=limit)
        counts = custody.BOXES.counted(view, "place")
        rows = [_row(one, counts) for one in found.items]
        heads = (_PLACE, _NAME, _KIND, _UNIT, _BOXES, _LEAF)
        sheet = Sheet(
            Text("Tempat", "Places"),
            tables=[Table(Text("", ""), heads, rows)],
            next=asked.turn(found.next),
        )
        listed = [told(one) | {"boxes": counts.get(one.subject, 0)} for one in found.items]
        return asked.tell(view, {"places": listed, "next": found.next}, sheet)


@router.get("/places/{place:name}", responses=fails("bad-parameter", "not-found", "not-yet-folded"))
def place(asked: Question, place: str, cursor: Cursor = None, limit: Limit = PAGE) -> Response:
    """Return one place, the boxes last seen there, its watch and who is inside."""
    with asked.view() as view:
        known = register.place(view, place)
        found = custody.boxes(view, place=place, after=cursor, limit=limit)
        watch = shift.watch(view, place)
        inside = visits.inside(view, place=place)
        if not (known or found.items or watch or inside.items or cursor):
            raise ApiError("not-found", "nothing was said about this place")
        contents = register.contents(view, place)
        hours = visits.hours(view, place, strip.DAYS)
        value = {
            "place": {"place": place} if known is None else told(known),
            "is_fit": known is not None and register.is_fit(view, known.state),
            "contents": contents._asdict(),
            "boxes": [boxes_of.told(one) for one in found.items],
            "watch": None if watch is None else watches_of.told(watch),
            "access": strip.told(hours),
            "inside": [access.told(one) for one in inside.items],
            "next": found.next,
        }
        rows = [boxes_of.row(one) for one in found.items]
        tables = [
            *([] if watch is None else [watches_of.teams(watch)]),
            access.table(Text("Di dalam sekarang", "Inside now"), inside.items),
            *strip.tables(hours),
            Table(Text("Kotak", "Boxes"), boxes_of.HEADS, rows),
        ]
        facts = [
            *([] if known is None else _facts(view, known)),
            (_BOXES, plain(contents.boxes)),
            (Text("kiriman menuju ke sini", "consignments coming"), plain(contents.coming)),
            *prints("PLACE", place),
        ]
        title, about = Text("Tempat", "Place"), link("places", place)
        sheet = Sheet(title, facts, tables, next=asked.turn(found.next), about=about)
        return asked.tell(view, value, replace(sheet, pictures=strip.pictures(hours)))


def told(version: Version[Place]) -> dict[str, Any]:
    """Return a place as JSON has it."""
    act = version.state.registered
    return {
        "place": version.subject,
        "name": act and act.name,
        "kind": act and act.place_kind,
        "unit": act and act.unit,
        "parent": act and act.parent,
        "latitude": act and act.latitude,
        "longitude": act and act.longitude,
        "accepted_by": version.state.accepted,
        "since": version.since,
    }


def _row(version: Version[Place], boxes: dict[Any, int]) -> list[Cell]:
    act = version.state.registered
    return [
        replace(link("places", version.subject), of=""),
        plain(act and act.name),
        plain(act and act.place_kind),
        unit(None if act is None else act.unit),
        plain(boxes.get(version.subject, 0)),
        leaf(version.since),
    ]


def _facts(view: View, version: Version[Place]) -> list[tuple[Text, Cell]]:
    name, kind, unit = _row(version, {})[1:4]
    fit = Cell(Text("belum dinyatakan layak", "not found fit yet"), tone="warn")
    if register.is_fit(view, version.state):
        fit = Cell(Text("layak menurut dua pihak", "found fit by two"), tone="good")
    return [(_NAME, name), (_KIND, kind), (_UNIT, unit), (Text("kelayakan", "fitness"), fit)]
