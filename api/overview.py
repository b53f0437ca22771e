"""`/`: the whole operation on one page, and `/overview` for programs."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response

from api.documentation import fails
from api.findings import stated_time
from api.log import size_of
from api.reading import Question
from api.service import Service
from api.sheet import Cell, Sheet, Table, Text, code, plain, word
from ledger.fingerprint import words
from ledger.tlog.text import parse_hash
from projections import access, consignment, custody, findings, shift

router = APIRouter(tags=["overview"])

_STATE = Text("keadaan", "state")
_COUNT = Text("jumlah", "count")


@router.get("/", responses=fails("bad-parameter", "not-yet-folded"))
@router.get("/overview", responses=fails("bad-parameter", "not-yet-folded"))
def overview(asked: Question) -> Response:
    """Return how many boxes, visitors, watches, consignments and findings there are."""
    ledger = asked.service.ledger
    size = size_of(ledger.checkpoint)
    fingerprint = ledger.fingerprint()
    with asked.view() as view:
        counts: dict[str, Mapping[Any, int]] = {
            "boxes": custody.counted(view),
            "consignments": consignment.counted(view),
            "findings": findings.counted(view, stated_time(asked, None)),
            "visits": access.VISITS.counted(view, "status"),
            "watches": shift.WATCHES.counted(view, "status"),
        }
        eight = words(parse_hash(fingerprint, "fingerprint"))
        facts = [
            (Text("operasi", "operation"), plain(ledger.charter.operation)),
            (Text("buku besar", "log origin"), code(ledger.charter.origin)),
            (Text("delapan kata piagam", "eight words of the charter"), plain(eight)),
            (Text("daun dalam buku", "leaves in the log"), Cell(str(size), "/log/checkpoint")),
            (Text("disaksikan", "witnessed"), _witnessed(asked.service)),
        ]
        tables = [
            _table(Text("Temuan", "Findings"), counts["findings"]),
            _table(Text("Kotak", "Boxes"), counts["boxes"]),
            _table(Text("Kiriman", "Consignments"), counts["consignments"]),
            _table(Text("Kunjungan", "Visits"), counts["visits"]),
            _table(Text("Pos jaga", "Watches"), counts["watches"]),
        ]
        sheet = Sheet(Text("Ikhtisar", "Overview"), facts, tables)
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


def _table(title: Text, counts: Mapping[Any, int]) -> Table:
    rows = [[word(str(name)), plain(count)] for name, count in counts.items()]
    return Table(title, (_STATE, _COUNT), rows)
