"""A real ledger behind a small web server that can be told to lie.

The server never gives a false receipt; the page must notice one all the same. What the ledger
answers is changed on its way out, and nothing else here knows better than the ledger.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import jinja2

from ledger.application import Answer as Outcome
from ledger.errors import AheadError, DisputedError, RefusedError, UnknownJournalError
from ledger.tlog.tree import leaf_hash
from tests.support.practice import Practice, practice
from tests.support.site import ROOT, Answer, Request, Route, serving

Lie = Callable[[dict[str, Any]], dict[str, Any]]
"""Changes one result of `POST /entries` on its way out."""

TEMPLATES: Final[Path] = ROOT / "api" / "web" / "templates"


def b64(value: bytes) -> str:
    return base64.b64encode(value).decode()


class Liar:
    """Speaks for a ledger; `lie` is applied to every result."""

    def __init__(self, place: Practice) -> None:
        self.place = place
        self.address = ""
        self.requests: list[dict[str, Any]] = []
        """What was posted to `/entries`."""
        self.lie: Lie = dict

    def enrol(self, line: str) -> bytes:
        """Enrol a device as a registrar would; return the enrolling note's leaf hash."""
        note = self.place.founders.registrars[0].registers(line)
        self.place.takes(note)
        return leaf_hash(note)

    def routes(self) -> dict[str, Route]:
        return {
            "/coba": self._page,
            "/log/checkpoint": lambda _: Answer(self.place.ledger.checkpoint, "text/plain"),
            "/register": self._register,
            "/entries": self._entries,
        }

    def _page(self, _: Request) -> Answer:
        loader = jinja2.FileSystemLoader(TEMPLATES)
        template = jinja2.Environment(loader=loader, autoescape=True).get_template("coba.html")
        charter = self.place.founders.charter
        ledger = {
            "origin": charter.origin,
            "log": str(charter.log),
            "charter": self.place.ledger.fingerprint(),
        }
        page = template.render(ledger=ledger)
        return Answer(page.encode(), policy=policy_of(page))

    def _register(self, request: Request) -> Answer:
        name = parse_qs(urlsplit(request.path).query)["journal"][0]
        member = self.place.ledger.register.members.get(name)
        if member is None:
            return as_json({"title": "unknown journal"}, 404)
        return as_json({"journal": name, "enrolled_by_leaf": b64(member.enrolled_by)})

    def _entries(self, request: Request) -> Answer:
        asked = json.loads(request.body)
        self.requests.append(asked)
        outcomes = self.place.ledger.append_all([note.encode() for note in asked["notes"]])
        return as_json({"results": [self.lie(result_of(outcome)) for outcome in outcomes]})


KINDS: Final[dict[type[RefusedError], str]] = {
    AheadError: "number-ahead",
    DisputedError: "log-disputed",
    UnknownJournalError: "unknown-journal",
}


def result_of(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, RefusedError):
        kind = KINDS.get(type(outcome), "refused")
        problem = {"status": 409, "type": f"/problems/{kind}", "detail": str(outcome)}
        if isinstance(outcome, AheadError):
            problem["expected"] = outcome.expected
        return {**problem, "retry": not outcome.is_final}
    receipt = {
        "leaf_index": outcome.leaf_index,
        "leaf_hash": b64(outcome.leaf),
        "checkpoint": outcome.checkpoint.decode(),
        "inclusion": [b64(one) for one in outcome.inclusion],
        "consistency": [b64(one) for one in outcome.consistency],
    }
    status = 201 if outcome.is_new else 200
    return {"status": status, "receipt": receipt, "understood": True, "reason": None}


def as_json(value: object, status: int = 200) -> Answer:
    return Answer(json.dumps(value).encode(), "application/json", status)


def policy_of(page: str) -> str:
    """Return the strictest policy under which the page can work: its own style by its hash."""
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = b64(hashlib.sha256(style.encode()).digest())
    return (
        f"default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; "
        f"style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors 'none'; require-trusted-types-for 'script'"
    )


@contextmanager
def lying(path: Path) -> Iterator[Liar]:
    """Found a ledger in a new folder and serve it on localhost."""
    with practice(path) as place:
        liar = Liar(place)
        with serving(liar.routes()) as liar.address:
            yield liar
