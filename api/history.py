"""`/history`: everything that was said about one subject, in log order."""

from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api import statement as leaves_of
from api.documentation import fails
from api.problems import ApiError
from api.reading import PAGE, Cursor, Limit, Question
from api.sheet import Sheet, Text, plain
from domain.finding import Subject
from projections import history, statement
from projections.catalogue import PROJECTIONS

router = APIRouter(tags=["history"])

_KINDS: tuple[Subject, ...] = tuple(one.fold.name for one in PROJECTIONS)


@router.get(
    "/history/{subject:name}", responses=fails("bad-parameter", "not-found", "not-yet-folded")
)
def listed(
    asked: Question,
    subject: str,
    kind: Annotated[Subject | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Response:
    """List what was said about a box, seal, place, visit or journal: of one kind, if asked for."""
    with asked.view() as view:
        found: dict[int, list[Subject]] = {}
        for one in _KINDS if kind is None else (kind,):
            for index in history.listed(view, one, subject, after=cursor, limit=limit + 1).items:
                found.setdefault(index, []).append(one)
        if not found and cursor is None:
            raise ApiError("not-found", "nothing was said about this subject")
        indexes = sorted(found)[:limit]
        following = str(indexes[-1]) if len(found) > limit else None
        rows = [row for index in indexes if (row := statement.one(view, index)) is not None]
        sheet = Sheet(
            Text(f"Riwayat {subject}", f"History of {subject}"),
            [(Text("sebagai", "as"), plain(", ".join(sorted({*chain(*found.values())}))))],
            [leaves_of.table(Text("", ""), tuple(rows))],
            next=asked.turn(following),
        )
        told = [leaves_of.told(row) | {"as": found[row.leaf_index]} for row in rows]
        return asked.tell(view, {"subject": subject, "statements": told, "next": following}, sheet)
