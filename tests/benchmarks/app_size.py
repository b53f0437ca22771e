"""How much the whole app weighs, compressed, without the reader of codes."""

import json

import httpx2

from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import booth, promised

_BYTES = 60_000
_BESIDE = ("/jaga/", "/jaga/worker.js")
"""What a first visit fetches beside the package; icon and manifest lie in the package as well."""


def measure() -> Figure:
    """Ask for all that a first visit asks for, and what follows it, compressed as for a browser."""
    with booth() as where, httpx2.Client(base_url=where.address) as client:
        sizes = {path: _size(client, path) for path in _BESIDE}
        version = client.get(_BESIDE[0]).text.partition('data-version="')[2].partition('"')[0]
        sizes["package"], head = _package(client, version)
        if head.get("rest"):
            sizes["rest"], _ = _package(client, head["rest"])
    print("  app:", ", ".join(f"{name} {size}" for name, size in sizes.items()))
    return promised([float(sum(sizes.values()))], _BYTES, "bytes of the whole app, compressed")


def _package(client: httpx2.Client, version: str) -> tuple[int, dict[str, str]]:
    """Return how much a package weighs, and its first line."""
    path = f"/jaga/package/{version}"
    head: dict[str, str] = json.loads(client.get(path).text.partition("\n")[0])
    return _size(client, path), head


def _size(client: httpx2.Client, path: str) -> int:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip, deflate, br"}) as answer:
        return sum(map(len, answer.iter_raw()))
