"""`/statements`: every leaf of the log, as it was signed, and what it was understood as."""

import re
from base64 import urlsafe_b64decode
from binascii import a2b_base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query, Response
from pydantic import TypeAdapter, ValidationError

from api import disclosure
from api.amendment import Reading
from api.documentation import fails
from api.parameter import Number
from api.problems import ApiError
from api.reader import reader_of
from api.reading import PAGE, Asked, Cursor, Limit, Name, Question, private
from api.service import Service
from api.sheet import Cell, Sheet, Table, Text, code, leaf as leaf_cell, link, plain, word
from api.wording import label
from domain.canonical import body_fault
from domain.catalogue import KINDS
from domain.grade import Grade
from domain.photo import cited as cited_photos
from domain.signing import Signing
from ledger.journal import ANCHOR, CHARTER, EVIDENCE, REGISTER, STATEMENT
from ledger.log import Stored
from ledger.tlog.text import to_base64
from projections import statement
from projections.grade import grades
from projections.paper.catalogue import of_kind
from projections.vault import Sealing, body_of
from projections.version import Version

router = APIRouter(tags=["statements"])

_LEAF = Text("daun", "leaf")
_KIND = Text("jenis", "kind")
_JOURNAL = Text("jurnal", "journal")
_NUMBER = Text("nomor", "number")
_UNDERSTOOD = Text("dipahami", "understood")
_TIER = Text("ditandatangani dengan", "signed with")
_GRADE = Text("tingkat bukti (A-C)", "grade of evidence (A-C)")
_RECEIPT = Text("tanda terima", "receipt")

_TOPICS = {
    CHARTER: Text("piagam", "charter"),
    REGISTER: Text("daftar kunci", "register of keys"),
    EVIDENCE: Text("barang bukti", "evidence"),
    ANCHOR: Text("jangkar saksi", "anchor of the witnesses"),
}
"""What a leaf is called that is no statement."""

_URL_SAFE = str.maketrans("+/", "-_")
_HASH = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
_INDEX: TypeAdapter[int] = TypeAdapter(Number)


@router.get("/statements", responses=fails("bad-parameter", "not-yet-folded"))
def listed(
    asked: Question,
    kind: Annotated[str | None, Query(max_length=64)] = None,
    journal: Name = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Response:
    """List leaves in log order: of one kind or of one journal, if asked for."""
    with asked.view() as view:
        found = statement.listed(view, kind=kind, journal=journal, after=cursor, limit=limit)
        sheet = Sheet(
            Text("Pernyataan", "Statements"),
            tables=[table(Text("", ""), found.items)],
            next=asked.turn(found.next),
        )
        value = {"statements": [told(one) for one in found.items], "next": found.next}
        return asked.tell(view, value, sheet)


@router.get(
    "/statements/{leaf}",
    responses=fails("bad-parameter", "bad-credentials", "not-found", "not-yet-folded"),
)
def one(asked: Question, leaf: Annotated[str, Path(max_length=64)]) -> Response:
    """Return one leaf, by its index or its hash (base64url): the note, who cites it, its seals.

    Sealed values stand beside it as far as the reader may see them.
    """
    stored, reader = _stored(asked, leaf), reader_of(asked.request)
    with asked.view() as view:
        row = statement.one(view, stored.leaf_index)
        if row is None:
            raise ApiError("not-yet-folded", f"leaf {stored.leaf_index} is not folded as of then")
        name, memory = to_base64(stored.leaf), asked.service.projections.recollection
        citations = statement.cited_by(view, stored.leaf)
        found = _Page(
            row,
            stored,
            citations,
            statement.signing(view, name),
            asked.service.vault.sealings(stored),
            grades(view, [stored.leaf_index]).get(stored.leaf_index),
            tuple(_shown(asked.service, stored)),
            Reading.of(memory, view, row, name, citations),
            disclosure.shown(asked.service, reader, stored),
        )
        value, key = {"statement": found.told()}, str(asked.service.ledger.charter.log)
        more = {"leaf": stored.leaf_index, "key": key}
        answer = asked.tell(view, value, found.sheet(), "statement.html", **more)
        return answer if reader.role == "publik" else private(answer)


def table(title: Text, rows: tuple[statement.Listed, ...]) -> Table:
    """Return leaves as a table."""
    heads = (_LEAF, _KIND, _JOURNAL, _NUMBER, _UNDERSTOOD)
    return Table(title, heads, [_row(row) for row in rows])


def named(kind: str | None, topic: str = STATEMENT) -> Text:
    """Return what a kind of statement, or another note, is called; one not known as it is."""
    if kind in KINDS:
        return Text(KINDS[kind].label, KINDS[kind].english)
    return _TOPICS.get(topic, Text(kind or topic, kind or topic))


def told(row: statement.Listed) -> dict[str, Any]:
    """Return a leaf as JSON has it in a list."""
    is_understood = row.kind is not None and row.why_not is None
    return {
        "leaf_index": row.leaf_index,
        "journal": row.journal,
        "sequence": row.sequence,
        "topic": row.topic,
        "tier": row.tier,
        "kind": row.kind,
        "understood": is_understood or row.topic != STATEMENT,
        "reason": row.why_not,
    }


@dataclass(frozen=True, slots=True)
class _Page:
    """One leaf and all that is known about it."""

    row: statement.Listed
    stored: Stored
    citations: tuple[statement.Citation, ...]
    signing: Version[Signing] | None
    sealings: tuple[Sealing, ...]
    grade: Grade | None
    """Of the evidence; None: no statement."""
    photos: tuple[tuple[str, bool], ...]
    """Each picture that is cited in the open, and whether it has arrived."""
    reading: Reading
    shown: tuple[disclosure.Shown, ...]
    """The sealed values that the server knows, as this reader sees them."""

    def told(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return told(self.row) | {
            "leaf_hash": self.stored.leaf,
            "received_at": self.stored.received_at,
            "note": self.stored.note.decode(),
            "body": _body(self.stored),
            "cited_by": [one._asdict() for one in self.citations],
            "grade": self.grade,
            "signing": None if self.signing is None else self.signing.state.state,
            "sealed": [one._asdict() for one in self.sealings],
            "openings": [one.told() for one in self.shown],
            "photos": [{"digest": one, "arrived": arrived} for one, arrived in self.photos],
            **self.reading.told(),
        }

    def sheet(self) -> Sheet:
        """Return it as a page."""
        row = self.row
        facts = [
            (_KIND, Cell(named(row.kind, row.topic))),
            (_JOURNAL, _signer(row)),
            (_NUMBER, plain(row.sequence)),
            (_TIER, word(row.tier)),
            (_GRADE, plain(self.grade)),
            (Text("sidik daun", "leaf hash"), code(to_base64(self.stored.leaf))),
            (_RECEIPT, Cell(Text("bukti", "proof"), f"/proofs/{row.leaf_index}")),
        ]
        if row.why_not is not None:
            facts.append((Text("belum dipahami", "not understood"), word(row.why_not)))
        if self.signing is not None:
            facts.append((Text("tanda tangan", "signatures"), word(self.signing.state.state)))
        facts += self.reading.facts()
        if row.why_not is None and (paper := of_kind(row.kind or "")) is not None:
            printed = Cell(
                Text(paper.label, paper.english), f"/papers/{paper.name}/{row.leaf_index}"
            )
            facts.append((Text("kertas", "paper"), printed))
        tables = [table for table in self._tables() if table.rows]
        title = Text(f"Daun {row.leaf_index}", f"Leaf {row.leaf_index}")
        return Sheet(title, facts, tables, note=self.stored.note.decode())

    def _tables(self) -> tuple[Table, ...]:
        opened = disclosure.table(self.stored, self.shown)
        return self._cited_by(), self._sealed(), opened, self._photos()

    def _photos(self) -> Table:
        heads = (Text("sidik foto", "hash of the photograph"), Text("di server", "on the server"))
        rows = [[code(one), _place_of(one, arrived=arrived)] for one, arrived in self.photos]
        return Table(Text("Foto", "Photographs"), heads, rows)

    def _cited_by(self) -> Table:
        heads = (_LEAF, _KIND, Text("sebagai", "as"))
        rows = [
            [leaf_cell(one.leaf_index), Cell(named(one.kind)), Cell(label(one.role))]
            for one in self.citations
        ]
        return Table(Text("Dirujuk oleh", "Cited by"), heads, rows)

    def _sealed(self) -> Table:
        heads = (Text("di mana", "where"), Text("pembuka disimpan", "opening kept"))
        rows = [[code(one.path), _kept(one)] for one in self.sealings]
        return Table(Text("Nilai tertutup", "Sealed values"), heads, rows)


def _shown(service: Service, stored: Stored) -> Iterator[tuple[str, bool]]:
    if stored.topic == STATEMENT:
        for digest in cited_photos(body_of(stored)):
            yield digest, service.album.has(a2b_base64(digest))


def _kept(one: Sealing) -> Cell:
    """Write whether what opens a commitment is kept, or by which act it was erased."""
    if one.erased_by is not None:
        address = one.erased_by.translate(_URL_SAFE).rstrip("=")
        return Cell(Text("dihapus", "erased"), f"/statements/{address}")
    return Cell(Text("ya", "yes") if one.is_opened else Text("tidak", "no"))


def _place_of(digest: str, *, arrived: bool) -> Cell:
    name = digest.translate(_URL_SAFE).rstrip("=")
    if not arrived:
        return Cell(Text("belum sampai", "not arrived yet"), tone="warn")
    return Cell(Text("lihat foto", "see the photograph"), f"/photos/{name}")


def _signer(row: statement.Listed) -> Cell:
    """Write whose leaf it is; the charter and the clerk have no page of their own."""
    has_page = row.topic in {STATEMENT, REGISTER}
    return link("journals", row.journal) if has_page else plain(row.journal)


def _row(row: statement.Listed) -> list[Cell]:
    understood = Cell(Text("ya", "yes")) if row.why_not is None else Cell(row.why_not, tone="warn")
    return [
        leaf_cell(row.leaf_index),
        Cell(named(row.kind, row.topic)),
        _signer(row),
        plain(row.sequence),
        understood,
    ]


def _stored(asked: Asked, name: str) -> Stored:
    """Find a leaf by its index or its hash.

    Raises:
        ApiError: `bad-parameter`: neither of them; `not-found`: the log has no such leaf.
    """
    tree = asked.service.ledger.tree
    if _HASH.fullmatch(name):
        found = tree.cited(urlsafe_b64decode(f"{name}="))
    else:
        rows = tree.entries(_index(name), 1)
        found = next((row for row in rows if row.leaf_index == int(name)), None)
    if found is None:
        raise ApiError("not-found", "the log has no such leaf yet")
    return found


def _index(name: str) -> int:
    try:
        return _INDEX.validate_python(name)
    except ValidationError as error:
        detail = "want a leaf index, or a leaf hash in base64url without padding"
        raise ApiError("bad-parameter", detail) from error


def _body(stored: Stored) -> msgspec.Raw | None:
    """Return what a statement says, byte for byte, if it is canonical JSON."""
    if stored.topic != STATEMENT:
        return None
    body = body_of(stored)
    return msgspec.Raw(body) if body_fault(body) is None else None
