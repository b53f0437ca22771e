"""`segel doctor`: everything that makes a server fail on the day, looked at before the day.

    ✓ ok                 cakram          41 % kosong
    ! perlu diperhatikan cadangan        terakhir 3 hari lalu
        jalankan `segel backup` ke cakram lain
    ✗ rusak              penjaga         tidak ada berkas guard

A directory is read without writing to it, beside a running server or without one; of an address is
told what can be seen from outside.
"""

import shutil
import socket
import sqlite3
import ssl
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import click
import httpx2
from cryptography import x509

from ledger.attempt import attempt
from ledger.directory import Directory
from ledger.settings import Settings
from tools import status
from tools.auditor import answers
from tools.backup import Record
from tools.certificate import end_of
from tools.gate import WARNING_DAYS
from tools.source import MissingError, NotALogError
from tools.target import is_address
from tools.telling import Told, telling
from tools.tile import client
from tools.trust import explained, trusted
from tools.turnout import QUORUM_MINUTES_MAX
from tools.verdict import Language, Text

State = Literal["ok", "attention", "broken"]

_WORDS: Final[dict[State, Text]] = {
    "ok": Text("ok", "ok"),
    "attention": Text("perlu diperhatikan", "needs attention"),
    "broken": Text("rusak", "broken"),
}
_MARKS: Final[dict[State, str]] = {"ok": "✓", "attention": "!", "broken": "✗"}
_NOTHING: Final = Text("", "")

_BACKUP_HOURS_MAX: Final = 48
_FREE_PERCENT_MIN: Final = 10.0
_CLOCK_SECONDS_MAX: Final = 5
"""Of difference; a server's `Date` is cut to whole seconds."""
_PATIENCE_SECONDS: Final = 10.0
_NOT_READY: Final = 503
_OK: Final = 200
_LAST: Final = "SELECT received_at FROM entry ORDER BY leaf_index DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Line:
    """What was looked at, and how it is."""

    what: Text
    state: State
    found: Text
    advice: Text = _NOTHING
    """What to do next; nothing where all is well."""


@click.command()
@click.argument("target")
@telling
def doctor(target: str) -> Told:
    """Look over a ledger's directory or a server's address, and say what to do next.

    Exit status: 0 all is well, 1 something needs attention or is broken, 3 it cannot be looked at.
    """
    now = time.time()
    with answers():
        lines = list(of_address(target, now) if is_address(target) else of_folder(target, now))
    value = {"lines": [_as_json(one) for one in lines]}
    printed = [
        Text(*both)
        for line in lines
        for both in zip(_printed(line, "id"), _printed(line, "en"), strict=True)
    ]
    return Told(value, printed, 0 if all(line.state == "ok" for line in lines) else 1)


def of_folder(target: str, now: float) -> Iterator[Line]:
    """Look over a ledger's directory.

    Args:
        target: Its path.
        now: Seconds since 1970 UTC.

    Raises:
        SourceError: It is none, or cannot be read.
    """
    directory = Directory(Path(target))
    if not directory.database.is_file():
        raise NotALogError(f"{target}: no ledger.db")
    files = list(_databases(directory))
    yield from files
    yield _disk(directory)
    yield _guard(directory)
    yield _keys(directory)
    yield _backup(directory, now)
    if any(line.state == "broken" for line in files):
        return  # what is read off a damaged database says nothing
    yield _clock(directory, now)
    yield from _log(directory, now)


def of_address(target: str, now: float) -> Iterator[Line]:
    """Look over what can be seen of a server from outside.

    Args:
        target: Its address.
        now: Seconds since 1970 UTC.

    Raises:
        MissingError: It does not answer.
    """
    base = target.rstrip("/")
    tls = _tls(base, now)
    yield tls
    if tls.state == "broken":
        return
    with client() as session:
        try:
            ready = session.get(f"{base}/readyz")
            witnesses = session.get(f"{base}/witnesses.json")
        except httpx2.TransportError as error:
            raise MissingError(f"{base}: {explained(error)}") from error
    yield _served(ready)
    yield _server_clock(ready, now)
    if witnesses.status_code == _OK:
        yield _witnesses(witnesses.json())


def _databases(directory: Directory) -> Iterator[Line]:
    """Let SQLite look through each file."""
    answers_kept = directory.path / "projections"
    name = answers_kept.read_text("utf-8").strip() if answers_kept.is_file() else ""
    from_copy = Text(
        "hentikan server dan pulihkan dari salinan: `segel restore`",
        "stop the server and restore from a copy: `segel restore`",
    )
    again = Text("jalankan `segel rebuild`", "run `segel rebuild`")
    for path in (directory.database, directory.path / "vault.db", directory.readers):
        if path.exists():
            yield _database(path, from_copy)
    if name:
        yield _database(directory.path / name, again)


def _database(path: Path, advice: Text) -> Line:
    what = Text(f"basis data {path.name}", f"database {path.name}")
    said = attempt(_checked, path)
    if isinstance(said, sqlite3.Error | OSError):
        said = str(said)
    if isinstance(said, Exception):
        raise said
    if said == "ok":
        return Line(what, "ok", Text("utuh", "intact"))
    return Line(what, "broken", Text(said, said), advice)


def _checked(path: Path) -> str:
    with closing(_reading(path)) as reader:
        return str(reader.execute("PRAGMA quick_check(1)").fetchone()[0])


def _reading(path: Path) -> sqlite3.Connection:
    """Open a file to be read alone; where nobody writes, SQLite leaves nothing beside it."""
    is_quiet = not path.with_name(f"{path.name}-wal").exists()
    uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_quiet else ''}"
    return sqlite3.connect(uri, uri=True)


def _disk(directory: Directory) -> Line:
    disk = shutil.disk_usage(directory.path)
    percent = 100 * disk.free / disk.total
    what = Text("cakram", "disk")
    found = Text(f"{percent:.0f} % kosong", f"{percent:.0f} % free")
    advice = Text(
        "kosongkan ruang; projections.*.db yang tidak disebut berkas projections boleh dihapus",
        "make room; old projections.*.db that the file projections does not name may go",
    )
    if disk.free < Settings().ready_disk_bytes:
        return Line(what, "broken", found, advice)
    return Line(what, "attention" if percent < _FREE_PERCENT_MIN else "ok", found, advice)


def _guard(directory: Directory) -> Line:
    what = Text("penjaga tanda tangan", "signing guard")
    if directory.guard.is_file():
        return Line(what, "ok", Text("ada", "there"))
    return Line(
        what,
        "broken",
        Text("tidak ada berkas guard", "there is no file guard"),
        Text(
            "jangan jalankan server; kembalikan guard, atau `segel restore --guard` dengan "
            "checkpoint terbesar yang dipegang orang lain",
            "do not start a server; put guard back, or `segel restore --guard` with the largest "
            "checkpoint that anybody holds",
        ),
    )


def _keys(directory: Directory) -> Line:
    what = Text("kunci log dan panitera", "keys of log and clerk")
    places = [directory.log_key, directory.clerk_key]
    if missing := [one.name for one in places if not one.is_file()]:
        names = ", ".join(missing)
        found = Text(f"tidak ada: {names}", f"missing: {names}")
        offline = Text("kembalikan dari salinan luring", "put them back from the offline copy")
        return Line(what, "broken", found, offline)
    if any(stat.S_IMODE(one.stat().st_mode) & 0o077 for one in places):
        found = Text("terbaca oleh orang lain", "others can read them")
        return Line(what, "broken", found, Text("chmod 600 keys/*", "chmod 600 keys/*"))
    return Line(what, "ok", Text("hanya terbaca pemiliknya", "read by their owner alone"))


def _backup(directory: Directory, now: float) -> Line:
    what = Text("cadangan", "backup")
    advice = Text("jalankan `segel backup` ke cakram lain", "run `segel backup` onto another disk")
    record = Record.read(directory.path)
    if record is None:
        found = Text("belum pernah, sejauh diketahui", "never, as far as is known")
        return Line(what, "attention", found, advice)
    hours = max(0.0, now - record.at / 1000) / 3600
    found = Text(
        f"{hours:.0f} jam lalu, {record.entries} entri",
        f"{hours:.0f} hours ago, {record.entries} entries",
    )
    if hours > _BACKUP_HOURS_MAX or record.damaged:
        return Line(what, "attention", found, advice)
    return Line(what, "ok", found)


def _log(directory: Directory, now: float) -> Iterator[Line]:
    """Say what `segel status` would, but for the disk."""
    what = Text("log dan saksi", "log and witnesses")
    found = replace(status.read(directory.path, now), disk_free_percent=100.0)
    troubles = list(found.troubles())
    if not troubles:
        yield Line(what, "ok", Text(f"{found.entries} entri", f"{found.entries} entries"))
    is_lost = found.covered > found.entries or found.disputes > 0
    for one in troubles:
        advice = Text("lihat `segel status`", "see `segel status`")
        yield Line(what, "broken" if is_lost else "attention", one, advice)


def _clock(directory: Directory, now: float) -> Line:
    """Hold this machine's clock against the hour at which the last entry came in."""
    with closing(_reading(directory.database)) as reader:
        (last,) = reader.execute(_LAST).fetchone()
    return _judged(Text("jam server", "server's clock"), max(0.0, last / 1000 - now))


def _server_clock(answer: httpx2.Response, now: float) -> Line:
    what = Text("jam server", "server's clock")
    said = answer.headers.get("date")
    if said is None:
        found = Text("server tidak menyebut jamnya", "the server does not tell its hour")
        return Line(what, "ok", found)
    return _judged(what, abs(parsedate_to_datetime(said).timestamp() - now))


def _judged(what: Text, seconds: float) -> Line:
    if seconds <= _CLOCK_SECONDS_MAX:
        return Line(what, "ok", Text("sesuai", "agrees"))
    return Line(
        what,
        "attention",
        Text(f"berbeda {seconds:.0f} detik", f"differs by {seconds:.0f} seconds"),
        Text(
            "setel jam dengan NTP (timedatectl), di server dan di mesin ini",
            "set the clocks by NTP (timedatectl), on the server and on this machine",
        ),
    )


def _served(answer: httpx2.Response) -> Line:
    what = Text("kesiapan server", "readiness")
    if answer.status_code == _OK:
        return Line(what, "ok", Text("siap", "ready"))
    if answer.status_code == _NOT_READY:
        return Line(
            what,
            "broken",
            Text(*[str(answer.json()["detail"])] * 2),
            Text(
                "di server: `segel doctor` atas direktorinya", "there: `segel doctor` on its folder"
            ),
        )
    found = Text(f"HTTP {answer.status_code}", f"HTTP {answer.status_code}")
    return Line(what, "attention", found, Text("perbarui server", "upgrade the server"))


def _witnesses(told: dict[str, Any]) -> Line:
    what = Text("saksi", "witnesses")
    if not told["witnesses"]:
        return Line(what, "ok", Text("tidak diminta kebijakan", "the policy asks for none"))
    minutes = told["minutes_since_quorum"]
    advice = Text("lihat /witnesses dan panggil auditor", "see /witnesses, call the auditors")
    if minutes is None:
        never = Text("kuorum belum pernah tercapai", "there never was a quorum")
        return Line(what, "attention", never, advice)
    found = Text(f"kuorum {minutes} menit lalu", f"quorum {minutes} minutes ago")
    is_behind = minutes > QUORUM_MINUTES_MAX and told["witnessed"]["size"] < told["size"]
    return Line(what, "attention" if is_behind or told["objections"] else "ok", found, advice)


def _tls(base: str, now: float) -> Line:
    """Shake hands as every client does, and read how long the certificate is good."""
    what, parts = Text("https", "https"), urlsplit(base)
    host = parts.hostname or ""
    advice = Text("perbarui dengan `segel tls`", "renew it with `segel tls`")
    if parts.scheme != "https":
        is_near = host in {"localhost", "127.0.0.1", "::1"}
        found = Text("http biasa", "plain http")
        over = Text("pakai https untuk mesin lain", "use https for other machines")
        return Line(what, "ok" if is_near else "broken", found, over)
    try:
        with (
            socket.create_connection((host, parts.port or 443), _PATIENCE_SECONDS) as plain,
            trusted().wrap_socket(plain, server_hostname=host) as wrapped,
        ):
            raw = wrapped.getpeercert(binary_form=True) or b""
    except ssl.SSLError as error:
        return Line(what, "broken", Text(explained(error), explained(error)), advice)
    except OSError as error:
        raise MissingError(f"{base}: {error}") from error
    days = (end_of(x509.load_der_x509_certificate(raw)) - datetime.fromtimestamp(now, UTC)).days
    found = Text(f"berlaku {days} hari lagi", f"good for {days} days")
    return Line(what, "attention" if days < WARNING_DAYS else "ok", found, advice)


def _as_json(line: Line) -> dict[str, Any]:
    members = asdict(line)
    return {name: one._asdict() if isinstance(one, Text) else one for name, one in members.items()}


def _printed(line: Line, language: Language) -> Iterator[str]:
    word = _WORDS[line.state].of(language)
    yield (
        f"{_MARKS[line.state]} {word:<18} {line.what.of(language):<24} {line.found.of(language)}"
    )
    if line.state != "ok" and line.advice.id:
        yield f"    {line.advice.of(language)}"
