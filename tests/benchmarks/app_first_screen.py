"""How soon a guard on a slow network reads something: the first paint with text, at Slow 3G."""

from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import SLOW_3G, booth, promised, visit

_SECONDS = 3.0
_ROUNDS = 3


def measure() -> Figure:
    """Open the app on telephones that never saw it."""
    times = []
    with booth() as where:
        for _ in range(_ROUNDS):
            with visit(where, SLOW_3G) as phone:
                phone.opens()
                times.append(phone.painted())
                text = phone.page.locator("#screen").inner_text()
                # what was painted is the words
                assert "ditandatangani dan tersimpan di ponsel ini" in text
    return promised(times, _SECONDS, "seconds to the first words, Slow 3G")
