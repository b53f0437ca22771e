"""`/problems/<slug>`: what a failure means and what to do, for people, in two languages."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.documentation import fails
from api.page import page
from api.problems import PROBLEMS, ApiError
from api.service import service_of

router = APIRouter(tags=["problems"])


@router.get("/problems", responses=fails("bad-parameter"))
def problems(request: Request, lang: Annotated[Literal["id", "en"], Query()] = "id") -> Response:
    """List every problem."""
    return _page(request, lang, "")


@router.get("/problems/{slug}", responses=fails("bad-parameter", "not-found"))
def problem(
    request: Request, slug: str, lang: Annotated[Literal["id", "en"], Query()] = "id"
) -> Response:
    """Return the page of one problem."""
    if slug not in PROBLEMS:
        raise ApiError("not-found", "there is no problem of this name")
    return _page(request, lang, slug)


def _page(request: Request, lang: str, slug: str) -> Response:
    charter = service_of(request).ledger.charter
    shown = [PROBLEMS[slug]] if slug else list(PROBLEMS.values())
    values = {
        "problems": shown,
        "lang": lang,
        "origin": charter.origin,
        "operation": charter.operation,
        "path": request.url.path,
    }
    return page("problem.html", values)
