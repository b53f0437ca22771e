"""What waits for a second person at a post, over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.stories.election import ESCORT, PLACE, PPK, STORE, election, serving
from tests.support.device import Device
from tests.support.server import Desk

HERE, AT = PLACE[STORE], "2024-11-25T08:01:02+07:00"


@pytest.fixture(name="served")
def serve_a_warehouse(tmp_path: Path) -> Iterator[Desk]:
    """A sealed box leaves, the seals are said to have been miscounted, and nobody endorses it."""
    with election(tmp_path / "buku") as made:
        made.now("20 10:00")
        made.packs(STORE, "kabel_ties:OKT-004211")
        boxes = [{"box": "16.08.05.2003-TPS007-GUB", "seals": ["kabel_ties:OKT-004212"]}]
        sealed = made.says(STORE, "SealApplied", place=HERE, boxes=boxes)
        made.says(
            STORE, "CorrectionDeclared", target=sealed, target_kind="SealApplied",
            changes={"boxes": []}, reason="salah_hitung",
        )  # fmt: skip
        made.sends(STORE, PPK, until="20 18:00")
        made.says(STORE, "SealApplied", place=PLACE[PPK], boxes=boxes)
    with serving(made) as served:
        yield served


def pending(served: Desk, as_of: int | None = None) -> list[dict[str, Any]]:
    where = {"after": served.place.ledger.tree.size - 1} if as_of is None else {"as_of": as_of}
    answer = served.http.get(f"/posts/{HERE}", params=where).json()
    told: list[dict[str, Any]] = answer["pending"]
    assert {one["person"] for one in told} <= {*answer["persons"]}
    return told


def test_a_post_tells_what_nobody_has_endorsed_there_and_what_amends_it(served: Desk) -> None:
    sealed, corrected = pending(served)
    assert (sealed["journal"], sealed["person"]) == (STORE, f"p {STORE}")
    box = {"box": "16.08.05.2003-TPS007-GUB", "seals": ["kabel_ties:OKT-004212"]}
    assert sealed["body"]["boxes"] == [box]
    assert corrected["body"]["target"] == sealed["leaf"]
    assert corrected["body"]["changes"] == {"boxes": []}


def test_what_waits_is_told_until_somebody_endorses_it(served: Desk) -> None:
    pending(served)
    listed = served.http.get("/statements", params={"kind": "ConsignmentDispatched"}).json()
    (sent,) = listed["statements"]
    kinds = [one["body"]["kind"] for one in pending(served, sent["leaf_index"])]
    assert kinds == ["SealApplied", "CorrectionDeclared", "ConsignmentDispatched"]
    endorsed = served.place.ledger.tree.entries(sent["leaf_index"] + 1, 1)[0]
    assert endorsed.journal == ESCORT
    assert len(pending(served, endorsed.leaf_index)) == 2


def corrects(guard: Device, target: bytes) -> bytes:
    """Return the correction of some leaf."""
    return guard.says(
        {
            "kind": "CorrectionDeclared",
            "at": AT,
            "target": to_base64(leaf_hash(target)),
            "target_kind": "IncidentReported",
            "changes": {"severity": "biasa"},
            "reason": "salah_tulis",
        }
    )


@pytest.mark.parametrize("body", ["register", "charter", "bukan JSON", "[]", '{"kind":"Lain"}'])
def test_an_amendment_of_anything_hides_no_post(counter: Desk, body: str) -> None:
    people = counter.place.founders
    guard = Device.named("16.08/polri/regu-1")
    enrolment = people.enrol(guard)
    at = {
        "kind": "PlaceRegistered",
        "at": AT,
        "place": HERE,
        "name": "Gudang",
        "unit": "16.08/kpu",
    }
    place = people.registrars[0].says({**at, "place_kind": "gudang"})
    said = guard.says(body)
    target = {"register": enrolment, "charter": people.note}.get(body, said)
    notes = [enrolment, place, said, corrects(guard, target)]
    assert counter.hands_in_all(*notes).is_success

    newest = counter.place.ledger.tree.size - 1
    answer = counter.http.get(f"/posts/{HERE}", params={"after": newest})

    assert answer.status_code == 200, answer.text
    assert answer.json()["pending"] == []
