"""Many phones at once: raw HTTP/1.1, so that the client costs little beside the server.

    python -m tests.support.load PORT PATH FILE

The file holds, for each connection, the bodies that it sends one after the other.  Prints seconds
and the statuses that came back, as JSON.
"""

import asyncio
import sys
import time
from collections import Counter
from pathlib import Path
from typing import cast

import msgspec
import uvloop


class Phone(asyncio.Protocol):
    """One connection: sends the next request when the answer to the last is whole."""

    def __init__(self, requests: list[bytes], done: "asyncio.Future[None]") -> None:
        self.requests = iter(requests)
        self.done = done
        self.statuses: Counter[int] = Counter()
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.WriteTransport", transport)  # uvloop has classes of its own
        self.send()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, gap, body = self.buffer.partition(b"\r\n\r\n")
        if not gap:
            return
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if len(body) >= length:
            self.statuses[int(head[9:12])] += 1
            self.buffer = b""
            self.send()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def send(self) -> None:
        request = next(self.requests, None)
        if request is None:
            self.done.set_result(None)
            self.transport.close()
        else:
            self.transport.write(request)


def request(path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain; charset=utf-8\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def post_all(port: int, path: str, bodies: list[list[bytes]]) -> tuple[float, Counter[int]]:
    """Post every body, each list over a connection of its own; return seconds and statuses."""
    loop = asyncio.get_running_loop()
    phones = [
        Phone([request(path, body) for body in line], loop.create_future()) for line in bodies
    ]
    start = time.perf_counter()
    waiting = iter(phones)
    for _ in bodies:
        await loop.create_connection(lambda: next(waiting), "127.0.0.1", port)
    await asyncio.gather(*(phone.done for phone in phones))
    statuses: Counter[int] = sum((phone.statuses for phone in phones), Counter())
    return time.perf_counter() - start, statuses


def main() -> None:
    port, path, file = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    bodies = msgspec.msgpack.decode(file.read_bytes(), type=list[list[bytes]])
    seconds, statuses = uvloop.run(post_all(port, path, bodies))
    sys.stdout.write(msgspec.json.encode({"seconds": seconds, "statuses": statuses}).decode())


if __name__ == "__main__":
    main()
