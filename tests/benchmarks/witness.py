"""A witness on one core: add-checkpoint over HTTP, each answer on stable storage before it leaves.

python -m tests.benchmarks.witness DIR PORT        serves it, on one core
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
import msgspec

from api.witness import create_app
from ledger.tlog.addition import request
from ledger.witness import found, opened, trust
from tests.benchmarks.figure import Figure, in_turn
from tests.support.grove import Grove, key_of
from tests.support.practice import NOW
from tests.support.process import free_port, running
from tests.support.server import ROOT
from tools.gate import Place, opened as gate, run

_LOGS = 16
_BEFORE = 1000
"""Leaves that each log has when it is measured."""

_GROWTHS = 120
"""Of each log, in each round."""

_ROUNDS = 3
_WANTED = 300.0
"""Requests per second, on one core."""


def measure() -> Figure:
    """Let logs grow side by side; the ratio is to the rate that was promised."""
    names = [f"segel.example/latihan/16.{number:02}/pilkada-2024" for number in range(_LOGS)]
    tree = Grove.grown(_BEFORE + _ROUNDS * _GROWTHS)
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        place = Path(folder) / "saksi"
        found(place, key_of("saksi.bawaslu.example/w1"))
        for name in names:
            trust(place, key_of(name).verifier, name)
        file = Path(folder) / "bodies"
        with _server(place) as port:
            _post(port, file, [[_growth(tree, name, 0, _BEFORE)] for name in names])
            rounds = iter(range(_BEFORE, len(tree.leaves), _GROWTHS))

            def rate() -> float:
                first = next(rounds)
                sizes = range(first, first + _GROWTHS)
                return _post(
                    port, file, [[_growth(tree, name, n, n + 1) for n in sizes] for name in names]
                )

            return in_turn(rate, lambda: _WANTED, "add-checkpoint/s", 1.0, _ROUNDS)


def _growth(tree: Grove, name: str, old: int, size: int) -> bytes:
    log = Grove(key_of(name), tree.leaves)
    return request(old, tree.proof(old, size), log.signed(size))


@contextmanager
def _server(place: Path) -> Iterator[int]:
    port = free_port()
    words = ("tests.benchmarks.witness", place, port)
    with running(*words, is_up=lambda: _is_up(port), stderr=subprocess.DEVNULL):
        yield port


def _is_up(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/").is_success
    except httpx2.TransportError:
        return False


def _post(port: int, file: Path, bodies: list[list[bytes]]) -> float:
    file.write_bytes(msgspec.msgpack.encode(bodies))
    words = [sys.executable, "-m", "tests.support.load", str(port), "/add-checkpoint", str(file)]
    ran = subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    told = json.loads(ran.stdout)
    if told["statuses"].keys() != {"200"}:
        raise AssertionError(f"/add-checkpoint: {told['statuses']}")
    return float(sum(map(len, bodies)) / told["seconds"])


def main() -> None:
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])  # before any thread is there
    place, port = Path(sys.argv[1]), int(sys.argv[2])
    with (
        opened(place, lambda: NOW) as witness,
        gate(
            Place(host="127.0.0.1", port=port, tls_cert=None, tls_key=None, insecure_http=False)
        ) as door,
    ):
        run(create_app(witness, lambda: NOW), door)


if __name__ == "__main__":
    main()
