"""`/papers`: what people sign with ink, as pages that print on A4; sealed values stay closed.

    GET /papers                              which kinds there are, and what each asks for
    GET /papers/bast/134                     of leaf 134
    GET /papers/buku-tamu/16.08/GDG-01       of a place; ?from=2024-11-20&until=2024-11-21

A paper is a projection as of a leaf: with `as_of` the same address gives the same bytes.  PDF is
made by `segel print`, on the machine of whoever wants one.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.address import address
from api.documentation import fails
from api.page import served
from api.problems import ApiError
from api.reading import Question
from api.sheet import Cell, Sheet, Table, Text, code
from api.typesetting import heading, html
from ledger.tlog.text import parse_hash
from projections.errors import PaperError
from projections.paper.archive import Archive
from projections.paper.catalogue import PAPERS, PaperKind, made
from projections.paper.proof import proof

router = APIRouter(tags=["papers"])

_HEADS = (
    Text("jenis", "kind"),
    Text("sebutan", "called"),
    Text("diminta untuk", "asked of"),
)
_SUBJECTS = {
    "HANDOVER": Text("nomor daun, atau nama kiriman", "a leaf index, or a consignment"),
    "LEAF": Text("nomor daun", "a leaf index"),
    "PLACE": Text("kode tempat", "the code of a place"),
    "UNIT": Text("kode satuan", "the code of a unit"),
    "BOX": Text("nomor kotak", "the number of a box"),
}


@router.get("/papers", responses=fails("bad-parameter", "not-yet-folded"))
def papers(asked: Question) -> Response:
    """List the kinds of papers."""
    with asked.view() as view:
        rows = [_row(kind) for kind in PAPERS.values()]
        sheet = Sheet(Text("Kertas", "Papers"), tables=[Table(Text("", ""), _HEADS, rows)])
        value = {"papers": [_told(kind) for kind in PAPERS.values()]}
        return asked.tell(view, value, sheet)


@router.get(
    "/papers/{kind}/{subject:name}",
    response_class=Response,
    responses=fails("bad-parameter", "not-found", "not-yet-folded"),
)
def paper(
    asked: Question,
    kind: str,
    subject: str,
    first: Annotated[str, Query(alias="from", max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Return a paper, in Indonesian, as a page with its print style."""
    if kind not in PAPERS:
        raise ApiError("not-found", f"no paper {kind}")
    if (first or until) and "[DATE]" not in PAPERS[kind].subjects:
        raise ApiError("bad-parameter", f"from, until: {kind} is of no days")
    ledger = asked.service.ledger
    subjects = [subject, *(one for one in (first, until) if one)]
    with asked.view() as view:
        try:
            found = made(Archive(view, ledger.tree), kind, subjects)
        except PaperError as error:
            raise ApiError("not-found", error.english) from error
        proven = (
            None if found.proven is None else proof(ledger.tree, found.proven, ledger.checkpoint)
        )
        head = heading(ledger.charter, parse_hash(ledger.fingerprint(), "fingerprint"))
        response = served(html(found, head, view.as_of, proven))
        response.headers["Ledger-Position"] = str(view.position)
        response.headers["Cache-Control"] = "no-cache"
        return response


def prints(subject: str, name: str) -> list[tuple[Text, Cell]]:
    """Write which papers there are of a place, a unit or a box.

    Args:
        subject: `PLACE`, `UNIT` or `BOX`.
        name: Which one.
    """
    return [
        (
            Text("cetak", "print"),
            Cell(Text(kind.label, kind.english), address(f"papers/{kind.name}", name)),
        )
        for kind in PAPERS.values()
        if kind.subjects[0] == subject
    ]


def _told(kind: PaperKind) -> dict[str, Any]:
    return {
        "paper": kind.name,
        "label": kind.label,
        "english": kind.english,
        "subjects": list(kind.subjects),
    }


def _row(kind: PaperKind) -> list[Cell]:
    wanted = _SUBJECTS[kind.subjects[0]]
    return [code(kind.name), Cell(Text(kind.label, kind.english)), Cell(wanted)]
