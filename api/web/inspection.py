"""`/periksa`: whatever proves something is judged on the reader's own device."""

from hashlib import sha256
from typing import Any

from fastapi import APIRouter, Request, Response

from api.page import page
from api.service import Service, service_of
from api.web.handout import handout, served_script, version
from api.web.squeeze import squeezed
from domain.catalogue import KINDS

router = APIRouter(tags=["pages"])
scripts = APIRouter()
"""Files, like those of `/static`."""

_FILE_NAME = "periksa-segel.html"


@router.get("/periksa")
def inspection(request: Request) -> Response:
    """Return the page, and this ledger's charter: words from paper say whether it is the one."""
    pinned = _pinned(service_of(request))
    digest = sha256(handout(pinned).encode()).hexdigest()
    values = {"ledger": pinned, "script": None, "digest": digest, "version": version()}
    return page("periksa.html", values, runs_wasm=True)


@scripts.get("/periksa.js")
def inspection_script(request: Request) -> Response:
    """Return the page's script: all modules in one answer, so that a slow network waits once."""
    headers = {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache"}
    if request.query_params.get("v") == version():
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return squeezed(request, served_script().encode(), headers)


@router.get("/periksa.html")
def saved_inspection(request: Request) -> Response:
    """Return the same page as one file that works from a USB stick, without server or network."""
    headers = {"Content-Disposition": f'attachment; filename="{_FILE_NAME}"'}
    text = handout(_pinned(service_of(request)))
    return Response(text.encode(), headers=headers, media_type="text/html; charset=utf-8")


def _pinned(service: Service) -> dict[str, Any]:
    """Return what the page is told of this ledger; nothing of it is trusted there."""
    ledger = service.ledger
    (first,) = ledger.tree.entries(0, 1)
    kinds = {name: {"id": kind.label, "en": kind.english} for name, kind in KINDS.items()}
    return {"origin": ledger.charter.origin, "charter": first.note.decode(), "kinds": kinds}
