"""A server that is killed while photographs arrive loses no byte that it has answered for."""

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2

from api.photo import PIECE
from tests.support.device import Device
from tests.support.photo import digest, name, picture
from tests.support.practice import practice
from tests.support.process import process

KILLS = 3
SIZE = 4096
PICTURES = [picture(300_000, seed) for seed in range(3)]


def reports(guard: Device) -> bytes:
    """Return a note that cites every picture."""
    at = "2024-11-25T08:01:02+07:00"
    return guard.says(
        {
            "kind": "IncidentReported",
            "at": at,
            "place": "16.08/GDG-01",
            "incident_kind": "banjir",
            "severity": "menonjol",
            "observed": at,
            "photos": [digest(one) for one in PICTURES],
        }
    )


class Phone:
    """Sends its pictures in turns, a piece each, and remembers what was answered for."""

    def __init__(self) -> None:
        self.answered = dict.fromkeys(range(len(PICTURES)), 0)

    def sends(self, address: str) -> None:
        """Send until all is there or nobody answers."""
        try:
            with httpx2.Client(base_url=address, timeout=5) as http:
                for number in self._open(http):
                    self._piece(http, number)
        except httpx2.TransportError:
            return

    def _open(self, http: httpx2.Client) -> Iterator[int]:
        for number, raw in enumerate(PICTURES):
            arrived = http.get(f"/photos/{name(raw)}/upload").json()["offset"]
            assert arrived >= self.answered[number]
            self.answered[number] = arrived
        while rest := [n for n, raw in enumerate(PICTURES) if self.answered[n] < len(raw)]:
            yield from rest

    def _piece(self, http: httpx2.Client, number: int) -> None:
        raw, start = PICTURES[number], self.answered[number]
        headers = {"Content-Type": PIECE, "Upload-Offset": str(start)}
        headers["Upload-Length"] = str(len(raw))
        url = f"/photos/{name(raw)}/upload"
        answer = http.patch(url, content=raw[start : start + SIZE], headers=headers)
        assert answer.is_success, answer.text
        self.answered[number] = answer.json()["offset"]


def test_what_was_answered_for_is_there_after_every_kill(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        (guard,) = place.enrols("16.08/polri/regu-1")
        place.takes(reports(guard))
        place.ledger.close()
        phone, chance = Phone(), random.Random(1)
        for _ in range(KILLS):
            with process(place.path) as (child, address):
                killer = threading.Timer(chance.uniform(0.02, 0.3), child.kill)
                killer.start()
                phone.sends(address)
                killer.join()
        with process(place.path) as (_, address):
            phone.sends(address)
            for raw in PICTURES:
                assert httpx2.get(f"{address}/photos/{name(raw)}").content == raw
