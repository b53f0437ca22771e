"""An operator founds, serves and rebuilds; what stands in the way is said in words."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from ledger import key as keyfile
from ledger.directory import Directory
from tests.support.command import Place, place, segel
from tests.support.device import founders

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    """Return a founded ledger."""
    return place(tmp_path)


def founding(folder: Path) -> Path:
    """Write a signed charter and the server's two keys; return the charter's file."""
    whole = founders()
    keyfile.save(folder / "log.key", whole.log)
    keyfile.save(folder / "clerk.key", whole.clerk.key)
    (folder / "charter").write_bytes(whole.note)
    return folder / "charter"


def test_a_new_ledger_is_signed_and_proven_from_the_first_moment(tmp_path: Path) -> None:
    ran = segel("init", tmp_path / "ledger", "--charter", founding(tmp_path))

    assert ran.status == 0
    assert ran.out.splitlines()[0] == (tmp_path / "ledger/charter.hash").read_text().strip()
    verified = segel("verify", tmp_path / "ledger")
    assert verified.status == 0
    assert "LULUS  1 entri" in verified.out


def test_a_ledger_is_founded_once(tmp_path: Path) -> None:
    charter = founding(tmp_path)
    segel("init", tmp_path / "ledger", "--charter", charter)
    before = (tmp_path / "ledger/ledger.db").read_bytes()

    assert segel("init", tmp_path / "ledger", "--charter", charter).status == 2
    assert (tmp_path / "ledger/ledger.db").read_bytes() == before


def test_keys_that_the_charter_does_not_name_found_nothing(tmp_path: Path) -> None:
    charter = founding(tmp_path)

    ran = segel(
        "init", tmp_path / "ledger", "--charter", charter, "--log-key", tmp_path / "clerk.key"
    )

    assert ran.status == 1
    assert not (tmp_path / "ledger").exists()


def test_a_rebuild_folds_everything_and_changes_over(made: Place) -> None:
    for number in (1, 2):
        ran = segel("rebuild", made.ledger)

        assert ran.status == 0
        assert ran.out.strip().endswith("1 entri / entries")
        pointer = (made.ledger / "projections").read_text(encoding="utf-8").strip()
        assert pointer == f"projections.{number}.db"


@pytest.mark.parametrize("command", ["rebuild", "serve"])
def test_a_directory_in_use_is_left_alone(made: Place, command: str) -> None:
    with Directory(made.ledger).lock():
        ran = segel(command, made.ledger)

    assert ran.status == 1
    assert "another process" in ran.err


def test_a_port_in_use_is_said_before_the_ledger_is_opened(made: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = segel("serve", made.ledger, "--port", taken.getsockname()[1])

    assert ran.status == 2
    assert not (made.ledger / "address").exists()


@pytest.mark.parametrize("command", ["rebuild", "serve"])
def test_a_directory_without_a_ledger_is_said_so(tmp_path: Path, command: str) -> None:
    (tmp_path / "surat.txt").touch()  # an empty one is led through the founding by `serve`

    ran = segel(command, tmp_path)

    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert [one.name for one in tmp_path.iterdir()] == ["surat.txt"]


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_server_answers_until_it_is_told_to_stop(made: Place, told: signal.Signals) -> None:
    script = "from tools.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", script, "serve", str(made.ledger), "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split(" ")[0]
        checkpoint = httpx2.get(f"{address}/log/checkpoint").text
        announced = (made.ledger / "address").read_text(encoding="utf-8").strip()
        server.send_signal(told)

    assert server.returncode == 0
    assert checkpoint.splitlines()[:2] == [made.origin, "1"]
    assert announced == address
    assert not (made.ledger / "address").exists()
    assert segel("verify", made.ledger).status == 0
