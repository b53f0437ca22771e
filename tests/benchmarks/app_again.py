"""How soon the app is there on every later day, with no network at all."""

import statistics

from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import OLD_PHONE, Visit, booth, promised, visit

_SECONDS = 1.0
_ROUNDS = 5


def measure() -> Figure:
    """Open the installed app with the network off, until its first screen is drawn."""
    with booth() as where, visit(where) as phone:
        phone.opens()
        phone.drawn()
        phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        phone.context.set_offline(True)
        times = [_opened(phone) for _ in range(_ROUNDS)]
        phone.slows_down(OLD_PHONE)
        slow = statistics.median(_opened(phone) for _ in range(_ROUNDS))
    print(f"  app: {slow:.2f} s on a processor {OLD_PHONE} times slower")
    return promised(times, _SECONDS, "seconds to open the app with no network")


def _opened(phone: Visit) -> float:
    phone.opens()
    return phone.drawn()
