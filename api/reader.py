"""Readers: as whom somebody asks, and the pages that are not for everybody.

A machine shows a token (`Authorization: Bearer segel_...`), a browser the cookie of its login.
Whoever shows neither is the public, and reads all that is public.  A token that is not known is
refused and not taken for the public: a program that was shut out is to notice it.

Which sealed values a role opens is decided in `domain.disclosure`.

Source: RFC 6750; RFC 6265bis (cookie prefixes)
"""

from datetime import datetime
from typing import Final

from fastapi import APIRouter, Request, Response

from api.documentation import fails
from api.problems import ApiError
from api.readership import Listed, Reader
from api.reading import Question, private
from api.service import service_of
from api.sheet import WIB, Cell, Sheet, Table, Text, code, moment, plain
from domain.disclosure import Role

router = APIRouter(tags=["readers"])

COOKIE: Final = "segel"
SECURE_COOKIE: Final = "__Host-segel"
"""Browsers keep this name for what came over https, for this very host and all of it."""

_BEARER: Final = "bearer "

ROLES: Final[dict[Role, Text]] = {
    "publik": Text("publik", "public"),
    "auditor": Text("auditor", "auditor"),
    "pengawas": Text("pengawas", "oversight"),
    "operator": Text("operator", "operator"),
}
"""What people call a role."""


def reader_of(request: Request) -> Reader:
    """Return who asks.

    Raises:
        ApiError: `bad-credentials`: a token that is not, or no longer, known.
    """
    service = service_of(request)
    shown = request.headers.get("authorization", "")
    if shown[: len(_BEARER)].lower() == _BEARER:
        found = service.readership.known(shown[len(_BEARER) :].strip(), "token", service.clock())
        if found is None:
            raise ApiError("bad-credentials", "no reader is known by this token")
        return found
    session = session_of(request)
    known = service.readership.known(session, "sesi", service.clock()) if session else None
    return known or Reader()


def session_of(request: Request) -> str:
    """Return the secret of a login, as the browser shows it; empty: none."""
    return request.cookies.get(cookie_of(request), "")


def cookie_of(request: Request) -> str:
    """Return the name under which browsers keep a login that came this way."""
    return SECURE_COOKIE if request.url.scheme == "https" else COOKIE


def expect(reader: Reader, *roles: Role) -> None:
    """Let nobody but these roles on.

    Raises:
        ApiError: `login-needed` to the public, `not-allowed` to other roles.
    """
    if reader.role in roles:
        return
    raise ApiError("login-needed" if reader.role == "publik" else "not-allowed")


@router.get(
    "/readers",
    responses=fails(
        *("bad-parameter", "login-needed", "bad-credentials", "not-allowed", "not-yet-folded")
    ),
)
def readers(asked: Question) -> Response:
    """List who was let in to read more than everybody; for operators."""
    expect(reader_of(asked.request), "operator")
    found = asked.service.readership.listed()
    with asked.view() as view:
        value = {"readers": [one._asdict() for one in found]}
        sheet = Sheet(Text("Pembaca", "Readers"), tables=[_table(found)])
        return private(asked.tell(view, value, sheet))


def _table(found: list[Listed]) -> Table:
    heads = (
        Text("nama", "name"),
        Text("peran", "role"),
        Text("jurnal", "journal"),
        Text("sejak", "since"),
        Text("dikenal dari", "known by"),
        Text("keadaan", "state"),
        Text("kode", "id"),
    )
    return Table(Text("", ""), heads, [_row(one) for one in found])


def _known_by(one: Listed) -> Text:
    return Text(
        f"{one.passkeys} kunci sandi, {one.tokens} token",
        f"{one.passkeys} passkeys, {one.tokens} tokens",
    )


def _row(one: Listed) -> list[Cell]:
    state = Cell(Text("berlaku", "in force"), tone="good")
    if one.revoked is not None:
        state = Cell(Text("dicabut", "revoked"), tone="warn")
    return [
        plain(one.name),
        Cell(ROLES[one.role]),
        plain(one.journal),
        moment(datetime.fromtimestamp(one.since / 1000, WIB)),
        Cell(_known_by(one)),
        state,
        code(one.id),
    ]
