"""`/boxes/{box}/bundle`: everything about one box as one evidence file, to be checked offline."""

from fastapi import APIRouter, Response

from api.documentation import fails
from api.log import size_of
from api.problems import ApiError
from api.reading import Question
from ledger.bundle import Asked, Scope
from ledger.tlog.errors import TlogError
from projections.selection import bundle

router = APIRouter(tags=["boxes"])


@router.get(
    "/boxes/{box:name}/bundle",
    response_class=Response,
    responses=fails("bad-parameter", "not-found", "not-yet-folded"),
)
def evidence(asked: Question, box: str) -> Response:
    """Return the evidence file about a box, as it is now; `segel verify FILE` judges it."""
    ledger = asked.service.ledger
    signed = ledger.checkpoint
    with asked.view() as view:
        if view.as_of < view.position:
            raise ApiError("bad-parameter", "as_of: an evidence file is about now")
        try:
            scope = Scope.parse(f"{Asked.BOX} {box}")
            found = bundle(view, ledger.tree, scope, (size_of(signed), signed))
        except TlogError as error:
            raise ApiError("bad-parameter", str(error)) from error
    if found is None:
        raise ApiError("not-found", "nothing was said about this box")
    return Response(
        found.serialise(),
        media_type="text/plain; charset=utf-8",
        headers={
            "Cache-Control": "no-cache",
            "Content-Disposition": 'attachment; filename="kotak.bukti"',
        },
    )
