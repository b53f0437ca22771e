"""`/`: the whole operation on one page, and `/overview` for programs."""

from fastapi import APIRouter, Response

from api.documentation import fails
from api.findings import stated_time
from api.log import size_of
from api.reading import Question
from api.service import Service
from api.sheet import Cell, Sheet, Text, code, plain
from api.tally import counted, tables
from ledger.fingerprint import words
from ledger.tlog.text import parse_hash

router = APIRouter(tags=["overview"])


@router.get("/", responses=fails("bad-parameter", "not-yet-folded"))
@router.get("/overview", responses=fails("bad-parameter", "not-yet-folded"))
def overview(asked: Question) -> Response:
    """Return how many boxes, visitors, watches, consignments and findings there are."""
    ledger = asked.service.ledger
    size = size_of(ledger.checkpoint)
    fingerprint = ledger.fingerprint()
    with asked.view() as view:
        counts = counted(view, stated_time(asked, None))
        eight = words(parse_hash(fingerprint, "fingerprint"))
        facts = [
            (Text("operasi", "operation"), plain(ledger.charter.operation)),
            (Text("buku besar", "log origin"), code(ledger.charter.origin)),
            (Text("delapan kata piagam", "eight words of the charter"), plain(eight)),
            (Text("daun dalam buku", "leaves in the log"), Cell(str(size), "/log")),
            (Text("disaksikan", "witnessed"), _witnessed(asked.service)),
            (Text("yang baru", "what is new"), Cell(Text("langsung", "live"), "/live")),
            (
                Text("untuk umum", "for everybody"),
                Cell(Text("halaman publik", "public page"), "/status"),
            ),
        ]
        sheet = Sheet(Text("Ikhtisar", "Overview"), facts, list(tables(counts).values()))
        value = {
            "operation": ledger.charter.operation,
            "origin": ledger.charter.origin,
            "charter": fingerprint,
            "size": size,
            **counts,
        }
        return asked.tell(view, value, sheet)


def _witnessed(service: Service) -> Cell:
    found = service.witnessing.witnessed
    if found is None:
        return Cell(Text("belum", "not yet"), "/witnesses")
    return Cell(Text(f"{found.size} daun", f"{found.size} leaves"), "/witnesses")
