"""Where Prometheus asks: a port of its own, which is nobody else's business.

What it says is about no person, but how much is done at which hour is not for everybody either; so
it listens on this machine alone, unless another address is named.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

import click
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.registry import Collector

from tools.complaint import WRONG_USE, CommandError, same
from tools.verdict import Text

_Command = TypeVar("_Command", bound=Callable[..., None])

_HOST: Final = "127.0.0.1"
_PORT_MAX: Final = 65_535


class MetricsPlace(click.ParamType[tuple[str, int]]):
    """`9100`, `127.0.0.1:9100`, `[::1]:9100`."""

    name = "[HOST:]PORT"

    def convert(
        self,
        value: str | tuple[str, int],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, int]:
        """Return host and port."""
        if isinstance(value, tuple):
            return value
        host, _, port = value.rpartition(":")
        if not port.isdecimal() or int(port) > _PORT_MAX:
            self.fail(f"{value!r} is no [HOST:]PORT", param, ctx)
        return host.strip("[]") or _HOST, int(port)


def watched(command: _Command) -> _Command:
    """Give a command the options of whoever watches over a server."""
    command = click.option(
        "--log", is_flag=True, help="Write JSON lines about requests to standard error."
    )(command)
    return click.option("--metrics", type=MetricsPlace(), help="Answer Prometheus there.")(command)


@contextmanager
def scraped(place: tuple[str, int] | None, collector: Collector) -> Iterator[None]:
    """Answer scrapes at a place, if one is named.

    Raises:
        CommandError: The port is not free.
    """
    if place is None:
        yield
        return
    registry = CollectorRegistry()
    registry.register(collector)
    host, port = place
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as error:
        raise CommandError(
            same(f"--metrics {host}:{port}: {error.strerror}"),
            Text("pilih tempat lain untuk --metrics", "choose another place for --metrics"),
            status=WRONG_USE,
        ) from error
    click.echo(f"metrik / metrics: http://{host}:{server.server_port}/metrics")
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
