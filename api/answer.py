"""Answers: how values and failures are written down.

JSON is encoded by msgspec, which writes bytes as base64 by itself; nothing is validated on its way
out.  A failure is always a problem document and never shows a stack trace.

Source: RFC 9457
"""

import gzip
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.page import page, wants_page
from api.problem import Problem
from api.problems import PROBLEMS, ApiError, of_error, of_status
from api.service import service_of
from ledger.errors import AheadError, LedgerError, OffsetError
from projections.errors import ProjectionError

PROBLEM_TYPE = "application/problem+json"

_PACKED_MIN = 16_384
"""Bytes of an answer that is worth the processor's time; one receipt never is."""
_PACKED_LEVEL = 1

_log = structlog.get_logger()
encode = msgspec.json.Encoder().encode


def as_json(
    value: object, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response:
    """Write a value as JSON."""
    return Response(encode(value), status, headers, "application/json")


async def packed(request: Request, answer: Response) -> Response:
    """Compress what is long: receipts share most of their hashes, and a phone's network is slow."""
    body = bytes(answer.body)
    if len(body) < _PACKED_MIN or "gzip" not in request.headers.get("accept-encoding", ""):
        return answer
    small = await run_in_threadpool(gzip.compress, body, _PACKED_LEVEL, mtime=0)
    headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(small, answer.status_code, headers, answer.media_type)


def document(problem: Problem, detail: str, error: Exception | None = None) -> dict[str, Any]:
    """Return the members of a problem document."""
    members: dict[str, Any] = {
        "status": problem.status,
        "type": problem.type,
        "title": problem.title,
        "title_en": problem.title_en,
        "detail": detail or problem.advice_en,
        "retry": problem.retry,
    }
    if isinstance(error, AheadError | OffsetError):
        members["expected"] = error.expected
    return members


def as_problem(
    problem: Problem,
    detail: str = "",
    error: Exception | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Write a failure."""
    members = document(problem, detail, error)
    response = Response(encode(members), problem.status, headers, PROBLEM_TYPE)
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response


def refused(error: Exception) -> Response:
    """Write an error of the ledger or of this package."""
    detail = error.detail if isinstance(error, ApiError) else str(error)
    return as_problem(of_error(error), detail, error)


def install(app: FastAPI) -> None:
    """Let every failure, the framework's own included, be answered from the one table."""
    for kind in (ApiError, LedgerError, ProjectionError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, failed)
    app.add_exception_handler(Exception, failed)


async def failed(request: Request, error: Exception) -> Response:
    """Answer in the form that was asked for: a page for people, a document for programs."""
    response = _answer(error)
    if not wants_page(request):
        return response
    problem = of_error(error)
    if isinstance(error, HTTPException):
        problem = of_status(error.status_code)
    charter = service_of(request).ledger.charter
    values = {
        "problems": [problem],
        "lang": "en" if request.query_params.get("lang") == "en" else "id",
        "origin": charter.origin,
        "operation": charter.operation,
        "path": request.url.path,
    }
    shown = page("problem.html", values, response.status_code)
    kept = {"allow", "retry-after", "cache-control"}
    shown.headers.update({k: v for k, v in response.headers.items() if k in kept})
    return shown


def _answer(error: Exception) -> Response:
    match error:
        case HTTPException():
            return as_problem(of_status(error.status_code), headers=error.headers)
        case RequestValidationError():
            return as_problem(of_error(error), _parameters(error))
        case ApiError() | LedgerError() | ProjectionError():
            return refused(error)
        case _:
            _log.error("internal error", kind=type(error).__name__)  # the server prints where
            return as_problem(PROBLEMS["internal"])


def _parameters(error: RequestValidationError) -> str:
    """Name the parameters that do not fit, never what stood in them."""
    faults = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()]
    return "; ".join(faults)
