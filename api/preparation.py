"""Preparing a ledger in the browser, before there is one: an application of its own.

    GET  /               what is to be done next
    POST /outline        what was filled in; kept, and drafted if nothing is wrong with it
    GET  /charter.note   the charter with the signatures that it has
    POST /signatures     signatures that founders have made on machines of their own
    POST /redo           the draft given up
    POST /founding       the ledger founded

Whoever is first to show the token from the terminal is let in, and nobody else: a ledger must not
be founded by somebody who merely reached the port.  After the founding it only says that the ledger
is being opened: the same process then serves that in its place.
"""

import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.asset import Assets
from api.body import whole
from api.code import drawn
from api.doorkeeper import Doorkeeper
from api.doorway import Doorway
from api.gatekeeper import is_from_elsewhere
from api.meter import Meter
from api.outline import FIELDS, Faults, filled, has_secret, read
from api.page import STATIC, page
from api.problems import ApiError, of_error
from api.sheet import Text
from api.upload import sent
from ledger.charter import Charter, fingerprint
from ledger.errors import CharterError, UnfitError
from ledger.fingerprint import words
from ledger.preparation import Preparation, is_founded

BEGINNING: Final = "/mulai"
"""Where the founded ledger leads on."""

_BODY_MAX: Final = 512 * 1024
_BODY_SECONDS: Final = 30.0
_PRIVATE: Final = {"Cache-Control": "no-store"}

Lang = Annotated[Literal["id", "en"], Query()]

router = APIRouter()

_SECRET: Final = Text(
    "Itu kunci RAHASIA seorang pendiri. Tidak ada yang disimpan di sini, tetapi anggap kunci itu "
    "bocor: pendirinya membuat kunci baru, dan hanya menyerahkan baris yang tercetak.",
    "That is a founder's PRIVATE key. Nothing of it was kept here, but take it for leaked: its "
    "founder makes a new one, and hands over only the line that is printed.",
)
_UNFIT: Final[dict[str, Text]] = {
    "nothing": Text("Tidak ada tanda tangan di dalamnya.", "There is no signature in it."),
    "form": Text("Tidak terbaca sebagai tanda tangan.", "It cannot be read as a signature."),
    "secret": _SECRET,
    "other": Text(
        "Tanda tangan di bawah naskah lain. Beri pendiri itu naskah di halaman ini.",
        "Signatures under another text. Give that founder the draft on this page.",
    ),
    "stranger": Text(
        "Ditandatangani oleh yang tidak disebut piagam: {}.",
        "Signed by somebody whom the charter does not name: {}.",
    ),
    "false": Text(
        "Tanda tangan {} tidak cocok dengan naskah dan kuncinya.",
        "The signature of {} does not fit the draft and the key.",
    ),
}
_UNCONFIRMED: Final = Text("Centang dahulu.", "Tick it first.")


def create_app(
    preparation: Preparation, doorkeeper: Doorkeeper, clock: Callable[[], int]
) -> FastAPI:
    """Return the application over an open preparation, which stays the caller's.

    Args:
        preparation: What is prepared.
        doorkeeper: Who knows whom to let in.
        clock: Milliseconds since 1970 UTC.
    """
    app = FastAPI(
        title="Segel: mendirikan / founding",
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.desk = Desk(preparation, clock)
    app.state.doorkeeper = doorkeeper
    app.include_router(router)
    for kind in (HTTPException, RequestValidationError, ApiError, Exception):
        app.add_exception_handler(kind, _failed)
    app.add_middleware(Doorway, ahead={}, meter=Meter(), timer=lambda: clock() / 1000)
    app.mount("/static", Assets(directory=STATIC))
    return app


class Desk:
    """What is done with a preparation, one thing at a time."""

    def __init__(self, preparation: Preparation, clock: Callable[[], int]) -> None:
        """Take what is prepared, and a clock of milliseconds since 1970 UTC."""
        self.preparation = preparation
        self._clock = clock
        self._lock = threading.Lock()

    @property
    def is_done(self) -> bool:
        """Whether the ledger is founded."""
        return is_founded(self.preparation.directory.path)

    def outline(self, form: dict[str, list[bytes]]) -> Faults:
        """Keep what was filled in, and draft the charter if that is asked for and can be."""
        with self._lock:
            answers = filled(form)
            self.preparation.keep(answers)
            if has_secret(form):
                return {"founders": _SECRET}
            if form.get("action") != [b"draft"] or self.preparation.note is not None:
                return {}
            outline, faults = read(answers)
            if outline is not None:
                try:
                    self.preparation.draft(outline)
                except CharterError as error:
                    return {"": Text(f"Piagam: {error}.", f"The charter: {error}.")}
            return faults

    def take(self, form: dict[str, list[bytes]]) -> Faults:
        """Take in what was brought; what fits is kept, even beside what does not."""
        brought = [one for one in form.get("signature", ()) if one.strip()]
        faults = [] if brought else [_UNFIT["nothing"]]
        with self._lock:
            for one in brought:
                try:
                    self.preparation.take(one)
                except UnfitError as error:
                    found = _UNFIT[error.fault]
                    faults.append(Text(*(text.format(error.detail) for text in found)))
        return {"signature": faults[0]} if faults else {}

    def redo(self, form: dict[str, list[bytes]]) -> Faults:
        """Give the draft up."""
        if not form.get("sure"):
            return {"sure": _UNCONFIRMED}
        with self._lock:
            self.preparation.discard()
        return {}

    def found(self, form: dict[str, list[bytes]]) -> Faults:
        """Found the ledger."""
        del form
        with self._lock:
            if not self.is_done:
                try:
                    self.preparation.found(self._clock())
                except CharterError as error:
                    return {"": Text(f"Belum dapat: {error}.", f"Not yet: {error}.")}
        return {}


@router.get("/")
def look(request: Request, token: str | None = None, lang: Lang = "id") -> Response:
    """Return what is to be done next, or let somebody in by the token."""
    desk, doorkeeper = _desk(request), _doorkeeper(request)
    if desk.is_done:
        return _waiting(lang)
    if token is not None and (secret := doorkeeper.enter(token)) is not None:
        answer = _back("/", lang)
        doorkeeper.mark(request, answer, secret)
        return answer
    if not doorkeeper.knows(request):
        return _page("closed", lang, {"is_used": doorkeeper.is_used}, HTTPStatus.FORBIDDEN)
    return _stage(desk, lang, {})


@router.get("/charter.note")
def note(request: Request) -> Response:
    """Return the charter with the signatures that it has, as a file."""
    _expect(request)
    raw = _desk(request).preparation.note
    if raw is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {"Content-Disposition": 'attachment; filename="charter.note"', **_PRIVATE}
    return Response(raw, headers=headers, media_type="text/plain; charset=utf-8")


@router.post("/outline")
async def outline(request: Request, lang: Lang = "id") -> Response:
    """Keep what was filled in."""
    return await _done(request, _desk(request).outline, lang)


@router.post("/signatures")
async def signatures(request: Request, lang: Lang = "id") -> Response:
    """Take in signatures."""
    return await _done(request, _desk(request).take, lang)


@router.post("/redo")
async def redo(request: Request, lang: Lang = "id") -> Response:
    """Give the draft up."""
    return await _done(request, _desk(request).redo, lang)


@router.post("/founding")
async def founding(request: Request, lang: Lang = "id") -> Response:
    """Found the ledger."""
    return await _done(request, _desk(request).found, lang)


@router.get(BEGINNING)
def beginning(request: Request, lang: Lang = "id") -> Response:
    """Say that the ledger is being opened; the ledger itself answers here soon."""
    return _waiting(lang) if _desk(request).is_done else _back("/", lang)


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _doorkeeper(request: Request) -> Doorkeeper:
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    return doorkeeper


async def _done(
    request: Request, deed: Callable[[dict[str, list[bytes]]], Faults], lang: Literal["id", "en"]
) -> Response:
    """Do one thing with a form, and show what is to be done next or what is wrong."""
    _expect(request)
    if is_from_elsewhere(request.headers):
        raise HTTPException(HTTPStatus.FORBIDDEN)
    desk = _desk(request)
    body = await whole(request, _BODY_MAX, _BODY_SECONDS)
    form = sent(request.headers.get("content-type", ""), body)
    faults = await run_in_threadpool(deed, form)
    if faults:
        return await run_in_threadpool(_stage, desk, lang, faults)
    return _back(BEGINNING if desk.is_done else "/", lang)


def _expect(request: Request) -> None:
    if not _doorkeeper(request).knows(request):
        raise HTTPException(HTTPStatus.FORBIDDEN)


def _back(path: str, lang: str) -> Response:
    query = "?lang=en" if lang == "en" else ""
    headers = {**_PRIVATE, "Connection": "close"} if path == BEGINNING else _PRIVATE
    return RedirectResponse(f"{path}{query}", HTTPStatus.SEE_OTHER, headers)


def _waiting(lang: str) -> Response:
    answer = _page("opening", lang, {})
    query = "?lang=en" if lang == "en" else ""
    answer.headers.update({"Refresh": f"1; url={BEGINNING}{query}", "Connection": "close"})
    return answer


def _stage(desk: Desk, lang: Literal["id", "en"], faults: Faults) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    kept = desk.preparation.answers
    answers = {name: kept.get(name, "") for name in FIELDS}
    values: dict[str, Any] = {"faults": faults, "answers": answers}
    raw = desk.preparation.note
    if raw is None:
        values["origin"] = answers["origin"]
        return _page("outline", lang, values, status)
    charter, lines = Charter.draft(raw)
    signed = {one.name for one in lines}
    roles = {
        charter.log.name: Text("buku besar (server)", "the log (server)"),
        charter.clerk.name: Text("panitera (server)", "the clerk (server)"),
    }
    founder = Text("pendiri", "founder")
    is_complete = len(signed) == len(charter.keys)
    label = Text("Naskah piagam sebagai kode QR", "The draft of the charter as a QR code")
    values |= {
        "origin": charter.origin,
        "operation": charter.operation,
        "text": charter.text(),
        "draft_words": words(charter.digest()),
        "code": drawn(f"{charter.text()}\n", label[0 if lang == "id" else 1]),
        "signers": [(k.name, roles.get(k.name, founder), k.name in signed) for k in charter.keys],
        "missing": [key.name for key in charter.keys if key.name not in signed],
        "words": words(fingerprint(raw)) if is_complete else "",
    }
    return _page("signing", lang, values, status)


def _page(stage: str, lang: str, values: dict[str, Any], status: int = HTTPStatus.OK) -> Response:
    given = {"origin": "", "operation": "", "faults": {}, "path": "/", **values}
    shown = page(
        "preparation.html", {**given, "stage": stage, "lang": lang}, status, runs_wasm=True
    )
    shown.headers.update(_PRIVATE)
    return shown


async def _failed(request: Request, error: Exception) -> Response:
    lang = "en" if request.query_params.get("lang") == "en" else "id"
    if isinstance(error, HTTPException):
        status = error.status_code
        if status == HTTPStatus.FORBIDDEN:
            is_used = _doorkeeper(request).is_used
            return _page("closed", lang, {"is_used": is_used}, status)
        return _page("missing", lang, {}, status)
    problem = of_error(error)
    return _page("failed", lang, {"problem": problem}, problem.status)
