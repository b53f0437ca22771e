"""`/log` for people: what the log has signed, and whether it still begins with what it once was.

The comparison is made by the reader's own browser (`static/comparison.js`), with the key that the
charter names: a server that has something to hide would give itself a good mark.
"""

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response

from api.documentation import fails
from api.reading import Question
from api.sheet import Cell, Sheet, Table, Text, code, plain
from ledger.fingerprint import words
from ledger.log import Signed
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note
from ledger.tlog.text import parse_hash, to_base64

router = APIRouter(tags=["log"])

SHOWN: Final = 20

_HEADS: Final = (
    Text("daun", "leaves"),
    Text("akar", "root"),
    Text("saksi yang menandatangani", "witnesses who cosigned"),
)

Limit = Annotated[int, Query(ge=1, le=1000)]


@router.get("/log", responses=fails("bad-parameter", "not-yet-folded"))
def log(asked: Question, limit: Limit = SHOWN) -> Response:
    """List the newest checkpoints that the log has signed, and who has cosigned each."""
    ledger = asked.service.ledger
    signed = ledger.tree.checkpoints(limit)
    newest = Checkpoint.parse(Note.parse(ledger.checkpoint).text)
    charter, charter_hash = ledger.charter, ledger.fingerprint()
    facts = [
        (Text("asal log", "origin"), code(charter.origin)),
        (Text("kunci log", "key of the log"), code(str(charter.log))),
        (Text("delapan kata piagam", "eight words of the charter"), plain(_words(charter_hash))),
        (Text("daun", "leaves"), Cell(str(newest.size), "/log/checkpoint")),
        (Text("akar", "root"), code(to_base64(newest.root))),
        (Text("saksi", "witnesses"), Cell(Text("lihat saksi", "see the witnesses"), "/witnesses")),
    ]
    table = Table(Text("Checkpoint terbaru", "Newest checkpoints"), _HEADS, _rows(signed))
    value = {
        "origin": charter.origin,
        "key": str(charter.log),
        "charter": charter_hash,
        "size": newest.size,
        "root": to_base64(newest.root),
        "checkpoints": [
            {"size": one.size, "root": _root(one), "witnesses": one.witnesses} for one in signed
        ],
    }
    with asked.view() as view:
        sheet = Sheet(Text("Log", "Log"), facts, [table])
        return asked.tell(view, value, sheet, "log.html", key=str(charter.log))


def _words(fingerprint: str) -> str:
    return words(parse_hash(fingerprint, "fingerprint"))


def _root(signed: Signed) -> str:
    return to_base64(Checkpoint.parse(Note.parse(signed.note).text).root)


def _rows(signed: Sequence[Signed]) -> list[list[Cell]]:
    return [
        [plain(one.size), code(_root(one)), plain(", ".join(one.witnesses) or None)]
        for one in signed
    ]
