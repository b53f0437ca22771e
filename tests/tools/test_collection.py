"""Which photographs are there is told from files alone, beside a running server."""

from pathlib import Path

import pytest

from domain.disclosure import commit
from ledger.directory import Directory
from ledger.tlog.text import to_base64
from tests.support.command import segel
from tests.support.photo import PNG, digest, name, picture
from tests.support.practice import practice
from tests.support.server import Desk, desk
from tools.collection import Collection, read

AT = "2024-11-25T08:01:02+07:00"
FACE = picture(900, seed=1)


def tells(counter: Desk) -> None:
    """Report an inspection with a picture that arrives and one that does not, and a face."""
    (guard,) = counter.place.enrols("16.08/polri/regu-1")
    inspection: dict[str, object] = {
        "kind": "InspectionRecorded",
        "at": AT,
        "place": "16.08/GDG-01",
        "template": "hujan",
        "items": [{"item": "atap", "result": "kurang"}],
        "photos": [digest(PNG), digest(b"belum")],
    }
    value, salt = {"name": "Budi", "photo": digest(FACE)}, bytes(32)
    visit: dict[str, object] = {
        "kind": "VisitorReported",
        "at": AT,
        "place": "16.08/GDG-01",
        "visitor": commit(value, salt, "pribadi"),
        "purpose": "tamu",
    }
    notes = [guard.says(inspection), guard.says(visit)]
    leaf = to_base64(guard.head)
    opening = {"leaf": leaf, "path": "/visitor", "salt": to_base64(salt), "value": value}
    assert counter.hands_in_all(*notes, openings=[opening]).is_success
    for raw in (PNG, FACE):
        headers = {"Upload-Offset": "0", "Upload-Length": str(len(raw))}
        headers["Content-Type"] = "application/partial-upload"
        url = f"/photos/{name(raw)}/upload"
        assert counter.http.patch(url, content=raw, headers=headers).is_success


def test_what_is_there_what_is_not_and_what_is_damaged(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place, desk(place) as counter:
        tells(counter)
        assert read(place.path) == Collection(3, 2)
        assert read(place.path, hashes=True) == Collection(3, 2, 0)
        found = next(Directory(place.path).photos.glob("[0-9a-f][0-9a-f]/*"))
        found.write_bytes(b"rusak")
        assert read(place.path, hashes=True) == Collection(3, 2, 1)
        ran = segel("status", place.path, "--photos")
        assert ran.status == 1
        assert "foto dirujuk 3, sudah sampai 2, rusak 1" in ran.out
        assert "✗ 1 foto rusak di cakram" in ran.out
        assert "foto dirujuk 3, sudah sampai 2\n" in segel("status", place.path).out


@pytest.mark.parametrize("made", [b"", b"bukan basis data"])
def test_a_directory_that_never_had_photographs_has_none(tmp_path: Path, made: bytes) -> None:
    assert read(tmp_path) == Collection(0, 0)
    (tmp_path / "vault.db").write_bytes(made)
    assert read(tmp_path, hashes=True) == Collection(0, 0, 0)
    assert list(Collection().lines()) == []
