"""`/journals`: every device that may sign, who enrolled it, and how far its notes go."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Response

from api.documentation import fails
from api.findings import page_of, stated_time
from api.gap import silence, span
from api.problems import ApiError
from api.reading import PAGE, Asked, Cursor, Limit, Name, Question
from api.sheet import Cell, Sheet, Table, Text, about, leaf, link, moment, plain
from projections import journals
from projections.gap import HOUR, Heard, heard
from projections.view import View

router = APIRouter(tags=["journals"])

_JOURNAL = Text("jurnal", "journal")
_REGISTRAR = Text("pendiri", "founder")
_COUNT = Text("pernyataan", "statements")
_LAST = Text("nomor terakhir", "last number")
_STATE = Text("keadaan", "state")
_TIER = Text("sidik jari", "fingerprint")
_HEARD = Text("terakhir terdengar", "last heard")
_MISSING = Text("nomor yang hilang", "missing numbers")
_ENROLLED = Text("didaftarkan pada daun", "enrolled by leaf")
_OFFICER = Text("petugas", "officer")
_HEADS = (
    _JOURNAL,
    _OFFICER,
    _STATE,
    _HEARD,
    Text("hilang", "missing"),
    _TIER,
    Text("didaftarkan", "enrolled"),
    _COUNT,
)


@router.get("/journals", responses=fails("bad-parameter", "not-yet-folded"))
def listed(
    asked: Question, registrar: Name = None, cursor: Cursor = None, limit: Limit = PAGE
) -> Response:
    """List journals by name: of one founder's line, if asked for."""
    with asked.view() as view:
        found = journals.journals(view, registrar=registrar, after=cursor, limit=limit)
        last = {one.name: _heard(asked, view, one) for one in found.items}
        at = stated_time(asked, None)
        table = Table(Text("", ""), _HEADS, [_row(one, last[one.name], at) for one in found.items])
        sheet = Sheet(
            Text("Kunci dan petugas", "Keys and officers"),
            [(Text("yang hilang", "what is missing"), Cell(Text("celah", "gaps"), "/gaps"))],
            [table],
            next=asked.turn(found.next),
        )
        value = {
            "journals": [told(one, last[one.name]) for one in found.items],
            "next": found.next,
        }
        return asked.tell(view, value, sheet)


@router.get(
    "/journals/{name:name}", responses=fails("bad-parameter", "not-found", "not-yet-folded")
)
def one(asked: Question, name: str) -> Response:
    """Return one journal."""
    with asked.view() as view:
        found = journals.journal(view, name)
        if found is None:
            raise ApiError("not-found", "nobody has enrolled this journal")
        last = _heard(asked, view, found)
        sheet = _sheet(found, last, stated_time(asked, None))
        return asked.tell(view, {"journal": told(found, last)}, sheet)


def _heard(asked: Asked, view: View, journal: journals.Journal) -> Heard | None:
    return heard(view, asked.service.ledger.tree, journal.name, journal.chain)


def told(journal: journals.Journal, last: Heard | None) -> dict[str, Any]:
    """Return a journal as JSON has it."""
    chain = journal.chain
    return {
        "journal": journal.name,
        "person": journal.person,
        "enrolled_by": chain.enrolled,
        "enroller": chain.enroller,
        "registrar": chain.registrar,
        "is_endorsed": journal.is_endorsed,
        "hardware_by": chain.strengthened,
        "statements": chain.count,
        "by_hardware": journal.by_hardware,
        "last": chain.last,
        "heard": None if last is None else last._asdict(),
        "missing": chain.missing,
        "revoked_after": chain.revoked,
        "evidence": chain.evidence,
        "since": journal.since,
    }


def _state(journal: journals.Journal) -> Cell:
    if journal.chain.revoked is not None:
        return Cell(Text("dicabut", "revoked"), tone="warn")
    if not journal.is_endorsed:
        return Cell(Text("belum disahkan", "not yet endorsed"), tone="warn")
    return Cell(Text("berlaku", "in force"), tone="good")


def _tier(journal: journals.Journal) -> Cell:
    """Say whether a hardware key may sign for it, and how often it has."""
    if journal.chain.strengthened is None:
        return Cell(Text("tidak ada", "none"))
    count = journal.by_hardware
    return Cell(Text(f"ada, {count} catatan", f"yes, {count} notes"), tone="good")


def _last(last: Heard | None, journal: journals.Journal, at: datetime) -> Cell:
    """Say when a phone was heard, and whether it is silent; a founder need not speak."""
    if last is None:
        return Cell(Text("belum pernah", "never so far"))
    is_phone = journal.chain.registrar != journal.name and journal.chain.revoked is None
    if last.at is None or not (is_phone and last.is_silent(at)):
        return moment(last.at)
    since, said = moment(last.at).text, silence((at - last.at) // HOUR)
    return Cell(Text(f"{since}, {said.id}", f"{since}, {said.en}"), tone="warn")


def _missing(journal: journals.Journal) -> Cell:
    gaps = ", ".join(span(gap.first, gap.last) for gap in journal.chain.missing)
    return Cell(gaps, tone="bad") if gaps else Cell()


def _row(journal: journals.Journal, last: Heard | None, at: datetime) -> list[Cell]:
    chain = journal.chain
    return [
        link("journals", journal.name),
        link(page_of("orang"), journal.person),
        _state(journal),
        _last(last, journal, at),
        _missing(journal),
        _tier(journal),
        leaf(chain.enrolled),
        plain(chain.count),
    ]


def _sheet(journal: journals.Journal, last: Heard | None, at: datetime) -> Sheet:
    chain = journal.chain
    facts = [
        (_STATE, _state(journal)),
        (_OFFICER, link(page_of("orang"), journal.person)),
        (_HEARD, _last(last, journal, at)),
        (_ENROLLED, leaf(chain.enrolled)),
        (Text("oleh", "by"), plain(chain.enroller)),
        (_TIER, _tier(journal)),
        (Text("sidik jari didaftarkan", "fingerprint enrolled"), leaf(chain.strengthened)),
        (_REGISTRAR, plain(chain.registrar)),
        (_COUNT, Cell(str(chain.count), f"/statements?journal={journal.name}")),
        (_LAST, plain(chain.last)),
        (_MISSING, _missing(journal)),
        (Text("dicabut setelah nomor", "revoked after number"), plain(chain.revoked)),
        (Text("barang bukti", "filed as evidence"), plain(chain.evidence)),
        *about("jurnal", journal.name),
    ]
    return Sheet(Text(f"Jurnal {journal.name}", f"Journal {journal.name}"), facts)
