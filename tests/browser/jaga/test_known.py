"""What the server told stays on the phone for days, is named as its word, and yields to the eye."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.device import Device
from tests.support.gate import Gate
from tests.support.handset import SEAT, Handset
from tests.support.server import Desk

pytestmark = pytest.mark.browser

STORE = SEAT["place"]
AT = "2026-11-20T08:00:00+07:00"
MOVE = """async ([charter, seat]) => {
  const { openJournal } = await import("/modules/journal.js");
  await (await openJournal(charter)).remember("seat", seat);
}"""
KNOWN = """async (charter) => {
  const { openJournal } = await import("/modules/journal.js");
  return (await openJournal(charter)).known();
}"""


@pytest.fixture(name="other")
def other_guard(hall: Desk) -> Device:
    """Another guard, who has let somebody in already, and a place that has its name."""
    (other,) = hall.place.enrols("16.08/polri/regu-2")
    registrar = hall.place.founders.registrars[0]
    place: dict[str, Any] = {"place": STORE, "place_kind": "gudang", "name": "Gudang KPU OKU Timur"}
    opened = {
        "operation": "pilkada-2024",
        "name": "Pilkada",
        "elections": ["GUB"],
        "area": "16.08",
        "phases": ["persiapan"],
    }
    says(hall, registrar, "OperationOpened", **opened)
    says(hall, registrar, "PlaceRegistered", **place, unit="16.08/kpu")
    visitor = {"sd": "A" * 43 + "=", "class": "pribadi"}
    visit = says(hall, other, "VisitorReported", place=STORE, visitor=visitor, purpose="perbaikan")
    says(hall, other, "AccessGranted", of=visit, place=STORE, zone="kantor")
    return other


def says(hall: Desk, device: Device, kind: str, **fields: Any) -> str:
    """Let somebody say something to the server; return its leaf hash as others cite it."""
    hall.place.takes(device.says({"kind": kind, "at": AT, **fields}))
    tree = hall.place.ledger.tree
    index = tree.size - 1
    hall.http.get("/overview", params={"after": index})
    answer = hall.http.get(f"/statements/{index}").json()
    leaf: str = answer["statement"]["leaf_hash"]
    return leaf


@pytest.fixture(name="gate")
def stand_at_the_gate(other: Device, handset: Handset) -> Gate:
    assert other.sequence == 2
    gate = Gate(handset)
    expect(gate.page.get_by_text("Menurut server, daun")).to_be_visible()
    return gate


def test_the_servers_word_is_kept_with_its_leaf_and_shown_as_such(gate: Gate) -> None:
    gate.handset.loses_the_network()
    gate.page.reload()

    expect(gate.page.get_by_text("Gudang KPU OKU Timur")).to_be_visible()
    expect(gate.page.get_by_text("Menurut server, daun")).to_be_visible()
    expect(gate.row("Tamu, nama tidak di ponsel ini")).to_contain_text("Perbaikan · Kantor")
    known = gate.page.evaluate(KNOWN, gate.handset.place.ledger.fingerprint())
    assert known["post"]["leaf_index"] == known["post"]["value"]["as_of"]
    assert known["post"]["at"].endswith("+07:00")


def test_what_this_phone_has_seen_goes_before_the_servers_older_word(gate: Gate) -> None:
    gate.handset.loses_the_network()
    gate.lets_out("Tamu, nama tidak di ponsel ini")
    gate.page.reload()
    expect(gate.page.locator("#inside")).to_have_text("Di dalam sekarang (0)")


def test_the_server_is_asked_once_in_minutes_and_soon_after_it_has_heard_more(gate: Gate) -> None:
    asked: list[str] = []
    gate.page.on("request", lambda one: asked.append(one.url) if "/posts/" in one.url else None)
    for _ in range(3):
        gate.handset.goes("masuk")
        gate.handset.goes("jaga")
    gate.page.wait_for_timeout(6_000)  # longer than the first screen waits before it looks again
    assert asked == []

    gate.lets_in("Siti Aminah")
    gate.page.wait_for_timeout(12_000)  # it looks twice meanwhile, and asks once
    assert len(asked) == 1


def test_the_word_about_one_place_says_nothing_about_another(gate: Gate) -> None:
    gate.handset.loses_the_network()
    charter = gate.handset.place.ledger.fingerprint()
    gate.page.evaluate(MOVE, [charter, {**SEAT, "place": "16.08/GDG-02"}])
    gate.page.reload()
    expect(gate.page.locator("#inside")).to_have_text("Di dalam sekarang (0)")
    expect(gate.page.get_by_text("Menurut server")).to_have_count(0)


def test_a_place_that_the_server_does_not_know_stands_in_nobodys_way(handset: Handset) -> None:
    gate = Gate(handset)
    gate.lets_in("Siti Aminah")
    expect(handset.problem).to_have_count(0)
    expect(gate.page.get_by_text("Menurut server")).to_have_count(0)
