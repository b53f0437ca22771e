"""How long a guard waits for an entry: signed and on stable storage, on a slow processor."""

import statistics

from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import OLD_PHONE, booth, promised, visit
from tests.support.handset import Handset

_SECONDS = 0.1
_ROUNDS = 5
_ENTRIES = 12

FETCH = """() => Promise.all(
  ["commitment", "journal", "note", "author"].map((name) => import(`/static/${name}.js`)))
  .then(() => true)"""
"""What is signed with is there before the network goes."""

SIGN = """async ([charter, origin, count]) => {
  const [{ seal }, { openJournal }, { parseVerifierKey }, { write }] = await Promise.all(
    ["commitment", "journal", "note", "author"].map((name) => import(`/static/${name}.js`)));
  const { log } = JSON.parse(document.getElementById("ledger").textContent);
  const journal = await openJournal(charter);
  const ledger = { origin, charter, log: await parseVerifierKey(log) };
  const times = [];
  for (let number = 0; number < count; number += 1) {
    const began = performance.now();
    const { commitment, opening } = await seal({ name: `Tamu ${number}` }, "pribadi");
    await write(journal, ledger, {
      kind: "VisitorReported", at: "2024-11-25T08:01:02.345+07:00", place: "16.08/GDG-01",
      visitor: commitment, purpose: "hitung", host: "16.08/kpu",
    }, { openings: [{ path: "/visitor", ...opening }] });
    times.push((performance.now() - began) / 1000);
  }
  return times;
}"""


def measure() -> Figure:
    """Sign entries one after the other with the network off.

    Chromium slows a processor down by holding it still in turns, so one entry takes 3 ms or 100:
    what counts is the mean of a dozen, and of those the median.
    """
    with booth() as where, visit(where) as phone:
        handset = Handset(phone.context, phone.page, where.place, where.address)
        handset.is_enrolled()
        phone.page.evaluate(FETCH)
        phone.context.set_offline(True)
        phone.slows_down(OLD_PHONE)
        ledger = where.place.ledger
        words = [ledger.fingerprint(), ledger.charter.origin, _ENTRIES]
        rounds = [phone.page.evaluate(SIGN, words) for _ in range(_ROUNDS)]
    print(f"  app: {min(map(min, rounds)):.3f} to {max(map(max, rounds)):.3f} s")
    means = [statistics.mean(times) for times in rounds]
    return promised(means, _SECONDS, f"seconds to sign and store, processor / {OLD_PHONE}")
