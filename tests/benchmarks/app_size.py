"""How much the whole app weighs, compressed, without the scanner.

What a first visit fetches is weighed as it travels.  The scanner's own modules travel in the same
script; what they add is taken off, and printed beside the figure.  Its reader (zxing-wasm) comes
later and is not counted.
"""

import httpx2

from api.page import STATIC
from api.web.package import compressed
from api.web.script import joined, shortened
from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import booth, promised

_BYTES = 60_000
_BESIDE = ("/jaga/", "/jaga/worker.js")
"""What a first visit fetches beside the package; the icon lies in the package as well."""

_ENTRY = "jaga/main.js"
_SCANNER = ("camera.js", "reader.js", "jaga/scanner.js")
"""What sees and reads codes; what draws them for another phone's camera is counted."""


def measure() -> Figure:
    """Ask for all that a first visit asks for, compressed as for a browser."""
    with booth() as where, httpx2.Client(base_url=where.address) as client:
        sizes = {path: _size(client, path) for path in _BESIDE}
        version = client.get(_BESIDE[0]).text.partition('data-version="')[2].partition('"')[0]
        sizes["package"] = _size(client, f"/jaga/package/{version}")
    sizes["scanner"] = -scanner()
    print("  app:", ", ".join(f"{name} {size}" for name, size in sizes.items()))
    unit = "bytes of the whole app without the scanner, compressed"
    return promised([float(sum(sizes.values()))], _BYTES, unit)


def scanner() -> int:
    """Return how many compressed bytes the scanner's own modules add to the app."""
    whole, rest = (shortened(joined(STATIC, _ENTRY, out)) for out in ((), _SCANNER))
    return len(compressed(whole.encode())) - len(compressed(rest.encode()))


def _size(client: httpx2.Client, path: str) -> int:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip, deflate, br"}) as answer:
        return sum(map(len, answer.iter_raw()))
