"""`/witnesses/setup`: how another organisation becomes a witness of this log, and how far it is.

One page, one command: it makes the witness, lets it watch this log and runs it.  The log's key in
the command is this server's word; whoever runs it compares the charter's eight words with paper
first.  What is reached is read off the policy in force and off what witnesses have signed.
"""

import shlex
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Response

from api.attendance import table
from api.documentation import fails
from api.reading import Question
from api.sheet import Cell, Field, Sheet, Table, Text, code, in_language, plain
from ledger.attendance import Attendant, Report
from ledger.fingerprint import words
from ledger.tlog.errors import TlogError
from ledger.tlog.note import check_name
from ledger.tlog.text import parse_hash

router = APIRouter(tags=["witnesses"])

Wanted = Annotated[str, Query(max_length=200)]

_TITLE: Final = Text("Menjadi saksi log", "Become a witness of this log")
_EXAMPLE: Final = "saksi.bawaslu.example/w1"
_HEADS: Final = (Text("langkah", "step"), Text("keadaan", "state"))
_DONE: Final = Cell(Text("✓ sudah", "✓ done"), tone="good")
_OPEN: Final = Cell(Text("belum", "not yet"), tone="warn")


@router.get("/witnesses/setup", responses=fails("bad-parameter", "not-yet-folded"))
def recruitment(asked: Question, name: Wanted = "", url: Wanted = "") -> Response:
    """Return the one command of a new witness, and how far it has come."""
    ledger, report = asked.service.ledger, asked.service.witnessing.report()
    origin, key, hash_ = ledger.charter.origin, str(ledger.charter.log), ledger.fingerprint()
    is_fit = _is_fit(name, url)
    typed = command(key, name if is_fit else "", url if is_fit else "")
    groups = {"steps": steps(report, name), "witnesses": table(report)}
    value: dict[str, Any] = {
        "origin": origin,
        "log": key,
        "charter": hash_,
        "command": typed,
        "tables": {
            group: [[in_language(cell, asked.lang) for cell in row] for row in one.rows]
            for group, one in groups.items()
        },
    }
    eight = words(parse_hash(hash_, "fingerprint"))
    sheet = Sheet(
        _TITLE,
        [
            (Text("buku besar", "log origin"), code(origin)),
            (Text("kunci log", "key of the log"), code(key)),
            (Text("delapan kata piagam", "eight words of the charter"), plain(eight)),
        ],
        fields=[
            Field("name", Text("nama kunci saksi", "name of the witness' key"), _EXAMPLE, name),
            Field("url", Text("alamat saksi", "address"), "https://saksi.bawaslu.example", url),
        ],
    )
    more = {"groups": groups, "command": typed, "is_wrong": bool(name or url) and not is_fit}
    with asked.view() as view:
        return asked.tell(view, value, sheet, "recruitment.html", **more)


def command(log: str, name: str, url: str) -> str:
    """Return what makes a witness of this log and runs it, for a shell."""
    called = f"--name {shlex.quote(name or _EXAMPLE)}"
    reached = f" --url {shlex.quote(url)}" if url else ""
    return (
        f"segel witness init saksi {called}{reached} && "
        f"segel witness add-log saksi {shlex.quote(log)} && "
        f"segel witness serve saksi"
    )


def steps(report: Report, name: str) -> Table:
    """Return how far a witness has come; of none in particular, how far any has."""
    found = [one for one in report.witnesses if not name or _name_of(one) == name]
    signed = [one for one in found if one.size]
    faults = [one.fault for one in found if one.fault]
    title = Text("Sudah sampai mana", "How far it has come")
    rows = [
        (
            Text("barisnya ada dalam kebijakan", "its line is in the policy"),
            _DONE if found else _OPEN,
        ),
        (
            Text("server mencapai saksi", "the server reaches the witness"),
            _DONE if signed else _failed(faults),
        ),
        (
            Text("saksi menandatangani log", "the witness has cosigned the log"),
            _signed(signed, report.signed),
        ),
    ]
    return Table(title, _HEADS, [[Cell(said), state] for said, state in rows])


def _is_fit(name: str, url: str) -> bool:
    """Tell whether a policy could have this name and this address."""
    try:
        check_name(name)
    except TlogError:
        return False
    is_address = url.startswith(("https://", "http://")) and url.isprintable()
    return not url or (is_address and not {" ", "#"} & {*url})


def _name_of(one: Attendant) -> str:
    return one.key.partition("+")[0]


def _failed(faults: list[str]) -> Cell:
    """Say why the server did not reach a witness, if it has tried."""
    if not faults:
        return _OPEN
    return Cell(Text(f"gagal: {faults[0]}", f"failed: {faults[0]}"), tone="bad")


def _signed(signed: list[Attendant], size: int) -> Cell:
    if not signed:
        return _OPEN
    most = max(one.size for one in signed)
    return Cell(
        Text(f"✓ sampai {most} dari {size} daun", f"✓ up to {most} of {size} leaves"), tone="good"
    )
