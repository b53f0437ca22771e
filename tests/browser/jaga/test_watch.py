"""A team begins its watch, hands it over from phone to phone without a network, or ends it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.camera import frames_on
from tests.support.chromium import take_phone
from tests.support.exchange import hears
from tests.support.gate import Gate
from tests.support.handset import SEAT, Handset
from tests.support.server import Desk

pytestmark = pytest.mark.browser

OTHER = "16.08/polres/regu-2"


@pytest.fixture(name="gate")
def stand_at_the_gate(handset: Handset) -> Gate:
    handset.loses_the_network()
    return Gate(handset)


@pytest.fixture(name="relief")
def come_to_relieve(chromium: Browser, hall: Desk) -> Iterator[Gate]:
    """A second phone, of the team that takes over; it has no network either."""
    phone = take_phone(chromium)
    handset = Handset(phone, phone.new_page(), hall.place, hall.address)
    handset.is_enrolled(OTHER, {**SEAT, "person": "orang-0002", "team": "regu-2"})
    handset.loses_the_network()
    yield Gate(handset)
    phone.close()


def test_a_watch_begins_and_home_says_whose_it_is(gate: Gate) -> None:
    expect(gate.page.get_by_text("Belum ada regu yang berjaga")).to_be_visible()
    gate.starts("regu-7", 4)
    (started,) = gate.said()
    assert started["kind"] == "ShiftStarted"
    assert (started["team"], started["present"], started["unit"]) == ("regu-7", 4, "16.08/polres")
    assert gate.remembers("seat")["team"] == "regu-7"


def test_what_was_counted_is_offered_again_at_the_handover(gate: Gate) -> None:
    gate.handset.goes("regu/mulai")
    gate.types(Kunci="3")
    gate.tap("Mulai jaga")
    expect(gate.page.get_by_text("Berjaga: regu-1")).to_be_visible()
    gate.hands_over("regu-2", Buku_jaga="1")
    handed = gate.said()[-1]
    assert handed["kind"] == "ShiftHandedOver"
    assert handed["inventory"] == [{"item": "kunci", "count": 3}, {"item": "buku", "count": 1}]
    assert {one["item"]: one["result"] for one in handed["condition"]}["gerbang"] == "baik"
    gate.handset.goes("jaga")
    expect(gate.page.get_by_text("Serah terima jaga menunggu regu-2")).to_be_visible()


def test_the_next_team_takes_over_by_a_code_with_both_phones_offline(
    gate: Gate, relief: Gate
) -> None:
    gate.starts("regu-1")
    gate.lets_in("Siti Aminah", "Pengawasan")
    gate.hands_over("regu-2", Kunci="3")
    frames = frames_on(gate.page)

    relief.handset.goes("regu/terima")
    hears(relief.handset, *frames)
    expect(relief.page.get_by_text("regu-1 → regu-2")).to_be_visible()
    expect(relief.page.get_by_text("belum dapat diperiksa")).to_be_visible()
    relief.types(Kunci="2", Jumlah_yang_hadir="5")
    relief.tap("Terima jaga")

    expect(relief.page.get_by_text("Berjaga: regu-2")).to_be_visible()
    expect(relief.row("Siti Aminah")).to_contain_text("Pengawasan")
    (accepted,) = relief.said()
    handed = gate.said()[-1]
    assert accepted["kind"] == "ShiftAccepted"
    assert (accepted["from"], accepted["to"], accepted["present"]) == ("regu-1", "regu-2", 5)
    assert accepted["inventory"] == [{"item": "kunci", "count": 2}]
    assert accepted["inside"] == handed["inside"] != []
    assert "Siti" not in str(gate.said())

    relief.lets_out("Siti Aminah")
    assert relief.said()[-1]["of"] == handed["inside"][0]


def test_a_handover_of_another_post_is_not_taken(gate: Gate, relief: Gate) -> None:
    gate.starts("regu-1")
    gate.hands_over("regu-2")
    frames = frames_on(gate.page)
    move = """async ([charter, seat]) => {
      const { openJournal } = await import("/modules/journal.js");
      await (await openJournal(charter)).remember("seat", seat);
    }"""
    seat = {**SEAT, "place": "16.08/GDG-02"}
    relief.page.evaluate(move, [relief.handset.place.ledger.fingerprint(), seat])
    relief.page.reload()

    relief.handset.goes("regu/terima")
    hears(relief.handset, *frames)
    expect(relief.page.get_by_text("untuk pos lain")).to_be_visible()
    assert relief.said() == []


def test_two_teams_on_one_phone_are_told_what_that_means(gate: Gate) -> None:
    gate.starts("regu-1")
    gate.lets_in("Siti Aminah")
    gate.hands_over("regu-2")
    gate.handset.goes("regu")
    gate.tap("Terima di ponsel ini")
    expect(gate.page.get_by_text("satu tanda tangan")).to_be_visible()
    gate.tap("Terima jaga")
    expect(gate.page.get_by_text("Berjaga: regu-2")).to_be_visible()
    expect(gate.row("Siti Aminah")).to_be_visible()


def test_names_are_wiped_when_the_watch_ends(gate: Gate) -> None:
    gate.starts("regu-1")
    gate.lets_in("Siti Aminah")
    gate.lets_out("Siti Aminah")
    gate.lets_in("Budi Santoso")
    assert {one["name"] for one in gate.remembers().values()} == {"Siti Aminah", "Budi Santoso"}

    gate.handset.goes("regu")
    gate.tap("Akhiri jaga")
    gate.picks("Ditarik")
    gate.tap("Akhiri jaga")

    expect(gate.page.get_by_text("Belum ada regu yang berjaga")).to_be_visible()
    assert gate.said()[-1]["reason"] == "ditarik"
    assert gate.remembers() == {}
