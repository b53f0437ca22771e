"""The letter of order (Sprin) with its nominal roll, and who has taken note of it."""

from typing import Any, Final

from domain.statement import time
from projections.paper.archive import CLOSED, Archive, Record
from projections.paper.document import Block, Facts, Grid, Paper, Prose
from projections.paper.minutes import Form, minutes
from projections.paper.wording import counted, listed, moment, plain
from projections.person import person

_KINDS: Final = frozenset({"OrderIssued", "AssignmentMade"})
_HEADS: Final = ("No", "Nama", "Jabatan", "Satuan", "Paham (daun)", "Tanda tangan")
_WIDTHS: Final = (6, 24, 24, 18, 12, 16)


def order(archive: Archive, leaf: str) -> Paper:
    """Return a letter of order with the roll of those who are ordered.

    Raises:
        PaperError: The leaf is no order and no assignment.
    """
    record = archive.asked(leaf, _KINDS)
    act = record.statement
    known = [one for one in archive.answers(record) if one.kind == "AssignmentAcknowledged"]
    places = listed(tuple(map(archive.place, (act.place, *getattr(act, "places", ())))))
    rows: list[tuple[str, str]] = [
        ("Satuan", archive.unit(act.unit)),
        ("Untuk", plain(act.task)),
        ("Tempat", places),
        ("Mulai", moment(time(act.from_))),
        ("Sampai", moment(time(act.until))),
        ("Kekuatan", "-" if act.strength is None else f"{counted(act.strength)} orang"),
    ]
    if record.kind == "OrderIssued":
        rows += [
            ("Kerawanan", listed(tuple(map(plain, act.risks)))),
            ("Langkah", listed(tuple(map(plain, act.measures)))),
            ("Naskah (SHA-256)", act.text or "-"),
        ]
    form = Form(
        "sprin",
        "Surat Perintah",
        (
            Prose("DIPERINTAHKAN kepada nama-nama dalam daftar nominatif di bawah ini:"),
            Facts("", rows),
            roll(archive, record, known),
        ),
        number=act.order,
        parts=("Yang memerintahkan", "Yang mengetahui"),
        others=known,
    )
    return minutes(archive, record, form)


def roll(archive: Archive, record: Record, known: list[Record]) -> Block:
    """Return the nominal roll; a roll that was not opened is said to be closed."""
    act = record.statement
    persons: tuple[Any, ...] = act.persons
    if not persons and act.roll is not None:
        value = archive.value(record, "/roll")
        if not isinstance(value, list):
            return Facts("Daftar nominatif", (("Daftar", CLOSED),))
        persons = tuple(map(str, value))
    rows = [
        (str(number), archive.person(one), *_office(archive, one), _noted(one, known), "")
        for number, one in enumerate(persons, start=1)
    ]
    total = f"Jumlah: {counted(len(rows))} orang."
    return Grid("Daftar nominatif", _HEADS, rows, _WIDTHS, total=total)


def _office(archive: Archive, name: str) -> tuple[str, str]:
    found = person(archive.view, name)
    if found is None:
        return "-", "-"
    units = dict.fromkeys(one.unit for one in found.state.mandates)
    return archive.offices(found.state), listed(tuple(units))


def _noted(name: str, known: list[Record]) -> str:
    return listed(tuple(str(one.index) for one in known if name in one.statement.persons))
