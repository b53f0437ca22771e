"""A log without keys or server, for tests of the domain: who says what, leaf after leaf."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from domain.catalogue import NotUnderstood, Statement, read
from domain.context import Context
from domain.correction import Amendment
from domain.said import Said

KPU, POLRI, BAWASLU = "16.08/kpu", "16.08/polri", "16.08/bawaslu"
"""The founding registrars."""

STORE = "16.08/kpu/gudang-01"
PPK = "16.08.05/ppk/hp-1"
GUARD = "16.08/polri/regu-1"
STRANGER = "16.08/kpu/hp-baru"
"""Enrolled as a key, but nobody in particular."""

_GOLDEN: dict[str, dict[str, Any]] = {
    entry["kind"]: json.loads(entry["body"])
    for entry in json.loads(
        (Path(__file__).parents[1] / "vectors" / "statements.json").read_text(encoding="utf-8")
    )
}


def leaf(name: str) -> str:
    return b64encode(sha256(name.encode()).digest()).decode()


def golden(kind: str, **changes: Any) -> Statement | NotUnderstood:
    """Return the golden statement of a kind with some fields changed; None takes one away."""
    body = {"kind": kind} | _GOLDEN[kind] | changes
    return read(msgspec.json.encode({k: v for k, v in body.items() if v is not None}))


class Sayings:
    """Leaves in log order, and the context that has heard them."""

    def __init__(self) -> None:
        self.leaves: dict[str, Said] = {}
        self.context = Context(self.leaves.get)
        self.amendments: tuple[Amendment, ...] = ()
        self._sequences: dict[str, int] = {}

    @property
    def now(self) -> int:
        """The leaf that comes next."""
        return len(self.leaves)

    def say(self, journal: str, kind: str, enroller: str | None = None, **changes: Any) -> Said:
        """Let a journal say a golden statement, changed; the context hears it."""
        return self.hear(self.draft(journal, kind, enroller, **changes))

    def draft(self, journal: str, kind: str, enroller: str | None = None, **changes: Any) -> Said:
        """Return what a journal would say at the next leaf, before it is in the log."""
        line = "/".join(journal.split("/")[:2])
        registrar = {"polri": POLRI, "bawaslu": BAWASLU}.get(line.split("/")[1], KPU)
        statement = golden(kind, **changes)
        assert not isinstance(statement, NotUnderstood), statement
        sequence = self._sequences[journal] = self._sequences.get(journal, -1) + 1
        name = leaf(f"{journal} {sequence}")
        return Said(
            self.now, name, journal, sequence, 0, enroller or registrar, registrar, statement
        )

    def hear(self, said: Said) -> Said:
        """Put a draft into the log at the next leaf."""
        said = msgspec.structs.replace(said, index=self.now)
        self.leaves[said.leaf] = said
        self.amendments = self.context.fold(said)
        return said

    def endorse(self, journal: str, said: Said) -> Said:
        kind = type(said.statement).__name__
        return self.say(journal, "Endorsed", of=said.leaf, of_kind=kind)

    def enrol(self, registrar: str, person: str, journal: str, role: str, scope: str) -> None:
        """Enrol a person with one journal, and grant a role for the journal's unit."""
        unit = "/".join(journal.split("/")[:2])
        self.say(registrar, "PersonEnrolled", person=person, unit=unit, journals=[journal])
        self.say(
            registrar,
            "RoleGranted",
            person=person,
            role=role,
            unit=unit,
            scope=scope,
            **{"from": None},
            until=None,
        )

    @classmethod
    def of_operation(cls) -> "Sayings":
        """An operation that is open, with a clerk of the store, a PPK and a guard."""
        sayings = cls()
        opened = sayings.say(KPU, "OperationOpened")
        sayings.endorse(POLRI, opened)
        begins = {"at": "2024-09-01T09:00:00+07:00", "from": None}
        sayings.say(KPU, "PhaseChanged", to="persiapan", **begins)
        sayings.enrol(KPU, "p-gudang", STORE, "petugas_gudang", "16.08")
        sayings.enrol(KPU, "p-ppk", PPK, "ppk", "16.08.05")
        sayings.enrol(POLRI, "p-danru", GUARD, "danru", "16.08")
        return sayings
