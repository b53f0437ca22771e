"""Twelve boxes are handed over with a finger, offline; the other phone and the auditor see it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.stories.test_phone_handover import (
    BOXES,
    GIVER,
    LEARN,
    Hand,
    bodies,
    enrol_receiver,
    open_page,
    open_phone,
    serve_practice,
    start_chromium,
)
from tests.support.chromium import take_phone
from tests.support.finger import Finger, at_localhost, fingered
from tests.support.handset import Handset
from tests.support.judgement import judge
from tests.support.server import Desk, until
from tools.verdict import State

__all__ = ["enrol_receiver", "open_page", "open_phone", "serve_practice", "start_chromium"]

pytestmark = pytest.mark.browser


@pytest.fixture(name="keys")
def _keys() -> list[str]:
    """Both keys of the giver, once that one is enrolled."""
    return []


@pytest.fixture(name="giver")
def enrol_giver(chromium: Browser, hall: Desk, keys: list[str]) -> Iterator[Hand]:
    """A phone that knows its holder, its boxes, and has lost the network."""
    phone = take_phone(chromium)
    handset = Handset(phone, phone.new_page(), hall.place, at_localhost(hall.address))
    Finger.on(handset.page)
    name, seat = GIVER
    handset.is_enrolled(name, {**seat, "names": {}})
    keys += fingered(handset)
    hand = Hand(handset, name)
    hand.knows(seat["place"], seat["unit"], BOXES)
    hand.page.evaluate("navigator.serviceWorker.ready")
    handset.loses_the_network()
    yield hand
    phone.close()


def test_a_handover_by_finger_is_checked_by_the_other_phone_and_by_the_auditor(
    hall: Desk, giver: Hand, receiver: Hand, keys: list[str]
) -> None:
    charter = hall.place.ledger.fingerprint()
    receiver.page.evaluate(LEARN, [charter, "keys", {giver.name: keys}])
    offer = giver.offers()
    receiver.handset.goes("serah/terima")
    receiver.is_shown(offer)
    expect(receiver.page.get_by_text("12 kotak dari KPU OKU Timur")).to_be_visible()
    expect(receiver.page.get_by_text("Tanda tangan sah")).to_be_visible()
    receiver.types(*BOXES)
    receiver.signs()

    receiver.handset.finds_the_network()  # and hands in what the other has signed, too
    until(lambda: len(bodies(hall)) == 2)
    said = {one["kind"]: one for one in statements(hall)}
    assert said["HandoverOffered"]["tier"] == "sidik jari"
    assert said["HandoverAccepted"]["tier"] == "perangkat lunak"
    hall.place.ledger.close()
    verdict = judge(hall.place.path)
    assert verdict.state is State.HOLDS, [*verdict.lines(0)]
    (signatures,) = [check for check in verdict.checks if check.key == "signatures"]
    assert signatures.summary.id.endswith(", 1 dengan sidik jari")


def statements(hall: Desk) -> list[dict[str, str]]:
    """Return what the server tells of each statement, once all is folded."""
    newest = hall.place.ledger.tree.size - 1
    hall.http.get("/overview", params={"after": newest})
    listed = hall.http.get("/statements", params={"limit": 1000}).json()["statements"]
    return [one for one in listed if one["kind"] is not None]
