"""Concurrent posts: 64 phones, one note per request, beside an endpoint that merely reads them.

    python -m tests.benchmarks.concurrent_post DIR PORT        serves both

One server process as in service, projections included; the phones are another process.  Guards are
enrolled, named and given their role, so that what is folded is the usual and not the exception.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import uvicorn
from fastapi import Request, Response

from api.app import open_app
from ledger.application import Ledger
from ledger.founding import found
from tests.benchmarks.field import BODY
from tests.benchmarks.figure import Figure, in_turn
from tests.support.device import Device, Founders, founders
from tests.support.practice import NOW
from tests.support.process import free_port, running
from tests.support.server import ROOT, is_up

_CONNECTIONS = 64
_NOTES = 100
"""On each connection, in each round."""

_ROUNDS = 3
_WANTED = 0.4
_AT = "2024-11-20T08:00:00+07:00"


def measure() -> Figure:
    """Compare with the rate at which an empty endpoint reads the same requests."""
    people = founders()
    phones = [Device.named(f"16.08/polri/hp-{number:02}") for number in range(_CONNECTIONS)]
    with (
        TemporaryDirectory(prefix="segel-bench-") as folder,
        _server(Path(folder), people, phones) as port,
    ):
        file = Path(folder) / "bodies"

        def post(path: str, bodies: list[list[bytes]]) -> float:
            file.write_bytes(msgspec.msgpack.encode(bodies))
            return _post(port, path, file)

        silent = [[phone.says(BODY) for _ in range(_NOTES)] for phone in phones]
        rounds = [silent] + [_signed(phones) for _ in range(_ROUNDS - 1)]
        waiting = iter(rounds)
        post("/nothing", silent)
        return in_turn(
            lambda: post("/entries", next(waiting)),
            lambda: post("/nothing", silent),
            "requests/s",
            _WANTED,
            _ROUNDS,
        )


def _signed(phones: list[Device]) -> list[list[bytes]]:
    return [[phone.says(BODY) for _ in range(_NOTES)] for phone in phones]


@contextmanager
def _server(folder: Path, people: Founders, phones: list[Device]) -> Iterator[int]:
    place = folder / "ledger"
    found(place, people.note, (people.log, people.clerk.key), NOW)
    ledger = Ledger.open(place, lambda: NOW)
    ledger.append_all(list(_prelude(people, phones)))
    ledger.close()
    port = free_port()
    words = ("tests.benchmarks.concurrent_post", place, port)
    with running(*words, is_up=lambda: is_up(f"http://127.0.0.1:{port}")):
        yield port


def _prelude(people: Founders, phones: list[Device]) -> Iterator[bytes]:
    """Yield what makes guards of the phones' owners."""
    yield people.enrol(*phones, by=1)
    kpu, polri = people.registrars[:2]
    place: dict[str, object] = {"kind": "PlaceRegistered", "at": _AT, "place": "16.08/GDG-01"}
    yield kpu.says(place | {"place_kind": "gudang", "name": "Gudang", "unit": "16.08/kpu"})
    unit = "16.08/polres"
    for phone in phones:
        person: dict[str, object] = {"at": _AT, "person": phone.name, "unit": unit}
        yield polri.says({"kind": "PersonEnrolled", **person, "journals": [phone.name]})
        yield polri.says({"kind": "RoleGranted", **person, "role": "danru", "scope": "16.08"})


def _post(port: int, path: str, file: Path) -> float:
    words = [sys.executable, "-m", "tests.support.load", str(port), path, str(file)]
    ran = subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    told = json.loads(ran.stdout)
    if told["statuses"].keys() != {"201"}:
        raise AssertionError(f"{path}: {told['statuses']}")
    return float(_CONNECTIONS * _NOTES / told["seconds"])


async def _nothing(request: Request) -> Response:
    """Read the body and keep nothing of it."""
    await request.body()
    return Response(status_code=201)


def main() -> None:
    app = open_app(Path(sys.argv[1]))
    app.add_api_route("/nothing", _nothing, methods=["POST"])
    uvicorn.run(app, port=int(sys.argv[2]), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
