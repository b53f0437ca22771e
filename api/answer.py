"""Answers: how values and failures are written down.

JSON is encoded by msgspec, which writes bytes as base64 by itself; nothing is validated on its way
out.  A failure is always a problem document and never shows a stack trace.

Source: RFC 9457
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.problems import PROBLEMS, ApiError, Problem, of_error, of_status
from ledger.errors import AheadError, LedgerError

PROBLEM_TYPE = "application/problem+json"

_log = structlog.get_logger()
encode = msgspec.json.Encoder().encode


def as_json(
    value: object, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response:
    """Write a value as JSON."""
    return Response(encode(value), status, headers, "application/json")


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
    if isinstance(error, AheadError):
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
    app.add_exception_handler(ApiError, _refused)
    app.add_exception_handler(LedgerError, _refused)
    app.add_exception_handler(HTTPException, _of_framework)
    app.add_exception_handler(RequestValidationError, _of_parameters)
    app.add_exception_handler(Exception, _internal)


async def _refused(_: Request, error: Exception) -> Response:
    return refused(error)


async def _of_framework(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return as_problem(PROBLEMS["internal"])
    return as_problem(of_status(error.status_code), headers=error.headers)


async def _of_parameters(_: Request, error: Exception) -> Response:
    """Name the parameter that does not fit, never what stood in it."""
    if not isinstance(error, RequestValidationError):
        return as_problem(PROBLEMS["internal"])
    faults = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()]
    return as_problem(PROBLEMS["bad-parameter"], "; ".join(faults))


async def _internal(_: Request, error: Exception) -> Response:
    _log.error("internal error", kind=type(error).__name__, exc_info=error)
    return as_problem(PROBLEMS["internal"])
