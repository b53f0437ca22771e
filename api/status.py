"""`/status`: the public page, for whoever wants to know whether this log lives and can be checked.

Counts, the newest checkpoint, who vouches for it, everything that is public as a file, and how to
check it without believing this page.
"""

from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter, Response

from api import attendance
from api.dialect import DIALECTS
from api.documentation import fails
from api.findings import stated_time
from api.reading import Asked, Question
from api.sheet import WIB, Cell, Sheet, Table, Text, code, moment, plain
from api.tally import Counts, counted, tables
from api.vocabulary import kind_name
from ledger.attendance import Report
from ledger.fingerprint import words
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note
from ledger.tlog.text import parse_hash, to_base64
from projections.listing import NOUNS, listings
from projections.view import View

router = APIRouter(tags=["overview"])

_WITNESSED: Final = "/log/witnessed"
_PARTS: Final = (
    (Text("checkpoint terbaru", "newest checkpoint"), "/log/checkpoint"),
    (Text("checkpoint yang disaksikan", "witnessed checkpoint"), _WITNESSED),
    (Text("daftar kunci dan jurnal", "keys and journals"), "/register"),
    (Text("kebijakan saksi", "policy of witnesses"), "/policy"),
    (Text("uraian semua alamat", "description of every address"), "/openapi.json"),
)
"""What is a file of its own."""

_WAYS: Final = (
    (
        Text("di peramban, juga tanpa jaringan", "in a browser, also without a network"),
        Cell("/periksa", "/periksa"),
    ),
    (
        Text("seluruh log, di komputer sendiri", "the whole log, on your own computer"),
        code("segel mirror URL SALINAN && segel verify SALINAN"),
    ),
    (
        Text("sebagai saksi", "as a witness"),
        Cell("/witnesses/setup", "/witnesses/setup"),
    ),
)
_WAY_HEADS: Final = (Text("cara", "way"), Text("alamat atau perintah", "address or command"))
_FILE_HEADS: Final = (Text("isi", "contents"), Text("berkas", "file"))
_FOLDS: Final = {noun: fold for fold, noun in NOUNS.items()}
_LISTS: Final = {
    "statements": Text("pernyataan", "statements"),
    "findings": Text("temuan", "findings"),
}
"""Lists that are of no fold."""


@router.get("/status", responses=fails("bad-parameter", "not-yet-folded"))
def status(asked: Question) -> Response:
    """Return what everybody may know: counts, newest checkpoint, witnesses and downloads."""
    ledger = asked.service.ledger
    newest = Checkpoint.parse(Note.parse(ledger.checkpoint).text)
    report = asked.service.witnessing.report()
    with asked.view() as view:
        counts, last = _counts(asked, view), _last(asked, newest.size)
        value: dict[str, Any] = {
            "operation": ledger.charter.operation,
            "origin": ledger.charter.origin,
            "charter": ledger.fingerprint(),
            "size": newest.size,
            "root": to_base64(newest.root),
            "last_received": last,
            "counts": counts,
            **attendance.told(report, asked.service.clock() // 1000),
            "downloads": [href for _, href in _files(report)],
        }
        eight = words(parse_hash(ledger.fingerprint(), "fingerprint"))
        facts = [
            (Text("buku besar", "log origin"), code(ledger.charter.origin)),
            (Text("delapan kata piagam", "eight words of the charter"), plain(eight)),
            (Text("catatan", "entries"), Cell(str(newest.size), "/log")),
            (Text("catatan terakhir diterima", "last entry received"), moment(last)),
            (Text("akar", "root"), code(to_base64(newest.root))),
            *attendance.facts(report, asked.service.clock() // 1000),
        ]
        sheet = Sheet(
            Text("Halaman publik", "Public page"),
            facts,
            [
                Table(Text("Periksa sendiri", "Check it yourself"), _WAY_HEADS, _ways()),
                attendance.table(report),
                *tables(counts).values(),
                Table(Text("Unduh", "Downloads"), _FILE_HEADS, _downloads(report)),
            ],
        )
        return asked.tell(view, value, sheet)


def _ways() -> list[list[Cell]]:
    return [[Cell(how), cell] for how, cell in _WAYS]


def _downloads(report: Report) -> list[list[Cell]]:
    return [[Cell(name), Cell(href, href)] for name, href in _files(report)]


def _files(report: Report) -> list[tuple[Text, str]]:
    """Return what there is to take along: the parts, and every list in each form."""
    parts = [(name, href) for name, href in _PARTS if report.size or href != _WITNESSED]
    lists = [
        (_called(listing.name), f"/export/{name}.{ending}")
        for name, listing in listings().items()
        for ending in DIALECTS
    ]
    return parts + lists


def _called(name: str) -> Text:
    """Return what a list is called: as the subjects in it, or by itself."""
    return _LISTS.get(name) or kind_name(_FOLDS.get(name, name))


def _counts(asked: Asked, view: View) -> Counts:
    """Count everything; of the newest leaf, once for all who ask."""
    if asked.as_of is None:
        return asked.service.tally.counted(view, asked.service.clock())
    return counted(view, stated_time(asked, None))


def _last(asked: Asked, size: int) -> datetime:
    """Return when the newest entry came in, by the server's clock."""
    (stored,) = asked.service.ledger.tree.entries(size - 1, 1)
    return datetime.fromtimestamp(stored.received_at // 1000, WIB)
