"""`/gaps`: what is missing: numbers of a journal, phones nobody hears, boxes nobody answers for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.documentation import fails
from api.findings import stated_time
from api.reading import PAGE, Limit, Question
from api.sheet import Cell, Field, Sheet, Table, Text, hour, leaf, link, moment, plain, unit, word
from ledger.log import Log
from projections.gap import HOUR, SILENT, Asked, Gaps, Hole, Silence, Unheld, gaps
from projections.organisation import ORGANISATIONS
from projections.view import View

router = APIRouter(tags=["journals"])

_MINUTE = timedelta(minutes=1)
_HOURS_MAX = 24 * 366
_SIDES = ("unit", "giver", "receiver")
_JOURNAL = Text("jurnal", "journal")
_UNIT = Text("satuan", "unit")
_LEAF = Text("daun", "leaf")
_NUMBERS = Text("Nomor yang hilang", "Missing numbers")
_SILENT = Text("Ponsel yang diam", "Silent phones")
_UNHELD = Text("Kotak tanpa penanggung jawab", "Boxes that nobody answers for")
_STILL = Text("masih", "still")


@router.get("/gaps", responses=fails("bad-parameter", "not-yet-folded"))
def listed(
    asked: Question,
    area: Annotated[str | None, Query(max_length=40)] = None,
    at: Annotated[str | None, Query(max_length=40)] = None,
    silent: Annotated[int, Query(ge=1, le=_HOURS_MAX)] = SILENT // HOUR,
    limit: Limit = PAGE,
) -> Response:
    """Return what is missing at the time `at`, by default now: in an area if asked for.

    A phone is silent if it was not heard for `silent` hours; it is named if its unit holds boxes or
    has a watch, and else counted.  Of each sort at most `limit` are named.
    """
    wanted = Asked(stated_time(asked, at or None), area or None, silent * HOUR, limit)
    with asked.view() as view:
        found = gaps(view, asked.service.ledger.tree, wanted)
        value = told(view, found, wanted)
        return asked.tell(view, value, _sheet(found, wanted, wanted.at if at else None))


def answer(view: View, log: Log, wanted: Asked) -> dict[str, Any]:
    """Return what a server answers."""
    return {"as_of": view.as_of, **told(view, gaps(view, log, wanted), wanted)}


def told(view: View, found: Gaps, wanted: Asked) -> dict[str, Any]:
    """Return gaps as JSON has them, the units with their names."""
    phones = {one.unit for one in found.holes} | {one.unit for one in found.silences}
    sides = {code for one in found.unheld for code in (one.giver, one.receiver)}
    known = ORGANISATIONS.some(view, (code for code in phones | sides if code))
    names = {code: one.registered.name for code, one in known.items()}
    return {
        "at": wanted.at,
        "area": wanted.area,
        "silent_hours": wanted.silent // HOUR,
        "numbers": [_named(one._asdict(), names) for one in found.holes],
        "silent": [
            {**_named(one._asdict(), names), "hours": (wanted.at - one.at) // HOUR}
            for one in found.silences
        ],
        "also_silent": found.quiet,
        "unheld": [
            {**_named(one._asdict(), names), "minutes": minutes(one, wanted.at)}
            for one in found.unheld
        ],
        "left_out": found.left_out,
    }


def minutes(one: Unheld, at: datetime) -> int | None:
    """Return for how long nobody answered for a box, up to a stated time; None: since ever."""
    return None if one.since is None else ((one.until or at) - one.since) // _MINUTE


def silence(hours: int) -> Text:
    """Say how long a phone has been silent."""
    return Text(f"diam {hours} jam", f"silent for {hours} h")


def _named(one: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    called = {f"{side}_name": names.get(one[side] or "") for side in _SIDES if side in one}
    return {**one, **called}


def _sheet(found: Gaps, wanted: Asked, at: datetime | None) -> Sheet:
    facts = [
        (_NUMBERS, plain(len(found.holes))),
        (_SILENT, plain(len(found.silences))),
        (
            Text("diam, satuannya tak memegang apa pun", "silent, unit has nothing in hand"),
            plain(found.quiet),
        ),
        (_UNHELD, plain(len(found.unheld))),
    ]
    if found.left_out:
        more = Text("tidak disebut di sini; pilih wilayah", "not named here; choose an area")
        facts.append((more, plain(found.left_out)))
    return Sheet(
        Text("Celah", "Gaps"),
        facts,
        [
            _holes(found.holes),
            _silences(found.silences, wanted.at),
            _boxes(found.unheld, wanted.at),
        ],
        fields=[
            Field("area", Text("wilayah", "area"), "16.08.05", wanted.area or ""),
            hour("at", Text("pada", "at"), at),
        ],
    )


def _holes(holes: tuple[Hole, ...]) -> Table:
    heads = (
        _JOURNAL,
        _UNIT,
        Text("nomor", "numbers"),
        Text("sebelumnya", "before"),
        Text("sesudahnya", "after"),
    )
    rows = [
        [
            link("journals", one.journal),
            unit(one.unit),
            Cell(span(one.first, one.last), tone="bad"),
            moment(one.before),
            moment(one.after),
        ]
        for one in holes
    ]
    return Table(_NUMBERS, heads, rows)


def span(first: int, last: int) -> str:
    """Write numbers that follow one another."""
    return str(first) if first == last else f"{first}-{last}"


def _silences(silences: tuple[Silence, ...], at: datetime) -> Table:
    heads = (
        _JOURNAL,
        _UNIT,
        Text("keadaan", "state"),
        Text("terakhir terdengar", "last heard"),
        Text("kotak di satuannya", "boxes of its unit"),
        Text("satuannya berjaga", "its unit on watch"),
        _LEAF,
    )
    rows = [
        [
            link("journals", one.journal),
            unit(one.unit),
            Cell(silence((at - one.at) // HOUR), tone="warn"),
            moment(one.at),
            plain(one.boxes),
            Cell(Text("ya", "yes") if one.is_on_watch else Text("tidak", "no")),
            leaf(one.leaf),
        ]
        for one in silences
    ]
    return Table(_SILENT, heads, rows)


def _boxes(boxes: tuple[Unheld, ...], at: datetime) -> Table:
    heads = (
        Text("kotak", "box"),
        Text("keadaan", "state"),
        Text("dilepas oleh", "let go by"),
        Text("untuk", "for"),
        Text("sejak", "since"),
        Text("sampai", "until"),
        Text("menit", "minutes"),
        _LEAF,
    )
    rows = [
        [
            link("boxes", one.box),
            word(one.state),
            unit(one.giver),
            unit(one.receiver),
            moment(one.since),
            Cell(_STILL, tone="bad") if one.until is None else moment(one.until),
            plain(minutes(one, at)),
            leaf(one.leaf),
        ]
        for one in boxes
    ]
    return Table(_UNHELD, heads, rows)
