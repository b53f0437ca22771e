"""`/formulir`: every kind of statement as a form, for officers at a desk.

The page is complete before any script runs: it says what would be signed. To sign it takes the
script, and a device that is enrolled in the app at `/jaga/`.
"""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from api.documentation import fails
from api.form import by_noun, form_of
from api.page import page, question
from api.problems import ApiError
from api.service import service_of
from api.wording import noun_name
from domain.catalogue import KINDS

router = APIRouter(tags=["pages"])

Lang = Annotated[Literal["id", "en"], Query()]


@router.get("/formulir", responses=fails("bad-parameter"))
def forms(request: Request, lang: Lang = "id") -> Response:
    """List every kind of statement by what it is about."""
    nouns = [(noun_name(noun), kinds) for noun, kinds in by_noun().items()]
    return page("forms.html", _values(request, lang) | {"nouns": nouns})


@router.get("/formulir/{kind}", responses=fails("bad-parameter", "not-found"))
def form(request: Request, kind: str, lang: Lang = "id") -> Response:
    """Return the form of one kind, and what the page pins: the log's origin, key and charter."""
    if kind not in KINDS:
        raise ApiError("not-found", "there is no kind of statement of this name")
    ledger = service_of(request).ledger
    charter = ledger.charter
    pinned = {"origin": charter.origin, "log": str(charter.log), "charter": ledger.fingerprint()}
    return page("form.html", _values(request, lang) | {"form": form_of(kind), "ledger": pinned})


def _values(request: Request, lang: str) -> dict[str, Any]:
    charter = service_of(request).ledger.charter
    return {
        "lang": lang,
        "origin": charter.origin,
        "operation": charter.operation,
        "path": request.url.path,
        "question": question(request),
    }
