"""Pictures over HTTP: only what a statement cites comes in, only what is for everybody goes out."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from api.photo import PIECE
from domain.disclosure import commit
from ledger.settings import Settings
from ledger.tlog.text import to_base64
from tests.support.device import Device
from tests.support.photo import PNG, digest, name, picture
from tests.support.practice import practice
from tests.support.server import Desk, desk

PICTURE = picture(150_000)
PLACE = "16.08/GDG-01"
AT = "2024-11-25T08:01:02+07:00"


@pytest.fixture(name="guard")
def _guard(counter: Desk) -> Device:
    return counter.place.enrols("16.08/polri/regu-1")[0]


def cites(counter: Desk, guard: Device, *pictures: bytes) -> int:
    """Let a guard report an incident with pictures; return its leaf index."""
    body: dict[str, object] = {
        "kind": "IncidentReported",
        "at": AT,
        "place": PLACE,
        "incident_kind": "atap_bocor",
        "severity": "biasa",
        "observed": AT,
        "photos": [digest(one) for one in pictures],
    }
    return int(counter.hands_in(guard.says(body)).json()["receipt"]["leaf_index"])


def seals(counter: Desk, guard: Device, raw: bytes, *, opens: bool = True) -> None:
    """Let a guard report a visitor whose face is sealed."""
    value, salt = {"name": "Budi Santoso", "photo": digest(raw)}, bytes(range(32))
    sealed = commit(value, salt, "pribadi")
    note = guard.says(
        {
            "kind": "VisitorReported",
            "at": AT,
            "place": PLACE,
            "visitor": {"sd": sealed.sd, "class": "pribadi"},
            "purpose": "tamu",
        }
    )
    leaf = to_base64(guard.head)
    opening = {"leaf": leaf, "path": "/visitor", "salt": b64encode(salt).decode(), "value": value}
    assert counter.hands_in_all(note, openings=[opening] if opens else []).is_success


def sends(
    counter: Desk, raw: bytes, start: int, end: int, length: int | None = None
) -> httpx2.Response:
    """Send a piece of a picture."""
    headers = {
        "Content-Type": PIECE,
        "Upload-Offset": str(start),
        "Upload-Length": str(len(raw) if length is None else length),
    }
    url = f"/photos/{name(raw)}/upload"
    return counter.http.patch(url, content=raw[start:end], headers=headers)


def test_a_cited_picture_comes_in_in_pieces_and_is_shown(counter: Desk, guard: Device) -> None:
    cites(counter, guard, PICTURE)
    for start in range(0, len(PICTURE), 65536):
        asked = counter.http.head(f"/photos/{name(PICTURE)}/upload")
        assert (asked.headers["upload-offset"], asked.headers["upload-complete"]) == (
            str(start),
            "?0",
        )
        assert asked.headers["cache-control"] == "no-store"
        assert counter.http.get(f"/photos/{name(PICTURE)}").json()["type"].endswith("photo-absent")
        sends(counter, PICTURE, start, start + 65536)
    asked = counter.http.get(f"/photos/{name(PICTURE)}/upload")
    assert asked.json() == {"offset": len(PICTURE), "complete": True}
    assert asked.headers["upload-complete"] == "?1"
    shown = counter.http.get(f"/photos/{name(PICTURE)}")
    assert shown.content == PICTURE
    assert shown.headers["content-type"] == "image/jpeg"
    assert "immutable" in shown.headers["cache-control"]
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_a_picture_that_nobody_cites_stays_outside(counter: Desk) -> None:
    for answer in (
        counter.http.get(f"/photos/{name(PICTURE)}/upload"),
        sends(counter, PICTURE, 0, 100),
    ):
        assert answer.status_code == 404
        assert answer.json()["type"] == "/problems/photo-uncited"
        assert answer.json()["retry"] == "same-bytes"
    assert counter.http.get(f"/photos/{name(PICTURE)}").json()["type"] == "/problems/not-found"


def test_a_sealed_picture_comes_in_and_the_public_does_not_see_it(
    counter: Desk, guard: Device
) -> None:
    seals(counter, guard, PICTURE)
    assert sends(counter, PICTURE, 0, len(PICTURE)).json()["complete"] is True
    hidden = counter.http.get(f"/photos/{name(PICTURE)}")
    nothing = counter.http.get(f"/photos/{name(PNG)}")
    assert (hidden.status_code, hidden.content) == (nothing.status_code, nothing.content)
    cites(counter, guard, PICTURE)
    counter.http.get("/overview", params={"after": 3})
    assert counter.http.get(f"/photos/{name(PICTURE)}").is_success


def test_a_sealed_picture_waits_for_its_opening(counter: Desk, guard: Device) -> None:
    seals(counter, guard, PICTURE, opens=False)
    assert sends(counter, PICTURE, 0, 100).json()["type"] == "/problems/photo-uncited"


def test_a_piece_out_of_place_is_told_where_to_go_on(counter: Desk, guard: Device) -> None:
    cites(counter, guard, PICTURE)
    sends(counter, PICTURE, 0, 1000)
    answer = sends(counter, PICTURE, 2000, 3000)
    assert answer.status_code == 409
    assert answer.json()["expected"] == 1000


def test_wrong_bytes_are_told_and_a_whole_picture_mends_it(counter: Desk, guard: Device) -> None:
    cites(counter, guard, PICTURE)
    sends(counter, PICTURE, 0, 1000)
    answer = sends(counter, PICTURE, 1000, 2000, length=2000)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/photo-wrong"
    assert counter.http.get(f"/photos/{name(PICTURE)}/upload").json()["offset"] == 0
    sends(counter, PICTURE, 0, 999)
    assert sends(counter, PICTURE, 0, len(PICTURE)).json()["complete"] is True


def test_a_damaged_picture_is_told_in_words_and_never_shown(counter: Desk, guard: Device) -> None:
    cites(counter, guard, PICTURE)
    sends(counter, PICTURE, 0, len(PICTURE))
    (path,) = (counter.place.path / "photos").glob("[0-9a-f][0-9a-f]/*")
    path.write_bytes(PICTURE[:-1] + b"!")
    answer = counter.http.get(f"/photos/{name(PICTURE)}")
    assert answer.status_code == 500
    assert answer.json()["title"] == "Foto di server rusak"
    page = counter.http.get(f"/photos/{name(PICTURE)}", headers={"Accept": "text/html"})
    assert "Foto di server rusak" in page.text
    assert sends(counter, PICTURE, 0, len(PICTURE)).json()["complete"] is True
    assert counter.http.get(f"/photos/{name(PICTURE)}").content == PICTURE


def test_what_is_no_picture_is_refused(counter: Desk, guard: Device) -> None:
    script = b"<script>alert(1)</script>"
    cites(counter, guard, script)
    answer = sends(counter, script, 0, len(script))
    assert (answer.status_code, answer.json()["retry"]) == (415, "never")


@pytest.mark.parametrize(
    ("headers", "slug"),
    [
        ({"Upload-Offset": "0"}, "bad-parameter"),
        ({"Upload-Length": "10"}, "bad-parameter"),
        ({"Upload-Offset": "-1", "Upload-Length": "10"}, "bad-parameter"),
        ({"Upload-Offset": "+0", "Upload-Length": "10"}, "bad-parameter"),
        ({"Upload-Offset": "9", "Upload-Length": "10"}, "bad-parameter"),
        ({"Upload-Offset": "0", "Upload-Length": "600000"}, "photo-oversize"),
        ({"Upload-Offset": "0", "Upload-Length": "10", "Content-Type": "x/y"}, "media-type"),
    ],
)
def test_a_piece_says_where_it_belongs(
    counter: Desk, guard: Device, headers: dict[str, str], slug: str
) -> None:
    cites(counter, guard, PICTURE)
    url = f"/photos/{name(PICTURE)}/upload"
    answer = counter.http.patch(url, content=b"12", headers={"Content-Type": PIECE} | headers)
    assert answer.json()["type"] == f"/problems/{slug}"


@pytest.mark.parametrize("hash_", ["x", "A" * 43 + "=", "A" * 42 + "B", "%2F" * 43])
def test_a_hash_has_one_spelling(counter: Desk, hash_: str) -> None:
    answer = counter.http.get(f"/photos/{hash_}")
    assert answer.status_code in {400, 404}


@pytest.fixture(name="small")
def _small(tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(photos_bytes_max=100_000)
    with practice(tmp_path / "ledger") as place, desk(place, settings=settings) as counter:
        yield counter


def test_no_room_for_photographs_is_told_and_entries_are_still_taken(small: Desk) -> None:
    (guard,) = small.place.enrols("16.08/polri/regu-1")
    cites(small, guard, PICTURE, PNG)
    sends(small, PICTURE, 0, 65536)
    answer = sends(small, PICTURE, 65536, len(PICTURE))
    assert answer.status_code == 507
    assert answer.json()["type"] == "/problems/photos-full"
    assert answer.headers["retry-after"] == "600"
    assert sends(small, PNG, 0, len(PNG)).json()["complete"] is True
    assert cites(small, guard) > 0


def test_a_statement_tells_which_of_its_pictures_have_arrived(counter: Desk, guard: Device) -> None:
    leaf = cites(counter, guard, PICTURE, PNG)
    sends(counter, PNG, 0, len(PNG))
    url, params = f"/statements/{leaf}", {"after": leaf}
    told = counter.http.get(url, params=params).json()["statement"]["photos"]
    assert told == [
        {"digest": digest(PICTURE), "arrived": False},
        {"digest": digest(PNG), "arrived": True},
    ]
    page = counter.http.get(url, params=params, headers={"Accept": "text/html"}).text
    assert f"/photos/{name(PNG)}" in page
    assert "belum sampai" in page
