"""A log in memory that answers like the server's, and can be told to lie.

The real server never gives a false receipt; the page must notice one all the same. Notes are
parsed, chained and proven by the project's own formats; nothing is stored.
"""

import base64
import hashlib
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import jinja2

from ledger.charter import fingerprint
from ledger.journal import Chain, Entry
from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note, VerifierKey
from tests.support.device import founders
from tests.support.site import ROOT, Answer, Request, Route

Lie = Callable[[dict[str, Any]], dict[str, Any]]
"""Changes one result of `POST /entries` on its way out."""

TEMPLATES: Final[Path] = ROOT / "api" / "web" / "templates"


def truth(result: dict[str, Any]) -> dict[str, Any]:
    """Leave a result as it is."""
    return result


def b64(value: bytes) -> str:
    return base64.b64encode(value).decode()


class Liar:
    """A ledger of three founders; `lie` is applied to every answer."""

    def __init__(self) -> None:
        self.founders = founders()
        self.notes: list[bytes] = [self.founders.note]
        self.enrolled: dict[str, tuple[VerifierKey, bytes]] = {}
        self.chains: dict[str, Chain] = {}
        self.requests: list[dict[str, Any]] = []
        self.lie: Lie = truth
        self.lock = threading.Lock()

    def enrol(self, line: str) -> bytes:
        """Enrol a device as a registrar would; return the enrolling note's leaf hash."""
        key = VerifierKey.parse(line.split(" ")[1])
        with self.lock:
            note = self.founders.registrars[0].registers(line)
            self.notes.append(note)
            leaf = tree.leaf_hash(note)
            self.enrolled[key.name] = (key, leaf)
            self.chains[key.name] = Chain(0, leaf)
        return leaf

    def checkpoint(self, size: int | None = None) -> bytes:
        leaves = [tree.leaf_hash(note) for note in self.notes[:size]]
        checkpoint = Checkpoint(self.founders.log.name, len(leaves), tree.root_of(leaves))
        return self.founders.log.sign(checkpoint.text()).serialise()

    def routes(self) -> dict[str, Route]:
        return {
            "/coba": self._page,
            "/log/checkpoint": lambda _: Answer(self.checkpoint(), "text/plain; charset=utf-8"),
            "/register": self._register,
            "/entries": self._entries,
        }

    def _page(self, _: Request) -> Answer:
        loader = jinja2.FileSystemLoader(TEMPLATES)
        page = jinja2.Environment(loader=loader, autoescape=True).get_template("coba.html")
        ledger = {
            "origin": self.founders.log.name,
            "log": str(self.founders.log.verifier),
            "charter": b64(fingerprint(self.founders.note)),
        }
        text = page.render(ledger=ledger)
        return Answer(text.encode(), policy=policy_of(text))

    def _register(self, request: Request) -> Answer:
        journal = parse_qs(urlsplit(request.path).query)["journal"][0]
        if journal not in self.enrolled:
            return as_json({"title": "unknown journal"}, 404)
        _, leaf = self.enrolled[journal]
        return as_json({"journal": journal, "enrolled_by_leaf": b64(leaf)})

    def _entries(self, request: Request) -> Answer:
        asked = json.loads(request.body)
        with self.lock:
            self.requests.append(asked)
            results = [self.lie(self._append(note.encode())) for note in asked["notes"]]
        return as_json({"results": results})

    def _append(self, note: bytes) -> dict[str, Any]:
        entry = Entry.parse(note)
        key, _ = self.enrolled[entry.header.journal]
        key.verify(Note.parse(note))
        if note not in self.notes:
            self.chains[entry.header.journal].check(entry.header)
            self.chains[entry.header.journal].advance(entry.header.sequence, entry.leaf)
            self.notes.append(note)
        leaves = [tree.leaf_hash(one) for one in self.notes]

        def node(level: int, index: int) -> bytes:
            return tree.root_of(leaves[index << level : (index + 1) << level])

        index, size = self.notes.index(note), len(leaves)
        grown = tree.prove_consistency(entry.header.size, size, node)
        receipt = {
            "leaf_index": index,
            "leaf_hash": b64(entry.leaf),
            "checkpoint": self.checkpoint().decode(),
            "inclusion": [b64(one) for one in tree.prove_inclusion(index, size, node)],
            "consistency": [b64(one) for one in grown],
        }
        return {"status": 201, "receipt": receipt, "understood": True, "reason": None}


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
