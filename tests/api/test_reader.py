"""Who may go where: one table of every address and every role, held against the server itself."""

from collections.abc import Iterator
from typing import Final

import pytest

from api.documentation import EXAMPLES, Example, operations
from api.readership import Readership
from domain.disclosure import Role
from ledger.directory import Directory
from tests.support.practice import NOW
from tests.support.recital import sent, shown
from tests.support.server import Desk

ROLES: Final[tuple[Role, ...]] = ("publik", "auditor", "pengawas", "operator")

EVERYBODY: Final = (200, 200, 200, 200)
OPERATOR: Final = (401, 403, 403, 200)
GONE: Final = (410, 410, 410, 410)
NOT_AGAIN: Final = (400, 400, 400, 400)
"""What was handed in once already."""

TABLE: Final[dict[str, tuple[int, ...]]] = {
    "POST /entries": EVERYBODY,
    "GET /log": EVERYBODY,
    "GET /log/checkpoint": EVERYBODY,
    "GET /log/witnessed": EVERYBODY,
    "GET /log/tile/{path}": EVERYBODY,
    "GET /proofs": EVERYBODY,
    "GET /proofs/{leaf_index}": EVERYBODY,
    "GET /consistency": EVERYBODY,
    "GET /policy": EVERYBODY,
    "GET /register": EVERYBODY,
    "GET /boxes": EVERYBODY,
    "GET /boxes/{box}": EVERYBODY,
    "GET /boxes/{box}/bundle": EVERYBODY,
    "GET /state": EVERYBODY,
    "GET /places": EVERYBODY,
    "GET /places/{place}": EVERYBODY,
    "GET /posts/{place}": EVERYBODY,
    "GET /visitors": EVERYBODY,
    "GET /visitors/{visit}": EVERYBODY,
    "GET /subjects": EVERYBODY,
    "GET /subjects/{kind}": EVERYBODY,
    "GET /subjects/{kind}/{name}": EVERYBODY,
    "GET /watches": EVERYBODY,
    "GET /watches/{post}": EVERYBODY,
    "GET /consignments": EVERYBODY,
    "GET /consignments/{name}": EVERYBODY,
    "GET /findings": EVERYBODY,
    "GET /attention": EVERYBODY,
    "GET /progress": EVERYBODY,
    "GET /progress/{area}": EVERYBODY,
    "GET /map": EVERYBODY,
    "GET /journals": EVERYBODY,
    "GET /journals/{name}": EVERYBODY,
    "GET /search": EVERYBODY,
    "GET /statements": EVERYBODY,
    "GET /statements/{leaf}": EVERYBODY,
    "GET /photos/{digest}": EVERYBODY,
    "GET /photos/{digest}/upload": EVERYBODY,
    "PATCH /photos/{digest}/upload": EVERYBODY,
    "GET /papers": EVERYBODY,
    "GET /papers/{kind}/{subject}": EVERYBODY,
    "GET /history/{subject}": EVERYBODY,
    "GET /export": EVERYBODY,
    "GET /export/{file}": EVERYBODY,
    "GET /": EVERYBODY,
    "GET /overview": EVERYBODY,
    "GET /status": EVERYBODY,
    "GET /witnesses": EVERYBODY,
    "GET /witnesses/setup": EVERYBODY,
    "GET /mulai": EVERYBODY,
    "GET /problems": EVERYBODY,
    "GET /problems/{slug}": EVERYBODY,
    "GET /periksa": EVERYBODY,
    "GET /periksa.html": EVERYBODY,
    "GET /formulir": EVERYBODY,
    "GET /formulir/{kind}": EVERYBODY,
    "GET /live": EVERYBODY,
    "GET /live/events": EVERYBODY,
    "GET /masuk": EVERYBODY,
    "POST /masuk": NOT_AGAIN,
    "GET /undangan/{code}": GONE,
    "POST /undangan/{code}": GONE,
    "POST /keluar": (303, 303, 303, 303),
    "GET /saya": (401, 200, 200, 200),
    "GET /gaps": EVERYBODY,
    "GET /readers": OPERATOR,
    "GET /healthz": EVERYBODY,
    "GET /readyz": EVERYBODY,
}
"""Operation -> what each of `ROLES` is answered, asked as in its first example."""


def first(operation: str) -> Example:
    return next(one for one in EXAMPLES if one.operation == operation)


def test_no_address_is_without_its_row(hall: Desk) -> None:
    known = {name for name, _ in operations(hall.http.get("/openapi.json").json())}
    assert known - TABLE.keys() == set(), "say in TABLE who may go there"
    assert TABLE.keys() - known == set(), "no such address any more"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("operation", TABLE)
def test_every_role_is_let_in_where_the_table_says(hall: Desk, operation: str, role: Role) -> None:
    one = first(operation)
    answer = hall.http.request(
        operation.partition(" ")[0],
        one.path,
        headers={"Accept": one.accept or "application/json", **sent_as(one), **shown(role)},
        content=sent(one),
    )
    assert answer.status_code == TABLE[operation][ROLES.index(role)], answer.text


def sent_as(one: Example) -> dict[str, str]:
    if one.sends is None:
        return {}
    content = sent(one)
    length = str(len(content or b""))
    return {"Content-Type": one.sends, "Upload-Offset": "0", "Upload-Length": length}


@pytest.fixture(name="readership")
def _readership(counter: Desk) -> Iterator[Readership]:
    """The readers of a served ledger, as the operator's command sees them."""
    readership = Readership.open(Directory(counter.place.path).readers)
    yield readership
    readership.close()


def test_a_token_that_was_revoked_is_refused_at_once(counter: Desk, readership: Readership) -> None:
    reader = readership.add("Pengelola", "operator", None, NOW)
    token = readership.give(reader, "token", NOW)
    headers = {"Authorization": f"Bearer {token}"}
    found = counter.http.get("/readers", headers=headers)
    assert found.is_success
    assert found.headers["cache-control"] == "private, no-store"
    assert found.headers["vary"] == "Accept, Authorization, Cookie"
    readership.revoke(reader.id, NOW)
    answer = counter.http.get("/readers", headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/bad-credentials")


def test_who_is_not_let_in_is_told_in_words(counter: Desk) -> None:
    page = counter.http.get("/readers", headers={"Accept": "text/html"})
    assert page.status_code == 401
    assert "Perlu masuk" in page.text


def test_the_operator_sees_on_a_page_who_was_let_in(counter: Desk, readership: Readership) -> None:
    reader = readership.add("Pengelola", "operator", None, NOW)
    readership.revoke(readership.add("Lama", "auditor", None, NOW).id, NOW)
    headers = {"Authorization": f"bearer {readership.give(reader, 'token', NOW)}"}
    page = counter.http.get("/readers", headers={**headers, "Accept": "text/html"}).text
    assert "dicabut" in page
    assert "25-11-2024 09.00 WIB" in page
