"""`/masuk`, `/undangan`, `/saya`, `/keluar`: readers log in with a passkey, and out.

A login is a row on the server and a secret in a cookie, for twelve hours.  Scripts do not read the
cookie, and other sites do not get it sent along.

Source: RFC 6265bis; docs/guide/readers.md
"""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api import passkey
from api.answer import as_json
from api.body import whole
from api.documentation import fails
from api.page import page
from api.passkey import Site
from api.problems import ApiError
from api.reader import ROLES, cookie_of, expect, reader_of, session_of
from api.readership import HOUR, SESSION_HOURS, Reader
from api.reading import Question, private
from api.service import Service, service_of
from api.sheet import Cell, Sheet, Text, plain
from api.statement import table
from ledger.errors import ConflictError
from projections import statement

router = APIRouter(tags=["readers"])

Lang = Annotated[Literal["id", "en"], Query()]
Code = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]

_BODY_MAX: Final = 65_536
_SECOND: Final = 1000


@router.get("/masuk", responses=fails("bad-parameter"))
def login(request: Request, lang: Lang = "id") -> Response:
    """Return the page where a reader logs in with a passkey."""
    service, site = service_of(request), Site.of(request)
    asked = passkey.login_options(site, service.challenges.give(service.clock()))
    return _page(request, lang, {"invited": None, "task": _task("get", "/masuk", asked)})


@router.post(
    "/masuk",
    responses=fails("bad-credentials", "passkey-refused", "media-type", "oversize", "timeout"),
)
async def log_in(request: Request) -> Response:
    """Let in whoever holds a passkey that is known here; the answer sets a cookie."""
    credential = await _credential(request)
    return await run_in_threadpool(_log_in, request, credential)


def _log_in(request: Request, credential: str) -> Response:
    service, now = service_of(request), service_of(request).clock()
    found = service.readership.passkey(passkey.identity_of(credential))
    if found is None:
        raise ApiError("bad-credentials", "no reader is known by this passkey")
    count = passkey.recognised(Site.of(request), credential, found, service.challenges, now)
    service.readership.counted(found.id, count)
    reader = service.readership.one(found.reader)
    if reader is None:
        raise ApiError("bad-credentials", "this reader was shut out")
    return _let_in(request, reader)


@router.get("/undangan/{code}", responses=fails("bad-parameter", "invitation-gone"))
def invitation(request: Request, code: Code, lang: Lang = "id") -> Response:
    """Return the page where an invited reader registers a passkey; nothing is used up by it."""
    service = service_of(request)
    reader = _invited(service, code)
    challenge = service.challenges.give(service.clock())
    asked = passkey.registration_options(Site.of(request), reader, challenge)
    task = _task("create", f"/undangan/{code}", asked)
    return _page(request, lang, {"invited": (reader, ROLES[reader.role]), "task": task})


@router.post(
    "/undangan/{code}",
    responses=fails(
        *("bad-parameter", "invitation-gone", "passkey-refused", "media-type"),
        *("oversize", "timeout"),
    ),
)
async def register(request: Request, code: Code) -> Response:
    """Register the passkey of an invited reader, once, and log in with it."""
    credential = await _credential(request)
    return await run_in_threadpool(_register, request, code, credential)


def _register(request: Request, code: str, credential: str) -> Response:
    service = service_of(request)
    reader = _invited(service, code)
    made = passkey.registered(Site.of(request), credential, service.challenges, service.clock())
    try:
        service.readership.enrol(code, made._replace(reader=reader.id))
    except ConflictError as error:
        raise ApiError("passkey-refused", "this passkey is registered already") from error
    return _let_in(request, reader)


@router.post("/keluar", responses=fails())
def log_out(request: Request) -> Response:
    """End the login that the cookie names."""
    service_of(request).readership.forget(session_of(request))
    answer = Response(status_code=303, headers={"Location": "/"}, media_type="text/html")
    answer.delete_cookie(cookie_of(request), path="/", httponly=True, samesite="lax")
    return answer


@router.get(
    "/saya",
    responses=fails(
        *("bad-parameter", "login-needed", "bad-credentials", "not-allowed", "not-yet-folded")
    ),
)
def me(asked: Question) -> Response:
    """Tell a reader who it is here, and what personal data its journal has stated to read."""
    reader = reader_of(asked.request)
    expect(reader, "auditor", "pengawas", "operator")
    with asked.view() as view:
        journal = reader.journal
        stated = () if journal is None else statement.readings(view, journal)
        facts = [
            (Text("nama", "name"), plain(reader.name)),
            (Text("peran", "role"), Cell(ROLES[reader.role])),
            (Text("jurnal", "journal"), plain(reader.journal)),
        ]
        if reader.role == "operator":
            facts.append((Text("pembaca", "readers"), Cell(Text("daftar", "list"), "/readers")))
        title = Text("Data pribadi yang dibaca", "Personal data read")
        sheet = Sheet(Text("Saya", "Me"), facts, [table(title, stated)])
        value = {
            "name": reader.name,
            "role": reader.role,
            "journal": reader.journal,
            "readings": [one.leaf_index for one in stated],
        }
        return private(asked.tell(view, value, sheet, "saya.html"))


def _page(request: Request, lang: str, values: dict[str, Any]) -> Response:
    charter = service_of(request).ledger.charter
    shared = {
        "lang": lang,
        "origin": charter.origin,
        "operation": charter.operation,
        "path": request.url.path,
    }
    return private(page("masuk.html", shared | values))


def _task(method: str, address: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return what the page's script is to do."""
    return {"method": method, "address": address, "publicKey": options}


async def _credential(request: Request) -> str:
    """Read what a browser's authenticator has answered; another site cannot send this type."""
    if request.headers.get("content-type") != "application/json":
        raise ApiError("media-type", "want application/json")
    body = await whole(request, _BODY_MAX, service_of(request).body_seconds)
    return body.decode("utf-8", "replace")


def _invited(service: Service, code: str) -> Reader:
    reader = service.readership.known(code, "undangan", service.clock())
    if reader is None:
        raise ApiError("invitation-gone")
    return reader


def _let_in(request: Request, reader: Reader) -> Response:
    """Begin a login."""
    service, now = service_of(request), service_of(request).clock()
    lasting = SESSION_HOURS * HOUR
    secret = service.readership.give(reader, "sesi", now, now + lasting)
    answer = as_json({"name": reader.name, "role": reader.role})
    answer.set_cookie(
        cookie_of(request),
        secret,
        max_age=lasting // _SECOND,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return private(answer)
