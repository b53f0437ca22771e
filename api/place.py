"""`/places`: what is at one place: boxes, watch and visitors."""

from fastapi import APIRouter, Response

from api import access, custody as boxes_of, shift as watches_of
from api.problems import ApiError
from api.reading import PAGE, Cursor, Limit, Question
from api.sheet import Sheet, Table, Text, link, plain
from projections import access as visits, custody, shift

router = APIRouter(tags=["places"])


@router.get("/places")
def places(asked: Question) -> Response:
    """List the places where boxes were last seen, with their number."""
    with asked.view() as view:
        counts = custody.BOXES.counted(view, "place")
        here = {str(place): count for place, count in sorted(counts.items(), key=str) if place}
        heads = (Text("tempat", "place"), Text("kotak", "boxes"))
        rows = [[link("places", place), plain(count)] for place, count in here.items()]
        sheet = Sheet(Text("Tempat", "Places"), tables=[Table(Text("", ""), heads, rows)])
        value = {"places": [{"place": place, "boxes": count} for place, count in here.items()]}
        return asked.tell(view, value, sheet)


@router.get("/places/{place:path}")
def place(asked: Question, place: str, cursor: Cursor = None, limit: Limit = PAGE) -> Response:
    """Return the boxes at one place, its watch and who is inside."""
    with asked.view() as view:
        found = custody.boxes(view, place=place, after=cursor, limit=limit)
        watch = shift.watch(view, place)
        inside = visits.inside(view, place=place)
        if not (found.items or watch or inside.items or cursor):
            raise ApiError("not-found", "nothing was said about this place")
        value = {
            "place": place,
            "boxes": [boxes_of.told(one) for one in found.items],
            "watch": None if watch is None else watches_of.told(watch),
            "inside": [access.told(one) for one in inside.items],
            "next": found.next,
        }
        watching = [] if watch is None else [watches_of.teams(watch)]
        tables = [
            *watching,
            access.table(Text("Di dalam sekarang", "Inside now"), inside.items),
            Table(
                Text("Kotak", "Boxes"), boxes_of.HEADS, [boxes_of.row(one) for one in found.items]
            ),
        ]
        sheet = Sheet(
            Text(f"Tempat {place}", f"Place {place}"), tables=tables, next=asked.turn(found.next)
        )
        return asked.tell(view, value, sheet)
