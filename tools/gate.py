"""Where a server of ours listens: a port, behind TLS wherever somebody else could listen in.

A telephone makes no key and keeps no queue on a page that came over plain http: browsers give
neither to it.  So plain http is for this machine alone, unless it is asked for by name.
"""

import logging
import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final, TypedDict, TypeVar

import click
import uvicorn
from fastapi import FastAPI
from uvicorn.config import LOGGING_CONFIG

from tools import certificate
from tools.certificate import CertificateError
from tools.complaint import WRONG_USE, CommandError, same
from tools.target import ADDRESS
from tools.verdict import Text

ADVICE: Final = Text(
    "buat sertifikat dengan `segel tls tls`, lalu beri --tls-cert tls/server.crt "
    "--tls-key tls/server.key; di belakang server web yang sudah memakai https: --insecure-http",
    "make a certificate with `segel tls tls`, then give --tls-cert tls/server.crt "
    "--tls-key tls/server.key; behind a web server that has https already: --insecure-http",
)

WARNING_DAYS: Final = 30

_NEARBY: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing is bound by this table
_FILE: Final = click.Path(path_type=Path, dir_okay=False)
STOP_SECONDS: Final = 40
"""How long a server that is told to stop waits for whoever sends or reads slowly."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Place(TypedDict):
    """What the options of `listening` say."""

    host: str
    port: int
    tls_cert: Path | None
    tls_key: Path | None
    insecure_http: bool


def listening(port: int) -> Callable[[_Command], _Command]:
    """Give a command the options of a server, with this port as the default."""
    options = (
        click.option("--host", default="127.0.0.1", show_default=True),
        click.option("--port", type=click.IntRange(0, 65_535), default=port, show_default=True),
        click.option("--tls-cert", type=_FILE, help="Certificate (PEM); then it is https."),
        click.option("--tls-key", type=_FILE, help="Its private key (PEM)."),
        click.option(
            "--insecure-http", is_flag=True, help="Serve plain http to other machines too."
        ),
    )

    def give(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return give


@dataclass(frozen=True, slots=True)
class Tls:
    """The two files of a server's certificate, and what stands in it."""

    certificate: Path
    key: Path
    names: tuple[str, ...]

    def near(self, host: str) -> str:
        """Return a name for a bound address that the certificate is for."""
        fitting = [host, *(["localhost"] if ip_address(host).is_loopback else []), *self.names]
        return next((name for name in fitting if name in self.names), host)


@dataclass(frozen=True, slots=True)
class Gate:
    """A port that was taken, perhaps with a certificate."""

    listener: socket.socket
    tls: Tls | None

    @property
    def address(self) -> str:
        """Where this machine itself reaches it."""
        host = self.listener.getsockname()[0]
        name = _NEARBY.get(host, host)
        return self._address(name if self.tls is None else self.tls.near(name))

    def addresses(self) -> list[str]:
        """Return where it can be reached, this machine's own address first."""
        host = self.listener.getsockname()[0]
        others = self.tls.names if self.tls is not None and host in _NEARBY else ()
        return list(dict.fromkeys([self.address, *map(self._address, others)]))

    def afar(self) -> list[str]:
        """Return those of the addresses that lead here from other machines too."""
        near = {self._address(name) for name in ("localhost", "127.0.0.1", "::1")}
        return [one for one in self.addresses() if one not in near]

    def _address(self, name: str) -> str:
        scheme = "http" if self.tls is None else "https"
        host = f"[{name}]" if ":" in name else name
        return f"{scheme}://{host}:{self.listener.getsockname()[1]}"


@contextmanager
def opened(place: Place, now: datetime | None = None) -> Iterator[Gate]:
    """Take a port before anything else: a port in use must not disturb a ledger.

    Raises:
        CommandError: The port is not free, the certificate does not do, or it would be plain http
            for others.
    """
    tls = _tls(place["tls_cert"], place["tls_key"])
    host = place["host"]
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, place["port"]))
        except OSError as error:
            raise CommandError(
                same(f"{host}:{place['port']}: {error.strerror}"),
                Text("pilih --port lain", "choose another --port"),
                status=WRONG_USE,
            ) from error
        if tls is None and not place["insecure_http"]:
            _check_private(listener)
        if tls is not None and (remark := expiry(tls.certificate, now or datetime.now(UTC))):
            click.echo(remark, err=True)
        yield Gate(listener, tls)


@contextmanager
def announced(directory: Path, gate: Gate) -> Iterator[str]:
    """Leave the address beside the lock that is held, for commands that would write there."""
    gate.listener.listen()  # whoever reads the address may ask at once
    file = directory / ADDRESS
    file.write_text(f"{gate.address}\n", encoding="utf-8")
    try:
        yield gate.address
    finally:
        file.unlink(missing_ok=True)


def run(app: FastAPI, gate: Gate, is_over: Callable[[], bool] = lambda: False) -> None:
    """Answer requests until the process is told to stop, by SIGTERM or Ctrl+C, or it is over.

    Where somebody has said already how logs are written, it is left at that.

    The port stays taken: whoever asks meanwhile waits for what is served there next.

    Args:
        app: Who answers.
        gate: Where.
        is_over: Looked at ten times a second; requests that have begun are still answered.
    """
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None if logging.getLogger().handlers else LOGGING_CONFIG,
        timeout_graceful_shutdown=STOP_SECONDS,
        ssl_certfile=None if gate.tls is None else gate.tls.certificate,
        ssl_keyfile=None if gate.tls is None else gate.tls.key,
    )
    server = _Server(config, is_over)

    def stop(*_: object) -> None:
        server.should_exit = True

    # uvicorn listens to signals only while it serves, and raises the one that stopped it again.
    # A handler that raised would be lost where Python ignores what is raised, as in its imports.
    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[gate.listener.dup()])  # it closes what it is given
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


class _Server(uvicorn.Server):
    """A server that can be over by itself."""

    def __init__(self, config: uvicorn.Config, is_over: Callable[[], bool]) -> None:
        super().__init__(config)
        self._is_over = is_over

    async def on_tick(self, counter: int) -> bool:
        """Tell whether to stop."""
        return await super().on_tick(counter) or self._is_over()


def expiry(file: Path, now: datetime) -> str:
    """Return what is to be said of a certificate that ends soon; nothing of any other."""
    end = certificate.end_of(certificate.parse(file.read_bytes()))
    if end - now >= timedelta(days=WARNING_DAYS):
        return ""
    day = f"{end:%Y-%m-%d}"
    if end <= now:
        return (
            f"Perhatian: {file} tidak berlaku sejak {day}; HP menolak server ini. "
            f"Perbarui sekarang.\n"
            f"Note: {file} ended on {day}; phones refuse this server. Renew it now."
        )
    return (
        f"Perhatian: {file} berlaku sampai {day}; perbarui sebelum itu, lalu jalankan ulang.\n"
        f"Note: {file} is valid until {day}; renew it before, then start again."
    )


def _check_private(listener: socket.socket) -> None:
    host = listener.getsockname()[0]
    if ip_address(host).is_loopback:
        return
    raise CommandError(
        Text(
            f"http biasa di {host}: HP lain tidak dapat membuat kunci, dan siapa pun di jaringan "
            f"dapat membaca dan mengubah isinya",
            f"plain http on {host}: phones cannot make keys, and anybody on the network can read "
            f"and change what goes through",
        ),
        ADVICE,
        status=WRONG_USE,
    )


def _tls(cert: Path | None, key: Path | None) -> Tls | None:
    """Look at both files before anything is opened.

    Raises:
        CommandError: They cannot be used.
    """
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        raise click.UsageError("--tls-cert and --tls-key belong together")
    try:
        names = certificate.names_of(certificate.parse(cert.read_bytes()))
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(cert, key)
    except (OSError, CertificateError) as error:  # ssl.SSLError is one of the former
        raise CommandError(
            same(f"{cert}, {key}: {error}"),
            Text("buat lagi dengan `segel tls`", "make them again with `segel tls`"),
            status=WRONG_USE,
        ) from error
    return Tls(cert, key, tuple(names))
