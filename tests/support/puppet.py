"""A witness that answers over real HTTP whatever a test tells it to."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from fastapi import FastAPI, Request, Response

from tests.support.server import serving
from tests.support.witness import AT, Cosigner


class Said(NamedTuple):
    """One answer."""

    status: int
    body: bytes = b""
    type: str = "text/plain; charset=utf-8"


Mind = Callable[[bytes], Said]
"""What was sent -> what is answered."""


@dataclass(slots=True)
class Puppet:
    """What it was sent, what it shows, and how slow it is."""

    mind: Mind
    shows: bytes = b""
    """The checkpoint at its monitoring address; none if empty."""

    seconds: float = 0.0
    heard: list[bytes] = field(default_factory=list)

    async def add_checkpoint(self, request: Request) -> Response:
        body = await request.body()
        self.heard.append(body)
        await asyncio.sleep(self.seconds)
        said = self.mind(body)
        return Response(said.body, said.status, media_type=said.type)

    def checkpoint(self, origin_hash: str) -> Response:
        del origin_hash
        return Response(self.shows, 200 if self.shows else 404)

    @contextmanager
    def serves(self, port: int = 0) -> Iterator[str]:
        """Answer; give the address."""
        app = FastAPI()
        app.post("/add-checkpoint")(self.add_checkpoint)
        app.get("/{origin_hash}/checkpoint")(self.checkpoint)
        with serving(app, port) as address:
            yield address


def stale(size: int | str) -> Said:
    """Say that another size was cosigned last."""
    return Said(409, f"{size}\n".encode(), "text/x.tlog.size")


def signing(cosigner: Cosigner, time: int = AT) -> Mind:
    """Cosign whatever comes, as no honest witness does."""

    def mind(body: bytes) -> Said:
        _, _, checkpoint = body.partition(b"\n\n")
        text = checkpoint.rpartition(b"\n\n")[0].decode() + "\n"
        line = cosigner.signs(text, time).line()
        return Said(200, f"{line}\n".encode())

    return mind
