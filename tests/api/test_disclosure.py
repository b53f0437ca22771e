"""Sealed values over HTTP: each role sees what its class allows, and personal data on record."""

from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api.disclosure import READING_HOURS
from api.readership import HOUR, Readership
from domain.disclosure import Role, commit
from domain.statement import SealedClass
from ledger.directory import Directory
from ledger.tlog.text import to_base64
from tests.support.device import Device
from tests.support.photo import PNG, digest, name
from tests.support.practice import NOW, practice
from tests.support.sayings import golden
from tests.support.server import Desk, desk

AT = "2024-11-25T08:01:02+07:00"
PLACE = "16.08/GDG-01"
OVERSEER = "16.08/bawaslu/kantor-1"
VISITOR = {"name": "Budi Santoso", "photo": digest(PNG)}
SALT = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Desks:
    """A server, a guard and an overseer who write, and readers of every role."""

    counter: Desk
    guard: Device
    overseer: Device
    readership: Readership

    def seals(self, class_: SealedClass, field: str = "note", value: object = "rahasia") -> str:
        """Let the guard say something under seal, open it, and return its leaf hash."""
        sealed = commit(value, SALT, class_)
        body: dict[str, object] = {
            "kind": "VisitorReported",
            "at": AT,
            "place": PLACE,
            "visitor": commit("x", SALT, "pribadi"),
            "purpose": "tamu",
        }
        note = self.guard.says(body | {field: sealed})
        leaf = to_base64(self.guard.head)
        salt = b64encode(SALT).decode()
        opening = {"leaf": leaf, "path": f"/{field}", "salt": salt, "value": value}
        assert self.counter.hands_in_all(note, openings=[opening]).json()["openings"] == [None]
        return leaf

    def lets_in(self, role: Role, journal: str | None = None) -> dict[str, str]:
        """Let a reader in; return the header it is known by."""
        reader = self.readership.add(role, role, journal, NOW)
        return {"Authorization": f"Bearer {self.readership.give(reader, 'token', NOW)}"}

    def states(self, device: Device, leaf: str) -> None:
        """Let a device state that it reads the personal data of a leaf."""
        body: dict[str, object] = {"kind": "PersonalDataRead", "at": AT, "of": [leaf]}
        body["purpose"] = "temuan"
        assert self.counter.hands_in(device.says(body)).json()["understood"]

    def shows(self, leaf: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        """Return the one opening of a leaf, as a reader is shown it."""
        (told,) = self.asked(leaf, headers).json()["statement"]["openings"]
        return dict(told)

    def asked(self, leaf: str, headers: dict[str, str] | None = None, **more: str) -> Any:
        newest = self.counter.place.ledger.tree.size - 1
        path = urlsafe_b64encode(b64decode(leaf)).decode().rstrip("=")
        return self.counter.http.get(
            f"/statements/{path}", params={"after": newest}, headers=(headers or {}) | more
        )


@contextmanager
def manned(counter: Desk) -> Iterator[Desks]:
    guard, overseer = counter.place.enrols("16.08/polri/regu-1", OVERSEER)
    readership = Readership.open(Directory(counter.place.path).readers)
    yield Desks(counter, guard, overseer, readership)
    readership.close()


@pytest.fixture(name="desks")
def _desks(counter: Desk) -> Iterator[Desks]:
    with manned(counter) as desks:
        yield desks


@pytest.mark.parametrize(
    ("class_", "role", "release"),
    [
        ("tunda", "auditor", "terbuka"),
        ("tunda", "operator", "tertutup"),
        ("pengawas", "pengawas", "terbuka"),
        ("pengawas", "auditor", "tertutup"),
        ("tertutup", "pengawas", "tertutup"),
        ("pribadi", "auditor", "tertutup"),
        ("pribadi", "operator", "tertutup"),
        ("pribadi", "pengawas", "nyatakan"),
    ],
)
def test_a_value_is_shown_to_the_roles_of_its_class_and_to_nobody_else(
    desks: Desks, class_: SealedClass, role: Role, release: str
) -> None:
    leaf = desks.seals(class_)
    shown = desks.shows(leaf, desks.lets_in(role, OVERSEER))
    assert (shown["class"], shown["release"]) == (class_, release)
    assert shown.get("value") == ("rahasia" if release == "terbuka" else None)
    assert ("salt" in shown) == (release == "terbuka")
    public = desks.asked(leaf)
    assert "rahasia" not in public.text
    assert public.headers["cache-control"] == "no-cache"
    assert desks.shows(leaf)["release"] == "tertutup"


def test_what_is_shown_is_kept_by_nobody_and_opens_the_commitment(desks: Desks) -> None:
    leaf = desks.seals("pengawas")
    answer = desks.asked(leaf, desks.lets_in("pengawas"))
    assert answer.headers["cache-control"] == "private, no-store"
    told = answer.json()["statement"]
    (one,) = told["openings"]
    assert commit(one["value"], SALT, "pengawas").sd == told["body"]["note"]["sd"]


def test_who_reads_personal_data_has_said_so_in_the_log(desks: Desks) -> None:
    leaf = desks.seals("pribadi", "visitor", VISITOR)
    headers = desks.lets_in("pengawas", OVERSEER)
    page = desks.asked(leaf, headers, Accept="text/html").text
    assert "/formulir/PersonalDataRead?of=" in page
    assert "Budi" not in page
    desks.states(desks.overseer, leaf)
    assert desks.shows(leaf, headers)["value"] == VISITOR
    told = desks.asked(leaf, headers).json()["statement"]["cited_by"]
    assert [one["kind"] for one in told] == ["PersonalDataRead"]
    page = desks.asked(leaf, headers, Accept="text/html").text
    assert "Budi Santoso" in page
    assert f"/photos/{name(PNG)}" in page


def test_a_reader_is_told_what_its_journal_has_stated_to_read(desks: Desks) -> None:
    headers = desks.lets_in("pengawas", OVERSEER)
    stated = []
    for visitor in ("Budi", "Siti"):
        leaf = desks.seals("pribadi", "visitor", VISITOR | {"name": visitor})
        desks.states(desks.overseer, leaf)
        stated.append(desks.counter.place.ledger.tree.size - 1)
    me = desks.counter.http.get("/saya", params={"after": stated[-1]}, headers=headers)
    assert me.json()["readings"] == stated[::-1]
    other = desks.lets_in("pengawas", "16.08/polri/regu-1")
    assert desks.counter.http.get("/saya", headers=other).json()["readings"] == []


def test_a_reading_that_others_have_stated_opens_nothing(desks: Desks) -> None:
    leaf = desks.seals("pribadi", "visitor", VISITOR)
    desks.states(desks.overseer, leaf)
    assert desks.shows(leaf, desks.lets_in("pengawas"))["release"] == "nyatakan"
    assert desks.shows(leaf, desks.lets_in("pengawas", "16.08/x"))["release"] == "nyatakan"
    assert desks.shows(leaf, desks.lets_in("auditor", OVERSEER))["release"] == "tertutup"
    other = desks.seals("pribadi", "visitor", VISITOR | {"name": "Siti"})
    assert desks.shows(other, desks.lets_in("pengawas", OVERSEER))["release"] == "nyatakan"


def test_a_face_is_shown_with_the_value_that_cites_it(desks: Desks) -> None:
    leaf = desks.seals("pribadi", "visitor", VISITOR)
    headers = desks.lets_in("pengawas", OVERSEER)
    path, http = f"/photos/{name(PNG)}", desks.counter.http
    offset = {"Upload-Offset": "0", "Upload-Length": str(len(PNG))}
    piece = {"Content-Type": "application/partial-upload"} | offset
    assert http.patch(f"{path}/upload", content=PNG, headers=piece).json()["complete"]
    assert http.get(path, headers=headers).status_code == 404
    desks.states(desks.overseer, leaf)
    desks.asked(leaf)  # until it is folded
    seen = http.get(path, headers=headers)
    assert seen.content == PNG
    assert seen.headers["cache-control"] == "private, no-store"
    assert http.get(path).json()["type"] == "/problems/not-found"


def test_the_signer_reads_what_is_closed_to_all_others(desks: Desks) -> None:
    leaf = desks.seals("tertutup")
    assert desks.shows(leaf, desks.lets_in("auditor", "16.08/polri/regu-1"))["value"] == "rahasia"


def test_a_reading_is_stated_anew_after_a_day(tmp_path: Path) -> None:
    for now, release in ((READING_HOURS * HOUR - 1, "terbuka"), (READING_HOURS * HOUR, "nyatakan")):
        with (
            practice(tmp_path / release) as place,
            desk(place, now=NOW + now) as counter,
            manned(counter) as desks,
        ):
            leaf = desks.seals("pribadi", "visitor", VISITOR)
            desks.states(desks.overseer, leaf)
            assert desks.shows(leaf, desks.lets_in("pengawas", OVERSEER))["release"] == release


def test_how_many_guard_is_open_to_all_when_the_operation_is_closed(desks: Desks) -> None:
    leaf = desks.seals("tunda")
    kpu, polri, _ = desks.counter.place.founders.registrars
    for kind in ("OperationOpened", "OperationClosed"):
        assert desks.shows(leaf)["release"] == "tertutup"
        body = msgspec.to_builtins(golden(kind))
        assert desks.counter.hands_in(kpu.says(body)).json()["understood"]
        cited = {"of": to_base64(kpu.head), "of_kind": kind}
        desks.counter.hands_in(polri.says({"kind": "Endorsed", "at": AT, **cited}))
    assert desks.shows(leaf)["value"] == "rahasia"
