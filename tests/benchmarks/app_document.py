"""How much the first screen weighs: one document, headers and all, as it goes over the wire."""

from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import booth, promised, visit

_BYTES = 14 * 1024
"""About what fits into the first ten segments of a new connection.

Source: RFC 6928
"""
_WIRE = 'performance.getEntriesByType("navigation")[0].transferSize'


def measure() -> Figure:
    """Open the app once."""
    with booth() as where, visit(where) as phone:
        phone.opens()
        phone.drawn()
        return promised([float(phone.page.evaluate(_WIRE))], _BYTES, "bytes of the first document")
