"""`/coba`: the trial page, on which a phone signs with the network off."""

from fastapi import APIRouter, Request, Response

from api.page import page
from api.service import service_of

router = APIRouter(tags=["pages"])


@router.get("/coba")
def trial(request: Request) -> Response:
    """Return the page and what it pins: the log's origin and key, and the charter's hash."""
    ledger = service_of(request).ledger
    pinned = {
        "origin": ledger.charter.origin,
        "log": str(ledger.charter.log),
        "charter": ledger.fingerprint(),
    }
    return page("coba.html", {"ledger": pinned})
