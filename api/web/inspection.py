"""`/periksa`: paper and proofs of two histories are judged on the reader's own device."""

from fastapi import APIRouter, Request, Response

from api.page import page
from api.service import service_of

router = APIRouter(tags=["pages"])


@router.get("/periksa")
def inspection(request: Request) -> Response:
    """Return the page, and this ledger's charter: words from paper say whether it is the one."""
    ledger = service_of(request).ledger
    (first,) = ledger.tree.entries(0, 1)
    pinned = {"origin": ledger.charter.origin, "charter": first.note.decode()}
    return page("periksa.html", {"ledger": pinned}, runs_wasm=True)
