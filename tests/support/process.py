"""Servers in processes of their own, that can be killed and served again where they were."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.server import PATIENCE, ROOT, is_up, until


@contextmanager
def process(
    path: Path, address: str = "", release: Path = ROOT
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Serve a ledger directory by a release; give the process and the address.

    Args:
        path: The ledger's directory.
        address: Where it was served before; else, a new one.
        release: Folder of the product that serves it.
    """
    address = address or f"http://127.0.0.1:{free_port()}"
    words = ("tests.support.server", path, address.rpartition(":")[2])
    with running(*words, release=release, is_up=lambda: is_up(address)) as child:
        yield child, address


@contextmanager
def running(
    *words: object, is_up: Callable[[], bool], release: Path = ROOT, stderr: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module of a release, from when it is up; end it afterwards."""
    command = [sys.executable, "-m", *map(str, words)]
    child = subprocess.Popen(command, cwd=release, stderr=stderr)
    try:
        until(lambda: child.poll() is not None or is_up())
        yield child
    finally:
        child.terminate()
        child.wait(PATIENCE)


def free_port() -> int:
    """Return a port at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
