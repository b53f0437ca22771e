"""How much the whole app weighs, compressed, without the reader of codes."""

import httpx2

from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import booth, promised

_BYTES = 60_000
_BESIDE = ("/jaga/", "/jaga/worker.js")
"""What a first visit fetches beside the package; icon and manifest lie in the package as well."""


def measure() -> Figure:
    """Ask for all that a first visit asks for, compressed."""
    with booth() as where, httpx2.Client(base_url=where.address) as client:
        document = client.get(_BESIDE[0]).text
        version = document.partition('data-version="')[2].partition('"')[0]
        sizes = {path: _size(client, path) for path in (*_BESIDE, f"/jaga/package/{version}")}
    print("  app:", ", ".join(f"{path.split(version)[0]} {size}" for path, size in sizes.items()))
    return promised([float(sum(sizes.values()))], _BYTES, "bytes of the whole app, compressed")


def _size(client: httpx2.Client, path: str) -> int:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip, deflate, br"}) as answer:
        return sum(map(len, answer.iter_raw()))
