"""Vantages: the addresses at which a monitor sees a log, and how each is asked cheaply.

An address is a server or a mirror of the log, with its entries, or a witness, which shows the
newest checkpoint that it has cosigned and nothing else.  Nearly every time that one is asked
nothing has changed: that costs one short request, no parsing and no writing.
"""

import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

import httpx2

from ledger.tlog.note import VerifierKey
from tools.source import AbsentError, DamagedError, MissingError
from tools.tile import TileSource, http_fetch

CHECKPOINT_BYTES_MAX: Final = 1 << 16

_REQUEST_SECONDS_MAX = 20.0
_OK = 200
_UNCHANGED = 304
_NOT_THERE = {404, 410}


class Reader(Protocol):
    """Reads a checkpoint, if it is another one than the last."""

    def __call__(self, address: str, etag: str, /) -> "Answer":
        """Ask; raises SourceError."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address says about its checkpoint."""

    content: bytes | None
    """None: as before."""
    etag: str = ""


@dataclass(slots=True)
class Vantage:
    """One address."""

    address: str
    """As it was given."""
    prefix: str = ""
    """Below which the checkpoint stands, once that is known."""
    witness: VerifierKey | None = None
    """Whose address it is; None: a server or a mirror of the log."""
    origin: str = ""
    """Which log is seen there, once that is known."""
    seen: bytes | None = None
    """The checkpoint that was dealt with last."""
    etag: str = ""
    """Of what was seen."""
    offered: str = ""
    """Of what is to be dealt with."""
    size: int = 0
    """The largest tree that was shown there."""
    silent_since: int | None = None
    """Since when nobody has answered, in milliseconds since 1970 UTC."""
    ahead_since: int | None = None
    """Since when a larger tree is shown here than the log shows to us."""

    def news(self, read: Reader) -> bytes | None:
        """Return the checkpoint if it is another one than the last.

        Raises:
            SourceError: It cannot be had.
        """
        for prefix in [self.prefix] if self.prefix else self._prefixes():
            try:
                answer = read(f"{prefix}/checkpoint", self.etag)
            except AbsentError:
                if self.prefix or prefix == self.address.rstrip("/"):
                    raise
                continue
            self.prefix = prefix
            if answer.content is None or answer.content == self.seen:
                return None
            self.offered = answer.etag
            return answer.content
        raise AbsentError(f"{self.address}: no checkpoint here")

    def dealt_with(self, raw: bytes) -> None:
        """Remember that nothing is to be done about a checkpoint any more."""
        self.seen, self.etag = raw, self.offered

    def source(self, session: httpx2.Client) -> TileSource:
        """Return what reads tiles and entries here.

        Raises:
            SourceError: It cannot be had.
        """
        return TileSource(self.address, http_fetch(self.prefix, session))

    def _prefixes(self) -> list[str]:
        base = self.address.rstrip("/")
        return [f"{base}/log", base]


def of_witness(url: str, origin: str, key: VerifierKey) -> Vantage:
    """Return where a witness shows what it has cosigned of a log.

    Source: https://c2sp.org/tlog-witness, monitoring
    """
    prefix = f"{url.rstrip('/')}/{sha256(origin.encode()).hexdigest()}"
    return Vantage(prefix, prefix, key, origin)


def reader(session: httpx2.Client) -> Reader:
    """Return what reads checkpoints over HTTP, unless they are as before."""

    def read(address: str, etag: str, /) -> Answer:
        headers = {"If-None-Match": etag} if etag else {}
        try:
            with session.stream("GET", address, headers=headers) as response:
                return _answer(address, response)
        except (httpx2.TransportError, httpx2.TooManyRedirects, httpx2.DecodingError) as error:
            raise MissingError(f"{address}: {error!r}") from error
        except httpx2.InvalidURL as error:
            raise AbsentError(f"{address}: {error}") from error

    return read


def _answer(address: str, response: httpx2.Response) -> Answer:
    status = response.status_code
    if status == _UNCHANGED:
        return Answer(None)
    if status in _NOT_THERE:
        raise AbsentError(f"{address}: HTTP {status}")
    if status != _OK:
        raise MissingError(f"{address}: HTTP {status}")
    content, deadline = b"", time.monotonic() + _REQUEST_SECONDS_MAX
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > CHECKPOINT_BYTES_MAX:
            raise DamagedError(f"{address}: more than {CHECKPOINT_BYTES_MAX} bytes")
        if time.monotonic() > deadline:
            raise MissingError(f"{address}: slower than {_REQUEST_SECONDS_MAX:.0f} s")
    return Answer(content, response.headers.get("etag", ""))
