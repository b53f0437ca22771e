"""`/register`: how a phone learns that it was enrolled, and an enroller where a journal stands."""

from typing import Any

from ledger.tlog.text import to_base64
from tests.support.device import Device
from tests.support.server import Desk


def test_a_phone_learns_by_which_note_it_was_enrolled(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")

    answer = counter.http.get("/register", params={"journal": guard.name})

    assert answer.json() == {
        "journal": guard.name,
        "key": str(guard.key.verifier),
        "hardware": None,
        "enrolled_by_leaf": to_base64(guard.head),
        "enrolled_at": 1,
        "enroller": "16.08/kpu",
        "registrar": "16.08/kpu",
        "delegate": None,
        "expected": 0,
        "head": to_base64(guard.head),
        "revoked_after": None,
    }


def test_an_enroller_learns_where_a_journal_stands(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    counter.hands_in_all(guard.says({"kind": "Halo"}), guard.says({"kind": "Halo"}))
    counter.hands_in(counter.place.founders.registrars[1].registers(f"revoke {guard.name} after 1"))

    answer = counter.http.get("/register", params={"journal": guard.name}).json()

    assert (answer["expected"], answer["revoked_after"]) == (2, 1)
    assert answer["head"] == to_base64(guard.head)


def test_a_delegate_is_shown_with_its_prefix(counter: Desk) -> None:
    delegate = Device.named("16.08/kpu/admin")
    line = delegate.enrol_line(delegate=delegate.name)
    counter.hands_in(counter.place.founders.registrars[0].registers(line))

    answer = counter.http.get("/register", params={"journal": delegate.name}).json()

    assert answer["delegate"] == delegate.name


def test_a_journal_that_nobody_enrolled_is_unknown(counter: Desk) -> None:
    answer = counter.http.get("/register", params={"journal": "16.08/kpu/gudang-99"})

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/unknown-journal")
    assert answer.json()["retry"] == "same-bytes"


def test_all_journals_are_listed_page_by_page(counter: Desk) -> None:
    counter.place.enrols("16.08/kpu/gudang-02", "16.08/kpu/gudang-01")

    names: list[str] = []
    above: Any = ""
    for _ in range(2):
        page = counter.http.get("/register", params={"limit": 4, "above": above}).json()
        names += [one["journal"] for one in page["journals"]]
        assert page["count"] == 6
        above = page["next"]

    assert above is None
    assert names == [
        "16.08/bawaslu",
        "16.08/kpu",
        "16.08/kpu/gudang-01",
        "16.08/kpu/gudang-02",
        "16.08/panitera",
        "16.08/polri",
    ]
