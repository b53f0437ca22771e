"""500 idle logs followed by one monitor: how much of one core that takes.

The command itself runs, over real HTTP.  What costs is a visit, and there are as many of them in a
second here (50 logs, every 6 seconds) as with 500 logs every minute; each opens a connection of its
own, as after a minute nobody keeps one open.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.figure import Figure
from tests.support.device import founders
from tests.support.log_builder import LogBuilder
from tests.support.server import ROOT, until

_LOGS = 50
_SECONDS = 6.0
_MEASURED = 18.0
_SHARE_MAX = 0.05
_TICKS = os.sysconf("SC_CLK_TCK")


def measure() -> Figure:
    """Measure the monitor's processor time while nothing happens; the ratio is promise over it."""
    with TemporaryDirectory(prefix="segel-bench-") as made:
        folder = Path(made)
        for number in range(_LOGS):
            LogBuilder(founders(f"segel.example/bench/{number}")).publish(
                folder / "www" / f"{number}"
            )
        with _serving(folder / "www") as address, _following(folder, address) as pid:
            until(lambda: _copies(folder) == _LOGS)
            time.sleep(_SECONDS)  # every log was seen, and seen to be idle
            began, spent = time.monotonic(), _seconds(pid)
            time.sleep(_MEASURED)  # what is measured is what it spends meanwhile
            share = (_seconds(pid) - spent) / (time.monotonic() - began)
    polls = _LOGS / _SECONDS
    print(f"  monitor: {polls:.1f} visits/s, {1e3 * share / polls:.2f} ms of processor each")
    return Figure(
        ratio=round(_SHARE_MAX / share, 2),
        value=round(100 * share, 2),
        floor=100 * _SHARE_MAX,
        unit="percent of one core for 500 idle logs, each visited once a minute",
        wanted=1.0,
    )


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    words = [sys.executable, "-c", _SERVER, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.stdin.close()


_SERVER = """
import sys
from pathlib import Path
from tests.support.shelf import Handler, serving_files
Handler.protocol_version = "HTTP/1.0"  # a connection for each request
with serving_files(Path(sys.argv[1])) as address:
    print(address, flush=True)
    sys.stdin.read()  # until whoever started it is done
"""


@contextmanager
def _following(folder: Path, address: str) -> Iterator[int]:
    words = [f"{address}/{number}" for number in range(_LOGS)]
    command = [sys.executable, "-m", "tools", "monitor", *words, "--interval", str(_SECONDS)]
    state = ["--state", str(folder / "state"), "--alerts", str(folder / "alerts")]
    with subprocess.Popen([*command, *state], cwd=ROOT) as monitor:
        try:
            yield monitor.pid
        finally:
            monitor.terminate()


def _copies(folder: Path) -> int:
    return sum(1 for _ in folder.glob("state/logs/*/ledger.db"))


def _seconds(pid: int) -> float:
    """Return the processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
