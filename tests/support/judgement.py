"""Verdicts over ledgers on disk, and the damage that is done to them first."""

import sqlite3
from pathlib import Path

from tests.support.log_builder import LogBuilder
from tools.source import DamagedError, DirectorySource
from tools.verdict import State, Verdict
from tools.verify import Trust, verify

NO_TRUST = Trust()


def judge(folder: Path, trust: Trust = NO_TRUST) -> Verdict:
    """Verify a ledger's directory."""
    source = DirectorySource(folder)
    try:
        return verify(source, trust)
    finally:
        source.close()


def judge_log(log: LogBuilder, folder: Path, trust: Trust = NO_TRUST) -> Verdict:
    """Write a log as a ledger's directory and verify it."""
    log.sign()
    return judge(log.write(folder / "ledger"), trust)


def doctored(folder: Path, *statements: str) -> Path:
    """Run SQL on a ledger's database, the triggers taken away first."""
    connection = sqlite3.connect(folder / "ledger.db")
    with connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return folder


def reasons(verdict: Verdict, key: str) -> list[str]:
    return [r.words("en") for check in verdict.checks if check.key == key for r in check.reasons]


def outcome(folder: Path) -> tuple[State, list[str]]:
    """Return the verdict's state and lines, or what kept the ledger from being opened."""
    try:
        verdict = judge(folder)
    except DamagedError as error:
        return State.FAILS, [str(error)]
    return verdict.state, [*verdict.lines(0, "en")]


def flipped(raw: bytes, index: int) -> bytes:
    """Return bytes with one bit of one of them changed, another bit each time."""
    return raw[:index] + bytes([raw[index] ^ (1 << index % 8)]) + raw[index + 1 :]
