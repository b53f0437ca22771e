"""A witness in a test's own folder, and somebody who asks it for cosignatures."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.tlog.errors import TlogError
from ledger.witness import Witness, found, opened, trust
from tests.support.grove import Grove, key_of

NOW = 1_732_640_400
"""Seconds: 27-11-2024 00.00 WIB, the morning of the vote."""

NAME = "saksi.bawaslu.example/w1"
LOG = Grove.grown(40)


def clock() -> int:
    return NOW * 1000 + 999


def made(path: Path, *logs: Grove) -> Path:
    found(path, key_of(NAME))
    for log in logs:
        trust(path, log.vkey, log.vkey.name)
    return path


@contextmanager
def witness(path: Path, *logs: Grove, time: Callable[[], int] = clock) -> Iterator[Witness]:
    with opened(made(path / "saksi", *(logs or (LOG,))), time) as one:
        yield one


def ask(one: Witness, raw: bytes) -> str | TlogError:
    (answer,) = one.submit(raw).result()
    return answer
