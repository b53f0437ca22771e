"""`/export`: any list to its end, as of one leaf, in a file for a spreadsheet or for a program.

    GET /export                      which lists there are, and their columns
    GET /export/places.csv?as_of=N   all places as of leaf N; `.jsonl` for programs

The answer streams: a page of rows is read, written and sent before the next one is read.  What it
is as of stands in its headers, so that a file can be held against the log later:

    Ledger-As-Of: 1234     the leaf; the same one gives the same bytes again
    Ledger-Root: ...       root of the log's first 1235 leaves, base64
    Ledger-Rows: 153       how many rows follow; fewer is a file that was cut off
    Ledger-At: ...         of findings: the stated time
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from api.answer import as_json
from api.dialect import DIALECTS, Dialect
from api.documentation import fails
from api.findings import stated_time
from api.problems import ApiError
from api.reading import Asked, Question
from ledger.tlog.text import to_base64
from projections.listing import Listing, listings, pages

router = APIRouter(prefix="/export", tags=["export"])

_LISTINGS = listings()


@router.get("", responses=fails("bad-parameter", "not-yet-folded"))
def index(asked: Question) -> Response:
    """List what can be exported, with the columns of its CSV and how many rows there are."""
    at = stated_time(asked, None)
    with asked.view() as view:
        lists = [
            {"name": one.name, "columns": one.columns, "rows": one.count(view, at)}
            for one in _LISTINGS.values()
        ]
        headers = {"Ledger-Position": str(view.position), "Cache-Control": "no-cache"}
        value = {"as_of": view.as_of, "formats": [*DIALECTS], "lists": lists}
        return as_json(value, headers=headers)


@router.get(
    "/{file}",
    response_class=Response,
    responses=fails("bad-parameter", "not-found", "not-yet-folded"),
)
def export(
    asked: Question, file: str, at: Annotated[str | None, Query(max_length=40)] = None
) -> Response:
    """Stream a whole list, such as `places.csv` or `boxes.jsonl`; findings as of the time `at`."""
    name, _, ending = file.rpartition(".")
    listing, dialect = _LISTINGS.get(name), DIALECTS.get(ending)
    if listing is None or dialect is None:
        raise ApiError("not-found", "no such list: ask /export which there are")
    stated = stated_time(asked, at)
    with asked.view() as view:
        as_of, position = view.as_of, view.position
        rows = listing.count(view, stated)
    root = asked.service.ledger.tree.subtrees.root(as_of + 1)
    headers = {
        "Ledger-Position": str(position),
        "Ledger-As-Of": str(as_of),
        "Ledger-Root": to_base64(root),
        "Ledger-Rows": str(rows),
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{name}-{as_of}.{ending}"',
    }
    if name == "findings":
        headers["Ledger-At"] = stated.isoformat()
    parts = _parts(asked, (listing, dialect), as_of, stated)
    return StreamingResponse(parts, headers=headers, media_type=dialect.media_type)


def _parts(
    asked: Asked, form: tuple[Listing, Dialect], as_of: int, at: datetime
) -> Iterator[bytes]:
    """Yield the file, a page at a time."""
    listing, dialect = form
    yield dialect.begin(listing)
    for page in pages(asked.service.projections.view, listing, as_of, at):
        yield dialect.rows(listing, page.rows)
