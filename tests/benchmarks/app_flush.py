"""How soon a day's queue is received once there is a network again, each receipt checked."""

import time

from playwright.sync_api import expect

from tests.benchmarks.app_sign import FETCH, SIGN
from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import (
    FAST,
    OLD_PHONE,
    SLOW_3G,
    Booth,
    Network,
    booth,
    promised,
    visit,
)
from tests.support.handset import Handset

_SECONDS = 5.0
_ENTRIES = 300
_ROUNDS = 3
_PATIENCE_MS = 120_000

_ANY = """async (charter) => {
  const { openJournal } = await import("/static/journal.js");
  return (await (await openJournal(charter)).entries()).some(({ state }) => state !== "signed");
}"""
_RECEIVED = """async ([charter, count]) => {
  const { openJournal } = await import("/static/journal.js");
  const journal = await openJournal(charter);
  for (;;) {
    const entries = await journal.entries();
    const done = entries.filter(({ state }) => state !== "signed");
    if (done.length >= count) return done.every(({ state }) => state === "received");
    await new Promise((resolve) => setTimeout(resolve, 50)); // look again, and leave it alone
  }
}"""


def measure() -> Figure:
    """Sign 300 entries with the network off, and let it come back."""
    with booth() as where:
        times = [_flushed(where, number) for number in range(_ROUNDS)]
        slow = _flushed(where, _ROUNDS, SLOW_3G)
    print(f"  app: {slow:.1f} s at Slow 3G on a processor {OLD_PHONE} times slower")
    return promised(times, _SECONDS, f"seconds until {_ENTRIES} entries are received")


def _flushed(where: Booth, number: int, network: Network = FAST) -> float:
    with visit(where) as phone:
        handset = Handset(phone.context, phone.page, where.place, where.address)
        handset.is_enrolled(f"16.08/kpu/gudang-{number:02}")
        phone.page.evaluate(FETCH)
        phone.reaches({**network, "offline": True})
        ledger = where.place.ledger
        charter = ledger.fingerprint()
        phone.page.evaluate(SIGN, [charter, ledger.charter.origin, _ENTRIES])
        phone.page.set_default_timeout(_PATIENCE_MS)
        assert not phone.page.evaluate(_ANY, charter)
        phone.slows_down(1 if network is FAST else OLD_PHONE)
        began = time.perf_counter()
        phone.reaches(network)
        is_received = phone.page.evaluate(_RECEIVED, [charter, _ENTRIES])
        took = time.perf_counter() - began
        assert is_received  # and none refused
        expect(handset.problem).to_have_count(0)
    return took
