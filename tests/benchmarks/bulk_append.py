"""Bulk append: a whole outbox after the other, durable, verified, signed for."""

import resource
from concurrent.futures import wait

from tests.benchmarks.field import Field, field, opened, verify_on_two_cores
from tests.benchmarks.figure import Figure, in_turn, rate

_NOTES = 20_000
_REQUEST = 1000
_WANTED = 0.7


def measure() -> Figure:
    """Compare with the rate at which two cores merely verify the same signatures."""
    place = field(_NOTES)
    signed = place.signed()
    return in_turn(
        lambda: _append(place),
        lambda: rate(len(signed), lambda: verify_on_two_cores(signed)),
        "notes/s",
        _WANTED,
    )


def _append(place: Field) -> float:
    requests = [place.notes[i : i + _REQUEST] for i in range(0, len(place.notes), _REQUEST)]
    with opened(place) as ledger:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        done = rate(len(place.notes), lambda: wait([ledger.submit(r) for r in requests]))
        if ledger.tree.size != len(place.notes) + 2:
            raise AssertionError("the ledger did not take every note")
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"  bulk_append: {1e6 / done:.0f} us a note, {grown // 1024} MB more at the peak")
    return done
