"""What waits for a second person is told whatever an amendment says that it is about."""

import pytest

from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device
from tests.support.server import Desk

STORE, AT = "16.08/GDG-01", "2024-11-25T08:01:02+07:00"


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
        "place": STORE,
        "name": "Gudang",
        "unit": "16.08/kpu",
    }
    place = people.registrars[0].says({**at, "place_kind": "gudang"})
    said = guard.says(body)
    target = {"register": enrolment, "charter": people.note}.get(body, said)
    notes = [enrolment, place, said, corrects(guard, target)]
    assert counter.hands_in_all(*notes).is_success

    newest = counter.place.ledger.tree.size - 1
    answer = counter.http.get(f"/posts/{STORE}", params={"after": newest})

    assert answer.status_code == 200, answer.text
    assert answer.json()["pending"] == []
