"""A witness over HTTP: an application of its own, on a port and a machine of its own.

    POST /add-checkpoint                     cosign a checkpoint, exactly as specified
    GET  /<SHA-256 of origin>/checkpoint     the newest cosigned checkpoint of a log
    GET  /                                   for people: which logs, how fresh, what was refused
    GET  /evidence/<number>/kept|offered     the two checkpoints of a refusal, byte for byte
    GET  /evidence/<number>/request          the refused one with the proof that came with it

Source: https://c2sp.org/tlog-witness
"""

import asyncio
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final, Literal, NamedTuple

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.doorway import Doorway
from api.mailbox import Mailbox
from api.meter import Meter
from api.vigil import vigil
from ledger.errors import LedgerError, StorageError
from ledger.tlog.errors import (
    FormatError,
    ProofError,
    SignatureError,
    StaleError,
    TlogError,
    UnknownLogError,
)
from ledger.tlog.text import SIZE_MAX
from ledger.witness import Answer, Witness

BODY_BYTES_MAX: Final = 512 * 1024
"""A hundred signature lines, the largest that there are, and 63 hashes fit in."""

BODY_SECONDS: Final = 10.0
"""How long a request may take to arrive."""

SIZE_TYPE: Final = "text/x.tlog.size"
_PLAIN: Final = "text/plain; charset=utf-8"

router = APIRouter()
_log = structlog.get_logger()


class _Words(NamedTuple):
    """A status, and what it means in two languages."""

    status: HTTPStatus
    id: str
    en: str
    slug: str = ""
    """One word for it, where it is counted."""


_REFUSED: Final[Mapping[type[Exception], _Words]] = {
    FormatError: _Words(
        HTTPStatus.BAD_REQUEST,
        "Permintaan tidak berbentuk seperti yang ditentukan.",
        "The request is not of the specified form.",
        "malformed",
    ),
    UnknownLogError: _Words(
        HTTPStatus.NOT_FOUND,
        "Saksi ini tidak mengenal log tersebut.",
        "This witness does not know that log.",
        "unknown-log",
    ),
    SignatureError: _Words(
        HTTPStatus.FORBIDDEN,
        "Tanda tangan log tidak ada atau tidak sah.",
        "The log's signature is missing or does not hold.",
        "bad-signature",
    ),
    ProofError: _Words(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Pohon ini bukan lanjutan dari yang diingat saksi; tidak ditandatangani.",
        "This tree does not go on from what the witness remembers; it was not signed.",
        "contradiction",
    ),
    StorageError: _Words(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Saksi tidak dapat menyimpan; tidak ada yang ditandatangani. Kirim lagi nanti.",
        "The witness could not write; nothing was signed. Send it again later.",
        "storage",
    ),
    LedgerError: _Words(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Saksi sedang berhenti; tidak ada yang ditandatangani. Kirim lagi nanti.",
        "The witness is stopping; nothing was signed. Send it again later.",
        "closing",
    ),
}
"""First that fits."""

_TOO_LARGE: Final = _Words(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "Permintaan terlalu besar.",
    "The request is too large.",
    "oversize",
)
_TOO_SLOW: Final = _Words(
    HTTPStatus.REQUEST_TIMEOUT,
    "Permintaan tidak tiba dengan lengkap.",
    "The request did not arrive whole.",
    "timeout",
)
_NOTHING: Final = _Words(
    HTTPStatus.NOT_FOUND, "Tidak ada apa-apa di sini.", "There is nothing here."
)
_WRONG_VERB: Final = _Words(
    HTTPStatus.METHOD_NOT_ALLOWED,
    "Alamat ini tidak menjawab permintaan semacam itu.",
    "This address does not answer that kind of request.",
)
_BROKEN: Final = _Words(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Saksi mengalami kesalahan; tidak ada yang ditandatangani.",
    "Something broke in the witness; nothing was signed.",
    "internal",
)


class _ArrivalError(Exception):
    """A body that is not to be read any further."""

    def __init__(self, words: _Words) -> None:
        super().__init__(words.en)
        self.words = words


def create_app(
    witness: Witness,
    clock: Callable[[], int],
    meter: Meter | None = None,
    timer: Callable[[], float] | None = None,
) -> FastAPI:
    """Return the application over an open witness, which stays the caller's.

    Args:
        witness: What signs and remembers.
        clock: Milliseconds since 1970 UTC; for the page alone.
        meter: Counts what was asked and refused; None: nobody asks.
        timer: Seconds, from any beginning; by default as the clock has them.
    """
    meter = meter or Meter()
    app = FastAPI(
        title="Segel: saksi / witness",
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.witness = witness
    app.state.clock = clock
    app.include_router(router)
    for kind in (HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, _failed)
    mailbox: Mailbox[list[Answer]] = Mailbox()

    async def add_checkpoint(request: Request) -> Response:
        try:
            body = await _body(request)
            (answer,) = await mailbox.wait(witness.submit(body))
        except _ArrivalError as error:
            meter.refused(error.words.slug)
            return _plain(error.words, "")
        except LedgerError as error:
            meter.noted("not written", reason=_words_for(error).slug)
            return _refused(error, meter)
        return _refused(answer, meter) if isinstance(answer, TlogError) else _signed(answer)

    app.add_api_route("/add-checkpoint", add_checkpoint, methods=["POST"])
    ahead = {"/add-checkpoint": add_checkpoint}
    app.add_middleware(Doorway, ahead=ahead, meter=meter, timer=timer or (lambda: clock() / 1000))
    return app


@router.get("/")
def people(request: Request, lang: Literal["id", "en"] = "id") -> Response:
    """Tell people which logs are watched, how fresh they are, and what was refused."""
    state = request.app.state
    return vigil(state.witness, state.clock() // 1000, lang)


@router.get("/{origin_hash}/checkpoint")
def checkpoint(request: Request, origin_hash: str) -> Response:
    """Return the newest cosigned checkpoint of a log."""
    note = request.app.state.witness.newest(origin_hash)
    if note is None:
        return _plain(_NOTHING, "this witness has cosigned no checkpoint of such a log")
    headers = {"Cache-Control": "public, max-age=5", "Access-Control-Allow-Origin": "*"}
    return Response(note, headers=headers, media_type=_PLAIN)


@router.get("/evidence/{number}/{which}")
def evidence(
    request: Request, number: int, which: Literal["kept", "offered", "request"]
) -> Response:
    """Return what was remembered, what was refused, or the whole request, byte for byte."""
    witness: Witness = request.app.state.witness
    found = witness.evidence(number) if number <= SIZE_MAX else None
    raw: bytes = getattr(found, which) if found is not None else b""
    if not raw:
        return _plain(_NOTHING, "")
    headers = {"Content-Disposition": f'attachment; filename="{number}-{which}.note"'}
    return Response(raw, headers=headers, media_type=_PLAIN)


async def _body(request: Request) -> bytes:
    """Read the whole body, within its bounds."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > BODY_BYTES_MAX:
        raise _ArrivalError(_TOO_LARGE)
    parts: list[bytes] = []
    size, more = 0, True
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while more:
                message = await request.receive()
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > BODY_BYTES_MAX:
                    raise _ArrivalError(_TOO_LARGE)
                if message["type"] == "http.disconnect":
                    raise _ArrivalError(_TOO_SLOW)
                more = message.get("more_body", False)
    except TimeoutError as error:
        raise _ArrivalError(_TOO_SLOW) from error
    return b"".join(parts)


def _signed(line: str) -> Response:
    return Response(f"{line}\n".encode(), headers={"Cache-Control": "no-store"}, media_type=_PLAIN)


def _refused(error: Exception, meter: Meter) -> Response:
    if isinstance(error, StaleError):
        meter.refused("stale")
        response = Response(f"{error.size}\n".encode(), HTTPStatus.CONFLICT)
        response.headers["Content-Type"] = SIZE_TYPE
        return response
    words = _words_for(error)
    meter.refused(words.slug)
    return _plain(words, str(error))


def _words_for(error: Exception) -> _Words:
    return next((words for kind, words in _REFUSED.items() if isinstance(error, kind)), _BROKEN)


def _plain(words: _Words, detail: str) -> Response:
    """Say a failure in both languages, and what it was about."""
    lines = [words.id, words.en, *([f"({detail})"] if detail else [])]
    headers = {"Cache-Control": "no-store"}
    return Response("".join(f"{x}\n" for x in lines).encode(), words.status, headers, _PLAIN)


async def _failed(_: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        words = _WRONG_VERB if error.status_code == _WRONG_VERB.status else _NOTHING
        response = _plain(words, "")
        response.headers.update(error.headers or {})
        return response
    if isinstance(error, RequestValidationError):
        return _plain(_NOTHING, "")
    _log.error("internal error", kind=type(error).__name__)
    return _plain(_BROKEN, "")
