"""`/visitors`: who is inside, since when, and who should have left."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.documentation import fails
from api.problems import ApiError
from api.reading import PAGE, Cursor, Limit, Name, Question
from api.sheet import Cell, Sheet, Table, Text, about, leaf, link, moment, plain, prose, word
from domain.visit import Visit
from projections import access
from projections.version import Version

router = APIRouter(tags=["visitors"])

_VISIT = Text("kunjungan", "visit")
_PLACE = Text("tempat", "place")
_PURPOSE = Text("keperluan", "purpose")
_IN = Text("masuk", "let in")
_DUE = Text("seharusnya keluar", "should have left")


@router.get("/visitors", responses=fails("bad-parameter", "not-yet-folded"))
def visitors(
    asked: Question,
    place: Name = None,
    status: Annotated[str, Query(max_length=40)] = "di_dalam",
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Response:
    """List who is inside; `status=semua` lists every visit, in the order of its last change."""
    with asked.view() as view:
        wanted = None if status == "semua" else status
        found = access.visits(view, place=place, status=wanted, after=cursor, limit=limit)
        title = Text("Kunjungan", "Visits")
        if status == "di_dalam":
            title = Text("Di dalam sekarang", "Inside now")
        sheet = Sheet(title, tables=[table(Text("", ""), found.items)], next=asked.turn(found.next))
        value = {"visits": [told(one) for one in found.items], "next": found.next}
        return asked.tell(view, value, sheet)


@router.get(
    "/visitors/{visit:name}", responses=fails("bad-parameter", "not-found", "not-yet-folded")
)
def visitor(asked: Question, visit: str) -> Response:
    """Return one visit, by the leaf hash (base64) of its report."""
    with asked.view() as view:
        found = access.visit(view, visit)
        if found is None:
            raise ApiError("not-found", "nothing was said about this visit")
        return asked.tell(view, {"visit": told(found)}, _sheet(found))


def told(version: Version[Visit]) -> dict[str, Any]:
    """Return a visit as JSON has it."""
    state = version.state
    return {
        "visit": version.subject,
        "state": state.state,
        "place": state.place,
        "zone": state.zone,
        "purpose": state.purpose,
        "host": state.host,
        "permission": state.permission,
        "persons": state.persons,
        "badge": state.badge,
        "reason": state.reason,
        "reported_at": state.reported,
        "granted_at": state.granted,
        "denied_at": state.denied,
        "exited_at": state.exited,
        "due": state.due,
        "since": version.since,
    }


def table(title: Text, versions: Sequence[Version[Visit]]) -> Table:
    """Return visits as a table."""
    heads = (_VISIT, Text("keadaan", "state"), _PLACE, _PURPOSE, _IN, _DUE)
    return Table(title, heads, [_row(one) for one in versions])


def _row(version: Version[Visit]) -> list[Cell]:
    state = version.state
    return [
        link("visitors", version.subject),
        word(state.state),
        link("places", state.place),
        plain(state.purpose),
        moment(state.granted),
        moment(state.due),
    ]


def _sheet(version: Version[Visit]) -> Sheet:
    state = version.state
    facts = [
        (Text("keadaan", "state"), word(state.state)),
        (_PLACE, link("places", state.place)),
        (Text("bagian", "zone"), plain(state.zone)),
        (_PURPOSE, plain(state.purpose)),
        (Text("tuan rumah", "host"), prose(plain(state.host))),
        (Text("banyaknya orang", "persons"), plain(state.persons)),
        (Text("melapor", "reported"), moment(state.reported)),
        (_IN, moment(state.granted)),
        (Text("ditolak", "refused"), moment(state.denied)),
        (Text("keluar", "left"), moment(state.exited)),
        (_DUE, moment(state.due)),
        (Text("sejak daun", "since leaf"), leaf(version.since)),
        *about("kunjungan", version.subject),
    ]
    return Sheet(Text("Kunjungan", "Visit"), facts)
