"""`/periksa`: paper and proofs of two histories are judged on the reader's own device."""

from fastapi import APIRouter, Request, Response

from api.page import page
from api.service import service_of
from domain.catalogue import KINDS

router = APIRouter(tags=["pages"])


@router.get("/periksa")
def inspection(request: Request) -> Response:
    """Return the page, and this ledger's charter: words from paper say whether it is the one."""
    ledger = service_of(request).ledger
    (first,) = ledger.tree.entries(0, 1)
    kinds = {name: {"id": kind.label, "en": kind.english} for name, kind in KINDS.items()}
    origin = ledger.charter.origin
    pinned = {"origin": origin, "charter": first.note.decode(), "kinds": kinds}
    return page("periksa.html", {"ledger": pinned}, runs_wasm=True)
