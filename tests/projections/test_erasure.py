"""What two people of different lines have erased is gone, also from what comes back."""

import shutil
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from domain.disclosure import commit
from ledger.tlog.text import to_base64
from tests.support.device import Device
from tests.support.photo import PNG, digest, name
from tests.support.practice import Practice, practice
from tests.support.server import Desk, desk, until

AT = "2024-11-25T08:01:02+07:00"
SALT = bytes(range(32))
VISITOR = {"name": "Budi Santoso", "photo": digest(PNG)}
SEALED = commit(VISITOR, SALT, "pribadi")


@dataclass(slots=True)
class Gate:
    """A server, a guard who writes down visitors, and those who may erase it."""

    counter: Desk
    guard: Device

    def reports(self, salt: bytes = SALT) -> str:
        """Let the guard report the visitor, open it and send the picture; return the leaf hash."""
        body: dict[str, object] = {"kind": "VisitorReported", "at": AT, "place": "16.08/GDG-01"}
        body |= {"visitor": commit(VISITOR, salt, "pribadi"), "purpose": "tamu"}
        note, leaf = self.guard.says(body), to_base64(self.guard.head)
        assert self.hands_in(note, opening(leaf, salt)) == [None]
        ends = {"Upload-Offset": "0", "Upload-Length": str(len(PNG))}
        sent = self.counter.http.patch(
            f"/photos/{name(PNG)}/upload",
            content=PNG,
            headers={"Content-Type": "application/partial-upload"} | ends,
        )
        assert sent.json()["complete"]
        return leaf

    def hands_in(self, note: bytes, *openings: dict[str, object]) -> list[str | None]:
        answers: list[str | None] = self.counter.hands_in_all(note, openings=openings).json()[
            "openings"
        ]
        return answers

    def erases(self, leaf: str, *, by: Device | None = None) -> Device:
        """Let KPU's registrar, unless it is somebody else, erase the visitor; return who did."""
        signer = by or self.counter.place.founders.registrars[0]
        body: dict[str, object] = {"kind": "PersonalDataErased", "at": AT, "unit": "16.08/kpu"}
        body |= {"of": [leaf], "commitments": [SEALED.sd], "ground": "salah_rekam"}
        assert self.counter.hands_in(signer.says(body)).json()["understood"]
        return signer

    def endorses(self, act: str) -> None:
        """Let Polri's registrar stand by it."""
        second = self.counter.place.founders.registrars[1]
        body: dict[str, object] = {"kind": "Endorsed", "at": AT, "of": act}
        body |= {"of_kind": "PersonalDataErased", "capacity": "saksi"}
        assert self.counter.hands_in(second.says(body)).json()["understood"]

    def sealed(self, leaf: str) -> dict[str, Any]:
        """Return what is told of the visitor, once everything is folded."""
        newest = self.counter.place.ledger.tree.size - 1
        answer = self.counter.http.get(at(leaf), params={"after": newest})
        (told,) = answer.json()["statement"]["sealed"]
        return dict(told)

    def has_picture(self) -> bool:
        """Tell whether the bytes of the picture are anywhere in the album."""
        files = (self.counter.place.path / "photos").rglob("*")
        return any(path.read_bytes() == PNG for path in files if path.is_file())


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Iterator[Practice]:
    with practice(tmp_path / "ledger") as place:
        yield place


@pytest.fixture(name="gate")
def _gate(place: Practice) -> Iterator[Gate]:
    with desk(place) as counter:
        (guard,) = place.enrols("16.08/polri/regu-1", by=1)
        yield Gate(counter, guard)


def test_a_value_goes_when_the_second_person_has_signed_and_its_picture_with_it(gate: Gate) -> None:
    leaf = gate.reports()
    act = to_base64(gate.erases(leaf).head)
    assert gate.sealed(leaf) == {"path": "/visitor", "is_opened": True, "erased_by": None}
    assert gate.has_picture()

    gate.endorses(act)

    until(lambda: gate.sealed(leaf)["erased_by"] == act)
    assert not gate.sealed(leaf)["is_opened"]
    assert not gate.has_picture()
    page = gate.counter.http.get(at(leaf), headers={"Accept": "text/html"}).text
    assert "dihapus" in page
    assert f'href="{at(act)}"' in page


def test_a_value_that_was_erased_is_not_taken_in_again(gate: Gate) -> None:
    leaf = gate.reports()
    gate.endorses(to_base64(gate.erases(leaf).head))
    until(lambda: gate.sealed(leaf)["erased_by"])

    later = gate.guard.says({"kind": "AccessExited", "at": AT, "of": leaf})
    assert gate.hands_in(later, opening(leaf, SALT)) == ["erased"]


def test_a_picture_stays_that_another_value_cites(gate: Gate) -> None:
    leaf, other = gate.reports(), gate.reports(salt=SALT[::-1])
    gate.endorses(to_base64(gate.erases(leaf).head))

    until(lambda: gate.sealed(leaf)["erased_by"])
    assert gate.sealed(other)["is_opened"]
    assert gate.has_picture()


def test_somebody_without_authority_erases_nothing(gate: Gate) -> None:
    leaf = gate.reports()
    gate.endorses(to_base64(gate.erases(leaf, by=gate.guard).head))
    act = to_base64(gate.erases(leaf).head)
    gate.endorses(act)

    until(lambda: gate.sealed(leaf)["erased_by"])
    assert gate.sealed(leaf)["erased_by"] == act


def test_what_comes_back_from_a_backup_is_erased_at_the_next_start(
    place: Practice, tmp_path: Path
) -> None:
    kept, vault = tmp_path / "kept.db", place.path / "vault.db"
    with desk(place) as counter:
        (guard,) = place.enrols("16.08/polri/regu-1", by=1)
        gate = Gate(counter, guard)
        leaf = gate.reports()
    shutil.copy(vault, kept)
    with desk(place) as counter:
        gate = Gate(counter, guard)
        act = to_base64(gate.erases(leaf).head)
        gate.endorses(act)
        until(lambda: gate.sealed(leaf)["erased_by"])
    shutil.copy(kept, vault)

    with desk(place) as counter:
        until(lambda: Gate(counter, guard).sealed(leaf)["erased_by"] == act)


def opening(leaf: str, salt: bytes) -> dict[str, object]:
    text = b64encode(salt).decode()
    return {"leaf": leaf, "path": "/visitor", "salt": text, "value": VISITOR}


def at(leaf: str) -> str:
    """Return the address of a leaf."""
    raw = leaf.translate(str.maketrans("+/", "-_")).rstrip("=")
    return f"/statements/{raw}"
