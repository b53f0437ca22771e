"""Published logs, good, odd and damaged, as a folder of files by their paths."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from ledger.journal import EVIDENCE
from ledger.series import join
from ledger.tlog.text import to_base64
from ledger.tlog.tile import join_bundle
from tests.support.device import Device, founders
from tests.support.exhibit import WITNESSES, cosigned, witnessed
from tests.support.forgery import GATE, odd_logs
from tests.support.judgement import flipped
from tests.support.log_builder import LogBuilder, body, story
from tests.support.witness import AT, policy_text

Files = dict[str, bytes]
"""Path below the log's folder -> bytes."""


class Copied(NamedTuple):
    """A published log that somebody hands to an auditor."""

    name: str
    files: Files
    charter: bytes
    """The hash of the charter that the auditor believes."""


def copies(folder: Path) -> Iterator[Copied]:
    """Yield good logs first; `folder` is written into."""
    logs = {"ordinary": story(), "witnessed": witnessed(), "of two tiles": _long()}
    logs |= {name: log for name, log, _ in odd_logs()}
    logs |= {f"filed: {name}": log for name, log in _filed()}
    for number, (name, log) in enumerate(logs.items()):
        files = published(log, folder / str(number))
        yield Copied(name, files, log.fingerprint)
    log = logs["of two tiles"]
    for name, damage in _DAMAGES.items():
        files = dict(published(log, folder / "2"))
        damage(files)
        yield Copied(name, files, log.fingerprint)


def published(log: LogBuilder, folder: Path) -> Files:
    """Return a log's files, with every checkpoint that it has signed among those kept."""
    log.publish(folder)
    kept = join([raw for _, raw in log.checkpoints])
    found = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return found | {"checkpoints/000": kept}


def _long() -> LogBuilder:
    log = LogBuilder(founders(policy=policy_text(2, *WITNESSES)))
    devices = log.enrol(GATE, "16.08/ppk/a")
    for number in range(270):
        log.add(devices[number % 2].says(body(number)))
        if number == 100:
            seen = log.sign()
            devices[0].sees(seen.size, seen.root)
    log.sign()
    size, raw = log.checkpoints[-1]
    log.checkpoints[-1] = (size, cosigned(raw, AT))
    return log


def _filed() -> Iterator[tuple[str, LogBuilder]]:
    for reason in ("equivocation", "revoked", "chain", "disputed"):
        for is_true in (True, False):
            log = LogBuilder()
            (device,) = log.enrol(GATE)
            log.add(device.says(body(1)), device.says(body(2)))
            log.file(reason, _refused(reason, log, is_true=is_true))
            log.sign()
            yield f"{reason}, {is_true}", log
    for name, said in {"no reason": "why\nnote AAAA\n", "no note": "chain\nnote !\n"}.items():
        log = LogBuilder()
        log.add(log.founders.clerk.writes(EVIDENCE, said))
        log.sign()
        yield name, log


def _refused(reason: str, log: LogBuilder, *, is_true: bool) -> bytes:
    """Return a note of which what the clerk says is true, or not."""
    device = Device.named(GATE)
    device.head, device.sequence = log.leaves[-1], 2
    if reason == "equivocation":
        device.sequence = 1 if is_true else 2
    elif reason == "revoked" and is_true:
        log.add(log.founders.registrars[0].registers(f"revoke {GATE} after 1"))
    elif reason == "chain" and is_true:
        device.head = bytes(32)
    elif reason == "disputed":
        tree = log.checkpoint(2)
        device.sees(2, bytes(32) if is_true else tree.root)
    return device.says(body(9))


def _changed(path: str, change: Callable[[bytes], bytes]) -> Callable[[Files], None]:
    def damage(files: Files) -> None:
        files[path] = change(files[path])

    return damage


def _gone(path: str) -> Callable[[Files], None]:
    def damage(files: Files) -> None:
        del files[path]

    return damage


def _added(path: str, make: Callable[[Files], bytes]) -> Callable[[Files], None]:
    def damage(files: Files) -> None:
        files[path] = make(files)

    return damage


def _lines(files: Files) -> list[bytes]:
    return files["checkpoints/000"].splitlines(keepends=True)


_DAMAGES: Final[dict[str, Callable[[Files], None]]] = {
    "a letter of an entry": _changed("tile/entries/000", lambda raw: flipped(raw, 900)),
    "the charter": _changed("tile/entries/000", lambda raw: flipped(raw, 60)),
    "a length": _changed("tile/entries/000", lambda raw: flipped(raw, 1)),
    "a stored leaf hash": _changed("tile/0/000", lambda raw: flipped(raw, 333)),
    "a stored subtree": _changed("tile/1/000.p/1", lambda raw: flipped(raw, 5)),
    "a tile cut off": _changed("tile/0/000", lambda raw: raw[:-1]),
    "a bundle cut off": _changed("tile/entries/001.p/16", lambda raw: raw[:-1]),
    "a bundle with one entry more": _changed(
        "tile/entries/001.p/16", lambda raw: raw + join_bundle([b"x"])
    ),
    "no first bundle": _gone("tile/entries/000"),
    "no last bundle": _gone("tile/entries/001.p/16"),
    "no leaf hashes": _gone("tile/0/000"),
    "no subtrees": _gone("tile/1/000.p/1"),
    "no checkpoint": _gone("checkpoint"),
    "no kept checkpoints": _gone("checkpoints/000"),
    "a checkpoint that is none": _changed("checkpoint", lambda raw: raw[10:]),
    "another root": _changed("checkpoint", lambda raw: raw.replace(b"\n272\n", b"\n271\n", 1)),
    "a broken log signature": _changed("checkpoint", lambda raw: flipped(raw, len(raw) - 300)),
    "a broken witness": _changed("checkpoint", lambda raw: flipped(raw, len(raw) - 20)),
    "kept checkpoints out of order": _added(
        "checkpoints/000", lambda files: b"".join(reversed(_lines(files)))
    ),
    "kept checkpoints that are none": _added("checkpoints/000", lambda _: b"AAAA\n"),
    "kept checkpoints cut off": _changed("checkpoints/000", lambda raw: raw[:-3]),
    "a kept checkpoint of another log": _added(
        "checkpoints/000",
        lambda _: (
            to_base64(LogBuilder(founders("segel.example/lain")).checkpoints[0][1]).encode() + b"\n"
        ),
    ),
    "a witnessed checkpoint of its own": _added(
        "witnessed", lambda _: cosigned(_long().checkpoints[1][1], AT)
    ),
}
