"""Every rule over the whole scenario, and over a hundred times as much: folds alone, on one core.

What is folded a hundred times is the scenario's log, each time as that of another regency: other
places, persons, boxes and leaf hashes, so that subjects grow with history as they do in life.
"""

import gc
import os
import re
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec

from domain.catalogue import read
from domain.context import Context
from domain.fact import Fact
from domain.fold import FOLDS
from domain.said import Said
from ledger.journal import STATEMENT, Entry
from ledger.log import Log
from projections.reading import Reader
from tests.benchmarks.demo import demo
from tests.benchmarks.figure import Figure

_WANTED_PER_SECOND = 10_000
_LARGE = 1_000_000
_LINEAR = 1.2
"""A statement of so many may cost so much of one of a single regency's."""

_AREA = re.compile(rb"16\.08")
_HASH = re.compile(rb"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{4}([A-Za-z0-9+/]{38}[AEIMQUYcgkosw048]=)")


class _Engine:
    """Folds facts in memory: what `projections` do, without a file."""

    def __init__(self) -> None:
        self.leaves: dict[str, Said] = {}
        self.states: dict[tuple[str, str], msgspec.Struct | None] = {}
        self.findings = 0
        self._context = Context(self.leaves.get)

    def hear(self, fact: Fact) -> None:
        """Let the context and every fold that reads its kind take a fact."""
        if isinstance(fact, Said):
            if self._context.concerns(fact):
                self.leaves[fact.leaf] = fact
            self._context.fold(fact)
        kind = type(fact.statement) if isinstance(fact, Said) else type(fact)
        for fold in FOLDS:
            if fold.kinds is not None and kind not in fold.kinds:
                continue
            for subject in fold.subjects(fact):
                key = (fold.name, subject)
                step = fold.after(subject, self.states.get(key), fact, self._context)
                self.states[key] = step.state
                self.findings += len(step.raised)


def measure() -> Figure:
    """Fold the full scenario, then so many regencies; the ratio is over the promised rate."""
    with demo() as directory, ProcessPoolExecutor(1, get_context("spawn")) as pool:
        rate, growth = pool.submit(_measured, directory).result()
    if growth > _LINEAR:
        raise SystemExit(f"a statement of {_LARGE} costs {growth:.2f} times one of one regency")
    return Figure(
        ratio=round(rate / _WANTED_PER_SECOND, 3),
        value=round(rate, 1),
        floor=_WANTED_PER_SECOND,
        unit=f"statements per second of one core; {growth:.2f} times the cost at {_LARGE}",
        wanted=1.0,
    )


def _measured(directory: Path) -> tuple[float, float]:
    """Return statements per second over the scenario, and how a statement's cost grows."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    log = Log.read(directory / "ledger.db")
    try:
        facts = [fact for one in _regency(log, 0) for fact in one]
        gc.collect()
        gc.disable()
        whole = min(_timed(_Engine(), facts) for _ in range(2)) / len(facts)
        engine, spent, heard = _Engine(), 0.0, 0
        for number in range(-(-_LARGE // len(facts))):
            more = [fact for one in _regency(log, number) for fact in one]
            spent += _timed(engine, more)
            heard += len(more)
    finally:
        log.close()
    large = spent / heard
    print(f"  rules: {len(facts)} statements, {whole * 1e6:.0f} us each")
    print(f"  rules: {heard} statements, {large * 1e6:.0f} us each; {engine.findings} findings")
    print(f"  rules: {len(engine.states)} subjects, {_resident() / len(engine.states):.1f} kB each")
    return 1 / whole, large / whole


def _timed(engine: _Engine, facts: list[Fact]) -> float:
    """Return the seconds of processor that it takes to fold facts."""
    began = time.process_time()
    for fact in facts:
        engine.hear(fact)
    return time.process_time() - began


def _resident() -> int:
    """Return the memory of this process in kB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def _regency(log: Log, number: int) -> Iterator[tuple[Fact, ...]]:
    """Yield the facts of the log as if they were another regency's."""
    reader = Reader(log)
    shift = number * log.size
    for stored in log.entries(0, log.size):
        facts = reader.facts(stored)
        if stored.topic == STATEMENT:
            yield tuple(_moved(fact, stored.note, number, shift) for fact in facts)
        elif number == 0:
            yield facts


def _moved(fact: Fact, note: bytes, number: int, shift: int) -> Fact:
    """Return a statement with other names and hashes."""
    if number == 0 or not isinstance(fact, Said):
        return fact
    area = b"%02d.%02d" % (20 + number // 90, 10 + number % 90)
    mark = b64encode(number.to_bytes(3, "big"))

    def other(text: str) -> str:
        return _AREA.sub(area, text.encode()).decode()

    body = _HASH.sub(mark + rb"\1", _AREA.sub(area, Entry.parse(note).body.encode()))
    leaf = _HASH.sub(mark + rb"\1", fact.leaf.encode()).decode()
    return msgspec.structs.replace(
        fact,
        index=fact.index + shift,
        leaf=leaf,
        journal=other(fact.journal),
        enroller=other(fact.enroller),
        registrar=other(fact.registrar),
        statement=read(body.strip()),
    )
