"""What waits on a phone reaches the log, whatever happens to the network and the server."""

import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.device import Device
from tests.support.errand import Errand
from tests.support.handset import Handset
from tests.support.practice import practice
from tests.support.process import process
from tests.support.server import Desk, desk, until

pytestmark = pytest.mark.browser


@pytest.fixture(name="errand")
def begin_errand(handset: Handset) -> Errand:
    return Errand(handset)


def test_what_was_signed_without_a_network_goes_when_it_is_back(errand: Errand) -> None:
    errand.handset.loses_the_network()
    for number in range(3):
        errand.says(f"halo {number}")
    assert errand.states() == ["signed"] * 3

    errand.handset.finds_the_network()

    errand.waits_for(["received"] * 3)
    assert errand.handset.place.ledger.tree.size == 5


def test_openings_leave_the_phone_once_the_server_has_them(errand: Errand) -> None:
    errand.says("halo", opened={"name": "Siti Aminah"})
    errand.waits_for(["received"])

    (entry,) = errand.handset.entries()
    (opening,) = entry["openings"]
    assert set(opening) == {"leaf", "path"}
    assert opening["path"] == "/visitor"


def test_an_opening_that_the_server_refuses_stays_with_the_reason(errand: Errand) -> None:
    errand.says("halo", opened={"name": "Siti Aminah"}, path="/elsewhere")
    errand.waits_for(["received"])

    (entry,) = errand.handset.entries()
    (opening,) = entry["openings"]
    assert opening["value"] == {"name": "Siti Aminah"}
    assert opening["refused"] == "path"


def test_an_opening_that_was_erased_meanwhile_leaves_the_phone_too(errand: Errand) -> None:
    handset = errand.handset
    handset.loses_the_network()
    errand.says("halo", opened={"name": "Siti Aminah"})
    (entry,) = handset.entries()
    kpu, polri, _ = handset.place.founders.registrars
    act: dict[str, object] = {"kind": "PersonalDataErased", "at": "2024-11-25T08:00:00+07:00"}
    act |= {"unit": "16.08/kpu", "of": [b64encode(bytes(32)).decode()], "ground": "salah_rekam"}
    handset.place.takes(kpu.says(act | {"commitments": [entry["body"]["visitor"]["sd"]]}))
    second: dict[str, object] = {"kind": "Endorsed", "at": act["at"], "capacity": "saksi"}
    second |= {"of": b64encode(kpu.head).decode(), "of_kind": "PersonalDataErased"}
    handset.place.takes(polri.says(second))
    with closing(sqlite3.connect(handset.place.path / "vault.db")) as vault:
        until(lambda: vault.execute("SELECT count(*) FROM erased").fetchone() == (1,))

    handset.finds_the_network()

    errand.waits_for(["received"])
    (opening,) = handset.entries()[0]["openings"]
    assert set(opening) == {"leaf", "path"}


def test_two_windows_sign_and_send_at_once_and_nothing_is_twice(errand: Errand) -> None:
    other = errand.in_another_window()
    for one in (errand, other):
        one.begins_to_say_many(20)
    errand.waits_for(["received"] * 40)

    numbers = [entry["sequence"] for entry in errand.handset.entries()]
    assert numbers == list(range(40))
    assert errand.handset.place.ledger.tree.size == 42


def test_a_queue_of_three_hundred_is_taken_within_five_seconds(errand: Errand) -> None:
    errand.handset.loses_the_network()
    errand.says_many(300)

    seconds = errand.flushes()

    assert errand.states() == ["received"] * 300
    assert seconds < 5


def test_a_server_killed_in_mid_flush_gets_the_rest_when_it_is_back(
    phone: BrowserContext, page: Page, tmp_path: Path
) -> None:
    with practice(tmp_path / "buku") as place, desk(place) as served:
        errand = Errand(Handset(phone, page, place, served.address))
        errand.handset.is_enrolled()
        errand.handset.loses_the_network()
        errand.says_many(250)
    with process(place.path, served.address) as (child, _):
        errand.handset.finds_the_network()
        errand.waits_until(lambda states: "received" in states)
        child.kill()
    errand.rings()
    with process(place.path, served.address):
        errand.rings()
        errand.waits_for(["received"] * 250)

    place.reopen()
    assert place.ledger.tree.size == 252


def test_notes_of_another_phone_are_handed_in_and_noted(errand: Errand, hall: Desk) -> None:
    (other,) = hall.place.enrols("16.08/kpu/gudang-09")
    notes = [other.says({"kind": "Halo", "at": f"2024-11-25T08:0{n}:00+07:00"}) for n in range(3)]

    errand.carries(*reversed(notes))
    until(lambda: errand.carried() == ["received"] * 3)

    assert errand.states() == []
    assert hall.place.ledger.tree.size == 6


def test_a_carried_note_of_a_phone_that_is_not_enrolled_yet_waits(errand: Errand) -> None:
    stranger = Device.named("16.08/kpu/gudang-09")
    errand.carries(stranger.says({"kind": "Halo"}))
    errand.says("halo")
    errand.waits_for(["received"])

    assert errand.carried() == ["waiting"]
