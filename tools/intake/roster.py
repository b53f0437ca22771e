"""Rosters: persons with their unit and journal, the roles that they hold, and their orders.

Rows with a task are a letter with its roll (Sprin): the order is issued once for all rows of its
number, ahead of the assignments under it, unless the log has an order of that number.

A person is a pseudonym in the log; name, number and telephone are sealed, and their openings go to
the vault.  Where a row has no pseudonym, one follows from the number and a secret of the journal
that signs: the same number gets the same pseudonym again, and nobody without that key can tell
whose it is.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterator, Mapping
from typing import Any, Final

from domain.order import OrderIssued
from domain.person import PersonEnrolled, RoleGranted
from domain.plan import AssignmentMade
from domain.role import LABELS, REGISTRARS
from tools.intake.cell import CellError
from tools.intake.column import Column, column, identifier, needed, one_of, private, text_of
from tools.intake.draft import Draft, Key, Setting
from tools.intake.moment import moment
from tools.intake.register import Register
from tools.verdict import Text

_ROUNDED: Final = re.compile(r"[0-9]+[.,]?[0-9]*[eE][+]?[0-9]+")
_NUMBER: Final = re.compile(r"[0-9]{6,20}")
_PHONE: Final = re.compile(r"\+?[0-9]{6,15}")
_MOBILE: Final = re.compile(r"8[0-9]{7,12}")
"""What is left of 0812... where a spreadsheet has made a number of it."""
_PSEUDONYM_BYTES: Final = 10
_WHOLE: Final = 4
"""What an order has beside its task: number, place, beginning and end."""

_ROLES: Final = {role: label for role, label in LABELS.items() if role not in REGISTRARS}


class Roster:
    """Persons, roles and orders."""

    name: Final = "roster"
    label: Final = Text("petugas, peran dan penugasan", "persons, roles and orders")

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return _COLUMNS

    def drafts(
        self, values: Mapping[str, Any], register: Register, setting: Setting
    ) -> tuple[Draft, ...]:
        """Return the enrolment, the role and the order of one row.

        Raises:
            CellError: Nobody is named, or a role or an order only in part.
        """
        person = values.get("person") or _pseudonym(values, setting)
        return (
            *_enrolment(person, values),
            *_office(person, values, setting),
            *_letter(person, values, setting, register),
            *_assignment(person, values, setting),
        )


def _enrolment(person: str, values: Mapping[str, Any]) -> Iterator[Draft]:
    unit = values["unit"]
    needs: tuple[Key, ...] = (("organisation", unit),)
    identity = {
        told: values[field]
        for field, told in (("name", "nama"), ("number", "nik"), ("phone", "telepon"))
        if field in values
    }
    said = {"person": person, "unit": unit}
    journals = values.get("journals", ())
    if not journals:
        none = {**said, "journals": ()}
        yield Draft(("person", person), PersonEnrolled, {}, none, needs, identity or None)
    for place, journal in enumerate(journals):
        yield Draft(
            ("mandate", person, journal),
            PersonEnrolled,
            {"unit": unit},
            {"person": person, "journals": (journal,)},
            needs,
            identity if identity and not place else None,  # who it is, is said once
        )


def _office(person: str, values: Mapping[str, Any], setting: Setting) -> Iterator[Draft]:
    if "role" not in values:
        if "scope" in values:
            raise CellError("lingkup tanpa peran", "a scope without a role")
        return
    if "scope" not in values:
        raise CellError("peran tanpa lingkup", "a role without a scope")
    role, unit, scope = values["role"], values.get("role_unit", values["unit"]), values["scope"]
    told = _span(values, setting)
    if "order" in values and "task" not in values:
        told["order"] = values["order"]
    yield Draft(
        ("office", person, role, unit, scope),
        RoleGranted,
        told,
        {"person": person, "role": role, "unit": unit, "scope": scope},
        (("organisation", unit), _scope(scope)),
    )


def _letter(
    person: str, values: Mapping[str, Any], setting: Setting, register: Register
) -> Iterator[Draft]:
    """Return a row's share in the order that it names; what is missing, the assignment tells."""
    told = {"order", "place", "from", "until"} & values.keys()
    if "task" not in values or len(told) < _WHOLE or register.has(("order", values["order"])):
        return
    fields = {name: values[name] for name in ("order", "unit", "task", "place")}
    yield Draft(
        ("order", values["order"], person),
        OrderIssued,
        {},
        {**fields, **_span(values, setting), "persons": (person,)},
        (("place", values["place"]),),
    )


def _assignment(person: str, values: Mapping[str, Any], setting: Setting) -> Iterator[Draft]:
    if "task" not in values:
        if "place" in values:
            raise CellError("tempat tugas tanpa tugas", "a place of duty without a task")
        return
    span = _span(values, setting)
    needed = {"nomor_surat": "order", "tempat_tugas": "place", "mulai": "from", "sampai": "until"}
    missing = [head for head, field in needed.items() if field not in values]
    if missing:
        names = ", ".join(missing)
        raise CellError(f"penugasan tanpa {names}", f"an assignment without {names}")
    order, unit = values["order"], values["unit"]
    place, task = values["place"], values["task"]
    yield Draft(
        ("assignment", order, unit, place, task, person),
        AssignmentMade,
        span,
        {"order": order, "unit": unit, "place": place, "task": task, "persons": (person,)},
        (("place", place),),
    )


def _scope(scope: str) -> Key:
    """Return what a scope has to be: a place, or an area in which something is."""
    return ("place" if "/" in scope else "area", scope)


def _span(values: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, name, is_end in (("from", "from_", False), ("until", "until", True)):
        if field in values:
            found[name] = moment(values[field], setting.zone, is_end=is_end)
    if len(found) == 2 and found["from_"] > found["until"]:  # noqa: PLR2004 - both of them
        raise CellError("mulai sesudah sampai", "it begins after it ends")
    return found


def _pseudonym(values: Mapping[str, Any], setting: Setting) -> str:
    number = values.get("number")
    if number is None:
        raise CellError(
            "perlu orang (pseudonim) atau nomor identitas",
            "wants a person (a pseudonym) or an identity number",
        )
    digest = hmac.digest(setting.secret, f"segel/pseudonim/v1\n{number}".encode(), "sha256")
    return f"p-{b32encode(digest[:_PSEUDONYM_BYTES]).decode().lower()}"


def _person(text: str) -> str:
    """Read a pseudonym; a number that the state gave is none."""
    if _NUMBER.fullmatch(text):
        raise CellError("ini nomor, bukan pseudonim", "this is a number, no pseudonym")
    return identifier(text)


def _number(text: str) -> str:
    if _ROUNDED.fullmatch(text):
        raise CellError("dibulatkan oleh lembar kerja", "rounded by the spreadsheet")
    digits = re.sub(r"[ .\-/]", "", text)
    if not _NUMBER.fullmatch(digits):
        raise CellError("bukan nomor", "no number")
    return digits


def _phone(text: str) -> str:
    digits = re.sub(r"[ .\-()]", "", text)
    if _MOBILE.fullmatch(digits):
        return f"0{digits}"
    if not _PHONE.fullmatch(digits):
        raise CellError("bukan nomor telepon", "no telephone number")
    return digits


def _journals(text: str) -> tuple[str, ...]:
    return tuple(identifier(one) for one in re.split(r"[ ,;]+", text) if one)


_COLUMNS: Final = (
    column(
        "person",
        "orang pseudonim person subject",
        _person,
        "pseudonim; boleh kosong bila ada nomor / a pseudonym; may follow from the number",
    ),
    private(
        column(
            "number",
            "nomor_identitas nik nrp nip number",
            _number,
            "NIK, NRP atau NIP; disegel / a number that the state gave; sealed",
        )
    ),
    private(column("name", "nama nama_lengkap name", text_of(200), "disegel / sealed")),
    private(column("phone", "telepon hp no_hp phone", _phone, "disegel / sealed")),
    needed(column("unit", "unit satuan", identifier, "16.08.05/ppk")),
    column(
        "journals",
        "jurnal journal journals",
        _journals,
        "dipisah spasi; boleh kosong / separated by spaces; may be empty",
    ),
    column(
        "role",
        "peran jabatan role",
        one_of(_ROLES, _ROLES),
        "kode atau sebutan peran / code or title of a role",
    ),
    column(
        "role_unit",
        "peran_untuk role_unit",
        identifier,
        "bila peran dipegang untuk unit lain / where the role is held for another unit",
    ),
    column(
        "scope",
        "lingkup scope",
        identifier,
        "tempat atau kode wilayah / a place or the code of an area",
    ),
    column("from", "mulai dari from", str, "waktu / a time"),
    column("until", "sampai until", str, "waktu / a time"),
    column(
        "order",
        "nomor_surat nomor_sk nomor_sprin sprin sk order",
        text_of(200),
        "SK atau Sprin / letter of appointment, or order",
    ),
    column("task", "tugas task", text_of(64), "jaga, kawal, gudang, awasi, kpps"),
    column("place", "tempat_tugas place", identifier, "16.08/GDG-01"),
)
