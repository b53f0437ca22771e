"""`/journals`: every device that may sign, who enrolled it, and how far its notes go."""

from typing import Any

from fastapi import APIRouter, Response

from api.documentation import fails
from api.problems import ApiError
from api.reading import PAGE, Cursor, Limit, Name, Question
from api.sheet import Cell, Sheet, Table, Text, about, leaf, link, plain
from projections import journals

router = APIRouter(tags=["journals"])

_JOURNAL = Text("jurnal", "journal")
_REGISTRAR = Text("pendiri", "founder")
_COUNT = Text("pernyataan", "statements")
_LAST = Text("nomor terakhir", "last number")
_STATE = Text("keadaan", "state")
_TIER = Text("sidik jari", "fingerprint")


@router.get("/journals", responses=fails("bad-parameter", "not-yet-folded"))
def listed(
    asked: Question, registrar: Name = None, cursor: Cursor = None, limit: Limit = PAGE
) -> Response:
    """List journals by name: of one founder's line, if asked for."""
    with asked.view() as view:
        found = journals.journals(view, registrar=registrar, after=cursor, limit=limit)
        table = Table(
            Text("", ""),
            (_JOURNAL, _STATE, _TIER, _REGISTRAR, _COUNT, _LAST),
            [_row(one) for one in found.items],
        )
        sheet = Sheet(Text("Jurnal", "Journals"), tables=[table], next=asked.turn(found.next))
        value = {"journals": [told(one) for one in found.items], "next": found.next}
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
        return asked.tell(view, {"journal": told(found)}, _sheet(found))


def told(journal: journals.Journal) -> dict[str, Any]:
    """Return a journal as JSON has it."""
    chain = journal.chain
    return {
        "journal": journal.name,
        "enrolled_by": chain.enrolled,
        "enroller": chain.enroller,
        "registrar": chain.registrar,
        "is_endorsed": journal.is_endorsed,
        "hardware_by": chain.strengthened,
        "statements": chain.count,
        "by_hardware": journal.by_hardware,
        "last": chain.last,
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


def _row(journal: journals.Journal) -> list[Cell]:
    chain = journal.chain
    return [
        link("journals", journal.name),
        _state(journal),
        _tier(journal),
        plain(chain.registrar),
        plain(chain.count),
        plain(chain.last),
    ]


def _sheet(journal: journals.Journal) -> Sheet:
    chain = journal.chain
    missing = ", ".join(f"{gap.first}-{gap.last}" for gap in chain.missing)
    facts = [
        (_STATE, _state(journal)),
        (Text("didaftarkan", "enrolled"), leaf(chain.enrolled)),
        (Text("oleh", "by"), plain(chain.enroller)),
        (_TIER, _tier(journal)),
        (Text("sidik jari didaftarkan", "fingerprint enrolled"), leaf(chain.strengthened)),
        (_REGISTRAR, plain(chain.registrar)),
        (_COUNT, Cell(str(chain.count), f"/statements?journal={journal.name}")),
        (_LAST, plain(chain.last)),
        (Text("nomor yang hilang", "missing numbers"), plain(missing or None)),
        (Text("dicabut setelah nomor", "revoked after number"), plain(chain.revoked)),
        (Text("barang bukti", "filed as evidence"), plain(chain.evidence)),
        *about("jurnal", journal.name),
    ]
    return Sheet(Text(f"Jurnal {journal.name}", f"Journal {journal.name}"), facts)
