"""What needs attention: ranked, with who has looked and what became of it."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.json import encode

from ledger.tlog.text import to_base64
from tests.support.device import Device
from tests.support.sayings import golden
from tests.support.server import Desk

PAGE = {"Accept": "text/html"}
STORE = "16.08/GDG-01"
BAWASLU = 2


def says(counter: Desk, device: Device, kind: str, **fields: Any) -> str:
    """Let a device state something; return its leaf hash."""
    receipt = counter.place.takes(device.says(encode(golden(kind, **fields)).decode()))
    counter.http.get("/overview", params={"after": receipt.leaf_index})
    return to_base64(device.head)


@pytest.fixture(name="stated")
def somebody_without_a_role_speaks(counter: Desk) -> str:
    (device,) = counter.place.enrols("16.08/kpu/gudang-01")
    return says(counter, device, "StoreOpened", place=STORE)


def found(counter: Desk) -> dict[str, Any]:
    """Return what is listed about the statement of somebody without a role."""
    answer: dict[str, Any] = counter.http.get("/attention").json()
    one = next(each for each in answer["findings"] if each["rule"] == "R28")
    return {**answer, "one": one}


def test_what_does_not_fit_is_ranked_by_rule(counter: Desk, stated: str) -> None:
    answer = found(counter)

    (concern,) = (one for one in answer["concerns"] if one["rule"] == "R28")
    assert (concern["severity"], concern["number"]) == ("kritis", 1)
    assert concern["text"] == "kunci dipakai tidak semestinya"
    assert concern["oldest"] == answer["one"]["evidence"][0]
    severities = [one["severity"] for one in answer["concerns"]]
    assert severities == sorted(severities, key=["kritis", "tinggi", "sedang"].index)
    assert stated


def test_links_prepare_what_a_supervisor_signs(counter: Desk, stated: str) -> None:
    one = found(counter)["one"]

    review, raising = urlsplit(one["review"]), urlsplit(one["raise"])
    assert (review.path, raising.path) == ("/formulir/ObservationFiled", "/formulir/FindingRaised")
    assert parse_qs(review.query)["basis"] == [stated]
    assert parse_qs(raising.query)["rule"] == ["R28"]
    assert one["reviews"] == []


def test_who_has_looked_stands_beside_the_finding_which_stays(counter: Desk, stated: str) -> None:
    registrar = counter.place.founders.registrars[BAWASLU]
    says(counter, registrar, "ObservationFiled", basis=[stated])

    (review,) = found(counter)["one"]["reviews"]
    assert (review["kind"], review["journal"]) == ("ObservationFiled", registrar.name)
    assert registrar.name in counter.http.get("/attention", headers=PAGE).text


def test_a_finding_that_was_raised_is_followed_by_its_clock(counter: Desk, stated: str) -> None:
    registrar = counter.place.founders.registrars[BAWASLU]
    due = "2024-11-27T20:00:00+07:00"
    leaf = says(
        counter, registrar, "FindingRaised", basis=[stated], rule="R28", number="027", due=due
    )
    other = says(counter, registrar, "FindingRaised", basis=[stated], rule="R04", number="028")

    answer = found(counter)
    assert [(one["number"], one["status"]) for one in answer["raised"]] == [
        ("027", "terbuka"),
        ("028", "terbuka"),
    ]
    assert [one["due"] for one in answer["raised"] if one["number"] == "027"] == [due]
    assert {one["finding"] for one in answer["raised"]} == {leaf, other}
    (review,) = answer["one"]["reviews"]
    assert (review["kind"], review["status"], review["due"]) == ("FindingRaised", "terbuka", due)
    page = counter.http.get("/attention", headers=PAGE).text
    assert "menunggu tanggapan" in page
    assert "/formulir/FindingClosed?of=" in page


def test_nothing_can_be_hidden(counter: Desk, stated: str) -> None:
    page = counter.http.get("/attention", headers=PAGE).text

    assert stated
    main = page.partition('<main id="isi">')[2]
    assert "<button" not in main
    assert "tandai ditinjau" in main


def test_as_of_an_older_leaf_nobody_had_looked_yet(counter: Desk, stated: str) -> None:
    registrar = counter.place.founders.registrars[BAWASLU]
    says(counter, registrar, "ObservationFiled", basis=[stated])
    leaf = found(counter)["one"]["since"]

    then = counter.http.get("/attention", params={"as_of": leaf}).json()

    (one,) = (each for each in then["findings"] if each["rule"] == "R28")
    assert one["reviews"] == []
