"""`/watches`: which team has the watch at which post, since when, and how many they are."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.documentation import fails
from api.problems import ApiError
from api.reading import PAGE, Cursor, Limit, Question
from api.sheet import Cell, Sheet, Table, Text, about, leaf, link, moment, plain, unit, word
from domain.watch import Watch
from projections import shift
from projections.version import Version

router = APIRouter(tags=["watches"])

_POST = Text("pos", "post")
_STATE = Text("keadaan", "state")
_TEAM = Text("regu", "team")
_PRESENT = Text("hadir", "present")
_SINCE = Text("sejak", "since")
_LEAF = Text("daun", "leaf")


@router.get("/watches", responses=fails("bad-parameter", "not-yet-folded"))
def watches(
    asked: Question,
    status: Annotated[str | None, Query(max_length=40)] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Response:
    """List posts by name with the team that has the watch."""
    with asked.view() as view:
        found = shift.watches(view, status=status, after=cursor, limit=limit)
        heads = (_POST, _STATE, _TEAM, _PRESENT, _LEAF)
        table = Table(Text("", ""), heads, [_row(one) for one in found.items])
        sheet = Sheet(Text("Jaga", "Watches"), tables=[table], next=asked.turn(found.next))
        value = {"watches": [told(one) for one in found.items], "next": found.next}
        return asked.tell(view, value, sheet)


@router.get("/watches/{post:name}", responses=fails("bad-parameter", "not-found", "not-yet-folded"))
def watch(asked: Question, post: str) -> Response:
    """Return the watch at one post, its handovers, and every state that it has had."""
    with asked.view() as view:
        found = shift.watch(view, post)
        if found is None:
            raise ApiError("not-found", "nothing was said about this post")
        past = shift.changes(view, post)
        value = {"watch": told(found), "changes": [told(one) for one in past]}
        return asked.tell(view, value, _sheet(found, past))


def told(version: Version[Watch]) -> dict[str, Any]:
    """Return a watch as JSON has it."""
    state = version.state
    return {
        "post": version.subject,
        "state": _state(state),
        "teams": state.duty.teams,
        "present": state.duty.present,
        "handovers": state.handovers,
        "inside": [one.visit for one in state.inside],
        "since": version.since,
        "until": version.until,
    }


def teams(version: Version[Watch]) -> Table:
    """Return who stands on a post, as a table."""
    return Table(
        Text("Regu jaga", "Teams on watch"),
        (_TEAM, Text("satuan", "unit"), _PRESENT, _SINCE, _LEAF),
        [
            [
                plain(one.team),
                unit(one.unit),
                plain(one.present),
                moment(one.since),
                leaf(one.index),
            ]
            for one in version.state.duty.teams
        ],
    )


def _state(watch: Watch) -> str:
    return "dijaga" if watch.duty.teams else "kosong"


def _row(version: Version[Watch]) -> list[Cell]:
    duty = version.state.duty
    names = ", ".join(team.team for team in duty.teams) or None
    return [
        link("watches", version.subject),
        word(_state(version.state)),
        plain(names),
        plain(duty.present),
        leaf(version.since),
    ]


def _sheet(found: Version[Watch], past: tuple[Version[Watch], ...]) -> Sheet:
    facts = [
        (_STATE, word(_state(found.state))),
        (_PRESENT, plain(found.state.duty.present)),
        (Text("tempat", "place"), link("places", found.subject)),
        *about("pos", found.subject),
    ]
    handovers = Table(
        Text("Serah terima jaga", "Handovers of the watch"),
        (_TEAM, Text("pada", "at"), Text("diterima", "accepted"), _LEAF),
        [
            [
                plain(one.team),
                moment(one.at),
                Cell(Text("ya", "yes") if one.is_accepted else Text("belum", "not yet")),
                leaf(one.index),
            ]
            for one in found.state.handovers
        ],
    )
    changes = Table(
        Text("Perubahan", "Changes"),
        (_LEAF, _STATE, _TEAM, _PRESENT),
        [[leaf(one.since), *_row(one)[1:4]] for one in past],
    )
    tables = [teams(found), handovers, changes]
    return Sheet(Text("Pos", "Post"), facts, tables, about=link("places", found.subject))
