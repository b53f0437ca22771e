"""The recital: a fixed practice ledger, asked everything that can be asked, always alike.

    python -m tests.support.recital        records api/examples.json anew

Every key, salt and time is fixed, so the answers are the same on every machine.
"""

import json
import sys
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

import httpx2
import msgspec

from api.documentation import Example
from api.photo import PIECE
from api.readership import PREFIX, Chance, Readership
from domain.disclosure import Role, commit
from ledger.application import Ledger
from ledger.directory import Directory
from ledger.log import Log
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from tests.support.book import Book
from tests.support.device import Device
from tests.support.passkey import Keyring, text
from tests.support.photo import PNG, digest, name
from tests.support.practice import NOW, practice
from tests.support.season import Season
from tests.support.server import ROOT, Desk, desk
from tests.support.witness import Cosigner, policy_text

FILE = ROOT / "api" / "examples.json"
TEXT_MAX = 200
"""Characters of a page that make an example."""

NOTE = "text/plain; charset=utf-8"
ROLES: Final[tuple[Role, ...]] = ("auditor", "pengawas", "operator")
"""Those who are let in."""
STORE = "16.08/GDG-01"
BOX = "16.08.0000-GUB"


class Asked(NamedTuple):
    """What is asked in the recital."""

    operation: str
    path: str
    name: str = "jawaban"
    accept: str | None = None
    sends: str | None = None
    sent: Any = None
    """Text as it is, JSON as a value, other bytes in base64."""
    headers: Mapping[str, str] = {}


@contextmanager
def stage(folder: Path) -> Iterator[tuple[Desk, Device]]:
    """Serve a small election, and give a guard's phone that may write more."""
    witness = Cosigner.named("bawaslu")
    with practice(folder / "ledger", policy_text(1, witness, url="")) as place:
        place.ledger.close()
        log = Log.open(place.path / "ledger.db")
        book = Book(log, place.founders)
        Season(book, 1).write()
        log.close()
        place.ledger = Ledger.open(place.path, lambda: NOW)
        _witness(place.ledger, witness)
        _lets_in(place.path)
        with desk(place, chance=chances("pengawas")) as counter:
            yield counter, book.devices["16.08/kpu/gudang-01"]


@contextmanager
def told(folder: Path) -> Iterator[Desk]:
    """Serve that election after all that the recital hands in, and fold it."""
    with stage(folder) as (hall, guard):
        for one in asked(guard):
            if one.operation == "GET /masuk" or not one.operation.startswith("GET"):
                recited(hall, one)
        hall.http.get("/overview", params={"after": hall.place.ledger.tree.size - 1})
        yield hall


def _lets_in(directory: Path) -> None:
    """Let in a reader of every role, each with the token `shown` is made of."""
    for role in ROLES:
        readership = Readership.open(Directory(directory).readers, chance=chances(role))
        reader = readership.add(f"Pembaca {role}", role, None, NOW)
        readership.give(reader, "token", NOW)
        if role == "pengawas":
            readership.chance = chances("undangan")
            readership.give(reader, "undangan", NOW)
        readership.close()


def shown(role: Role) -> dict[str, str]:
    """Return by which header a reader of a role is known; the public shows none."""
    if role == "publik":
        return {}
    return {"Authorization": f"Bearer {PREFIX}{chances(role)(32).hex()}"}


def chances(seed: str) -> Chance:
    """Return a chance that always gives the same."""
    return lambda size: sha256(seed.encode()).digest()[:size]


def _logins() -> Iterator[Asked]:
    """Register the passkey of an invitation, log in with it, and out."""
    address = f"/undangan/{chances('undangan')(32).hex()}"
    challenge = {"challenge": text(chances("pengawas")(32))}
    device, kind, me = Keyring("http://segel.example"), "application/json", shown("operator")
    host = {"Host": "segel.example"}
    yield Asked("GET /masuk", "/masuk", "halaman", headers=host)
    yield Asked("GET /undangan/{code}", address, "halaman", headers=host)
    made = json.loads(device.makes(challenge))
    register, name = "POST /undangan/{code}", "kunci sandi"
    yield Asked(register, address, name, sends=kind, sent=made, headers=host)
    yield Asked("GET /masuk", "/masuk?lang=en", "halaman dalam bahasa Inggris", headers=host)
    signed = json.loads(device.signs(challenge))
    yield Asked("POST /masuk", "/masuk", name, sends=kind, sent=signed, headers=host)
    yield Asked("GET /saya", "/saya", headers=me)
    yield Asked("GET /readers", "/readers", "untuk operator", headers=me)
    yield Asked("POST /keluar", "/keluar", "halaman")


def _witness(ledger: Ledger, witness: Cosigner) -> None:
    """Let a witness, who has no address, vouch for the log, and the clerk write it down."""
    note = witness.cosigns(Note.parse(ledger.checkpoint), NOW // 1000 - 120)
    size = Checkpoint.parse(note.text).size
    ledger.tree.keep_cosignature(size, witness.name, note.signatures[-1].line())
    ledger.anchor(note).result()


def asked(guard: Device) -> Iterator[Asked]:
    """Yield every question, in the order in which they are to be asked."""
    value, salt = {"name": "Siti Aminah", "organisation": "Bawaslu"}, bytes(range(32))
    visit: dict[str, object] = {
        "kind": "VisitorReported",
        "at": "2024-11-25T08:01:02.345+07:00",
        "place": STORE,
        "visitor": commit(value, salt, "pribadi"),
        "purpose": "pengawasan",
    }
    note = guard.says(visit).decode()
    leaf = to_base64(guard.head)
    granted: dict[str, object] = {
        "kind": "AccessGranted",
        "at": "2024-11-25T08:05:00+07:00",
        "of": leaf,
        "place": STORE,
        "zone": "halaman",
    }
    leak: dict[str, object] = {
        "kind": "IncidentReported",
        "at": "2024-11-25T08:20:00+07:00",
        "place": STORE,
        "incident_kind": "atap_bocor",
        "severity": "biasa",
        "observed": "2024-11-25T08:15:00+07:00",
        "photos": [digest(PNG)],
    }
    outbox = {
        "notes": [note, guard.says(granted).decode(), guard.says(leak).decode()],
        "openings": [{"leaf": leaf, "path": "/visitor", "salt": to_base64(salt), "value": value}],
        "checkpoints": [],
    }
    entries = "POST /entries"
    yield Asked(entries, "/entries", "satu catatan", sends="text/plain", sent=note)
    yield Asked(entries, "/entries", "seluruh antrean", sends="application/json", sent=outbox)
    yield from _photos()
    yield from _log()
    yield from _reads(leaf)


def _photos() -> Iterator[Asked]:
    path = f"/photos/{name(PNG)}"
    headers = {"Upload-Offset": "0", "Upload-Length": str(len(PNG))}
    upload = "GET /photos/{digest}/upload"
    yield Asked(upload, f"{path}/upload", "belum sampai")
    yield Asked(
        "PATCH /photos/{digest}/upload",
        f"{path}/upload",
        "seluruh foto",
        sends=PIECE,
        sent=b64encode(PNG).decode(),
        headers=headers,
    )
    yield Asked(upload, f"{path}/upload", "sudah sampai")
    yield Asked("GET /photos/{digest}", path, "foto", "image/png")


def _log() -> Iterator[Asked]:
    yield Asked("GET /log/checkpoint", "/log/checkpoint")
    yield Asked("GET /log", "/log?limit=1")
    yield Asked("GET /log/witnessed", "/log/witnessed")
    yield Asked("GET /log/tile/{path}", "/log/tile/0/000.p/3", "sidik")
    yield Asked("GET /log/tile/{path}", "/log/tile/entries/000.p/1", "catatan")
    yield Asked("GET /proofs/{leaf_index}", "/proofs/2")
    yield Asked("GET /proofs/{leaf_index}", "/proofs/2", "berkas bukti", "text/plain")
    yield Asked("GET /proofs/{leaf_index}", "/proofs/2?under=witnessed", "disaksikan")
    yield Asked("GET /proofs", "/proofs?leaf=2&leaf=3&under=witnessed", "disaksikan")
    yield Asked("GET /policy", "/policy")
    yield Asked("GET /consistency", "/consistency?from=3&to=20")
    yield Asked("GET /register", "/register?journal=16.08/kpu/gudang-01", "satu jurnal")
    yield Asked("GET /register", "/register?limit=1", "semua jurnal")


def _reads(leaf: str) -> Iterator[Asked]:
    short = leaf.replace("+", "-").replace("/", "_").rstrip("=")
    visit = leaf.replace("+", "%2B")
    yield from _boxes()
    yield Asked("GET /places", "/places?limit=1")
    yield Asked("GET /places/{place}", f"/places/{STORE}?limit=1")
    yield Asked("GET /posts/{place}", f"/posts/{STORE}")
    yield Asked("GET /visitors", "/visitors?limit=1")
    yield Asked("GET /visitors/{visit}", f"/visitors/{visit}")
    yield Asked("GET /search", "/search?q=16.08.0000")
    yield Asked("GET /subjects", "/subjects")
    yield Asked("GET /subjects/{kind}", "/subjects/segel?limit=1")
    yield Asked("GET /subjects/{kind}/{name}", f"/subjects/kotak/{BOX}")
    yield Asked("GET /watches", "/watches")
    yield Asked("GET /watches/{post}", f"/watches/{STORE}")
    yield Asked("GET /consignments", "/consignments?limit=1")
    yield Asked("GET /consignments/{name}", "/consignments/16.08/kpu%3E16.08.0000/kpps")
    yield Asked("GET /findings", "/findings?at=2024-11-30T08:00:00%2B07:00&limit=1")
    yield Asked("GET /attention", "/attention?limit=1")
    yield Asked("GET /progress", "/progress")
    yield Asked("GET /map", "/map")
    yield Asked("GET /progress/{area}", "/progress/16.08.0000")
    yield Asked("GET /gaps", "/gaps?at=2024-11-27T09:00:00%2B07:00&area=16.08.0000")
    yield Asked("GET /journals", "/journals?limit=1")
    yield Asked("GET /journals/{name}", "/journals/16.08/kpu/gudang-01")
    yield Asked("GET /statements", "/statements?limit=2")
    yield Asked("GET /statements/{leaf}", f"/statements/{short}")
    yield Asked("GET /history/{subject}", f"/history/{BOX}?limit=2")
    yield from _lists()


def _boxes() -> Iterator[Asked]:
    yield Asked("GET /boxes", "/boxes?limit=1")
    yield Asked("GET /boxes/{box}", f"/boxes/{BOX}")
    yield Asked("GET /boxes/{box}", f"/boxes/{BOX}?as_of=30", "seperti dahulu")
    hour = "at=2024-11-20T08:03:30%2B07:00&known=30"
    yield Asked("GET /boxes/{box}", f"/boxes/{BOX}?{hour}", "pada satu jam, seperti diketahui")
    yield Asked("GET /boxes/{box}/bundle", f"/boxes/{BOX}/bundle", "berkas bukti")
    yield Asked("GET /state", "/state?as_of=30")


def _lists() -> Iterator[Asked]:
    yield Asked("GET /papers", "/papers")
    yield Asked(
        "GET /papers/{kind}/{subject}", f"/papers/label-kotak/{BOX}", "halaman", "text/html"
    )
    yield Asked("GET /export", "/export?as_of=30")
    export, path = "GET /export/{file}", "/export/places"
    yield Asked(export, f"{path}.csv?as_of=30", "untuk lembar kerja", "text/csv")
    yield Asked(export, f"{path}.jsonl?as_of=30", "untuk program", "application/jsonl")
    yield from _pages()


def _pages() -> Iterator[Asked]:
    yield Asked("GET /overview", "/overview")
    yield Asked("GET /status", "/status")
    yield Asked("GET /live", "/live?lang=en", "halaman", "text/html")
    stream = "text/event-stream"
    yield Asked("GET /live/events", "/live/events?seconds=0&seen=44&lang=en", "satu kabar", stream)
    yield Asked("GET /witnesses", "/witnesses")
    yield Asked("GET /witnesses/setup", "/witnesses/setup?name=saksi.bawaslu.example/w1")
    yield Asked("GET /mulai", "/mulai", headers={"Host": "segel.example"})
    yield Asked("GET /healthz", "/healthz")
    yield Asked("GET /readyz", "/readyz")
    yield Asked("GET /formulir", "/formulir", "halaman", "text/html")
    yield Asked("GET /formulir/{kind}", "/formulir/Endorsed", "halaman", "text/html")
    yield Asked("GET /", "/", "halaman", "text/html")
    yield Asked("GET /problems", "/problems", "halaman")
    yield Asked("GET /problems/{slug}", "/problems/ahead?lang=en", "halaman")
    yield Asked("GET /periksa", "/periksa", "halaman")
    yield Asked("GET /periksa.html", "/periksa.html", "satu berkas")
    yield from _logins()


def recited(counter: Desk, one: Asked) -> Example:
    """Ask, and write the answer down."""
    headers = {"Accept": one.accept or "application/json", **one.headers}
    method = one.operation.partition(" ")[0]
    if one.sends is not None:
        headers["Content-Type"] = one.sends
    answer = counter.http.request(method, one.path, headers=headers, content=sent(one))
    if answer.is_error:
        raise ValueError(f"{one.path}: {answer.text}")
    kind = answer.headers["content-type"].partition(";")[0]
    return Example(
        one.operation,
        one.name,
        one.path,
        answer.status_code,
        kind,
        _body(answer, kind),
        one.accept,
        one.sends,
        msgspec.to_builtins(one.sent),
    )


def sent(one: Asked | Example) -> bytes | None:
    """Return the bytes that go with a question."""
    if one.sends is None:
        return None
    if not isinstance(one.sent, str):
        return msgspec.json.encode(one.sent)
    return b64decode(one.sent) if one.sends == PIECE else one.sent.encode()


def recital(folder: Path) -> list[Example]:
    """Ask everything."""
    with stage(folder) as (counter, guard):
        last = counter.place.ledger.tree.size + 2
        found = []
        for one in asked(guard):
            found.append(recited(counter, one))
            if one.operation == "GET /log/checkpoint":
                counter.http.get("/overview", params={"after": last})
        return found


def _body(answer: httpx2.Response, kind: str) -> Any:
    if kind == "application/json":
        return answer.json()
    if kind in {"application/octet-stream", "image/png"}:
        return b64encode(answer.content).decode()
    text = answer.text
    return text if len(text) <= TEXT_MAX or kind != "text/html" else f"{text[:TEXT_MAX]}…"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw = msgspec.json.encode(recital(Path(folder)))
    FILE.write_bytes(msgspec.json.format(raw, indent=1) + b"\n")
    sys.stdout.write(f"{FILE}\n")


if __name__ == "__main__":
    main()
