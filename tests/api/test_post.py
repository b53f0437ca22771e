"""What a phone takes along from a post, over HTTP."""

import gzip
from base64 import b64decode

from tests.support.device import Device
from tests.support.server import Desk

STORE = "16.08/GDG-01"


def test_a_post_tells_all_that_a_phone_keeps(hall: Desk) -> None:
    answer = hall.http.get(f"/posts/{STORE}").json()

    assert (answer["post"], answer["unit"]) == (STORE, "16.08/kpu")
    assert [(one["box"], one["seals"]) for one in answer["boxes"]] == [
        ("16.08.0000-BUP", ["tag_qr:16.08.0000-BUP-2"]),
        ("16.08.0000-GUB", ["tag_qr:16.08.0000-GUB-2"]),
    ]
    assert answer["consignments"] == []  # what was accepted needs nobody any more
    assert answer["watch"]["teams"][0]["team"] == "regu-1"
    assert [(one["zone"], one["is_pending"]) for one in answer["inside"]] == [("halaman", False)]
    assert answer["places"][STORE] == STORE
    assert answer["persons"]["pol-1"] == {
        "roles": ["Komandan regu jaga"],
        "unit": "16.08/polres",
        "journals": ["16.08/polri/regu-1"],
    }
    assert "kpps-0" not in answer["persons"]
    key = Device.named("16.08/polri/regu-1").key.verifier
    assert answer["keys"]["16.08/polri/regu-1"] == [str(key)]


def test_a_post_as_it_was_tells_the_consignment_on_the_road(hall: Desk) -> None:
    before = hall.http.get(f"/posts/{STORE}", params={"as_of": 37}).json()
    assert [(one["consignment"], one["state"]) for one in before["consignments"]] == [
        ("16.08.0000/kpps>16.08/kpu", "di_perjalanan")
    ]
    (lot,) = before["consignments"][0]["dispatched"]
    assert hall.place.ledger.tree.entries(lot["index"], 1)[0].leaf == b64decode(lot["leaf"])
    assert "16.08.0000/kpps/hp-1" in before["keys"]  # they hand over, so their word is checked
    assert {one["consignment"] for one in before["boxes"]} == {"16.08.0000/kpps>16.08/kpu"}


def test_a_post_travels_compressed_where_it_may(hall: Desk) -> None:
    with hall.http.stream(
        "GET", f"/posts/{STORE}", headers={"Accept-Encoding": "gzip"}
    ) as response:
        raw = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == "gzip"
    assert b'"as_of"' in gzip.decompress(raw)


def test_a_place_that_nobody_has_registered_is_not_found(hall: Desk) -> None:
    assert hall.http.get("/posts/16.08/GDG-99").status_code == 404
