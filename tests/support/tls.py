"""A served ledger behind TLS: certificates of `segel tls`, and the real command in a process."""

import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.support.server import PATIENCE, ROOT
from tools import certificate
from tools.certificate import Authority
from tools.operator import clock

EVERYWHERE = "0.0.0.0"  # noqa: S104 - beyond loopback on purpose: plain http must be refused there


@dataclass(frozen=True, slots=True)
class Papers:
    """What a server is given, and what its clients are."""

    folder: Path

    @property
    def authority(self) -> Path:
        return self.folder / "ca.crt"

    @property
    def options(self) -> list[str]:
        cert, key = self.folder / "server.crt", self.folder / "server.key"
        return ["--tls-cert", str(cert), "--tls-key", str(key)]

    def trusting(self) -> ssl.SSLContext:
        """Return a client of the standard library that believes this authority alone."""
        return ssl.create_default_context(cafile=self.authority)


def today() -> datetime:
    """Return now: real clients verify a certificate by the real clock."""
    return datetime.fromtimestamp(clock() / 1000, UTC)


def papers(folder: Path, *names: str, now: datetime | None = None) -> Papers:
    """Make an authority and a server's certificate for these names only."""
    moment = now or today()
    owner, key = Authority.made(names, moment), certificate.generate()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ca.crt").write_bytes(certificate.text(owner.certificate))
    (folder / "server.crt").write_bytes(certificate.text(owner.vouch(key, names, moment)))
    (folder / "server.key").write_bytes(certificate.secret(key))
    return Papers(folder)


@contextmanager
def command(words: Sequence[object]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a serving command of `segel`; give its first line, and the process."""
    with subprocess.Popen(
        [sys.executable, "-m", "tools.cli", *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as child:
        assert child.stdout is not None
        try:
            yield child.stdout.readline(), child
        finally:
            child.terminate()
            child.wait(PATIENCE)


def handshake(address: str, context: ssl.SSLContext, name: str | None = None) -> list[str]:
    """Shake hands with a server under a name; return the names in its certificate.

    Raises:
        ssl.SSLCertVerificationError: The client does not believe it.
    """
    host, _, port = address.removeprefix("https://").rpartition(":")
    host = host.strip("[]")
    with (
        socket.create_connection((host, int(port)), PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname=name or host) as wrapped,
    ):
        shown = wrapped.getpeercert() or {}
    return [str(one[1]) for one in shown.get("subjectAltName", ()) if isinstance(one, tuple)]
