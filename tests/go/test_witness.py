"""A witness of ours, driven by strangers through every status code of c2sp.org/tlog-witness."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.support.command import segel
from tests.support.liar import Said, lying
from tests.support.log_builder import story
from tests.support.server import PATIENCE, ROOT, until
from tests.support.stranger import Finding, Stranger

CASES_MIN = 27
"""Cases that a witness is known by: other people's witnesses have failed at each of them."""

STATUSES = {200, 400, 403, 404, 405, 409, 422}


@dataclass(frozen=True)
class Seat:
    """A witness in a directory, and where it is served."""

    folder: Path
    key: str

    def watches(self, *logs: dict[str, str]) -> None:
        """Let the witness know the logs of the driver."""
        for log in logs:
            ran = segel("witness", "add-log", self.folder, log["vkey"], "--origin", log["origin"])
            assert ran.status == 0, ran.err

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve it in a process of its own, which is killed in the end, without a farewell."""
        address = self.folder / "address"
        address.unlink(missing_ok=True)
        words = ["-m", "tools", "witness", "serve", str(self.folder), "--port", "0"]
        child = subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            until(lambda: child.poll() is not None or address.exists())
            yield address.read_text(encoding="utf-8").strip()
        finally:
            child.send_signal(signal.SIGKILL)
            child.wait(PATIENCE)


def seat(folder: Path) -> Seat:
    """Make a witness that knows no log."""
    ran = segel("witness", "init", folder, "--name", "witness.example/w1")
    assert ran.status == 0, ran.err
    return Seat(folder, ran.out.splitlines()[0])


@dataclass(frozen=True)
class Driven:
    seat: Seat
    first: Finding
    """What the driver said of it."""

    report: Path
    """The same as a file."""


@pytest.fixture(name="driven", scope="module")
def _driven(stranger: Stranger, tmp_path_factory: pytest.TempPathFactory) -> Driven:
    """Drive a witness through all cases; at the end it is killed."""
    folder = tmp_path_factory.mktemp("witness")
    one = seat(folder / "witness")
    one.watches(*logs(stranger))
    with one.served() as address:
        found = stranger.says("witness", "-key", one.key, address)
    report = folder / "report"
    report.write_text("".join(f"{json.dumps(line)}\n" for line in found.lines), encoding="utf-8")
    return Driven(one, found, report)


def logs(stranger: Stranger) -> list[dict[str, Any]]:
    """Return the logs that the driver speaks for."""
    return [line for line in stranger.says("keys").lines if "vkey" in line]


def cases(found: Finding) -> list[dict[str, Any]]:
    return [line for line in found.lines if "case" in line]


def test_our_witness_does_what_the_specification_says(driven: Driven) -> None:
    assert [line for line in cases(driven.first) if not line["agrees"]] == []
    assert (driven.first.status, driven.first.verdict) == (0, "agrees")


def test_every_status_of_the_specification_was_met(driven: Driven) -> None:
    told = cases(driven.first)
    names = [line["case"] for line in told]

    assert len(set(names)) == len(names) > CASES_MIN
    assert {line["status"] for line in told} >= STATUSES


def test_our_witness_has_forgotten_nothing_when_it_was_killed(
    stranger: Stranger, driven: Driven
) -> None:
    with driven.seat.served() as address:
        words = ("-key", driven.seat.key, "-report", driven.report)
        found = stranger.says("memory", *words, address)

    assert [line for line in cases(found) if not line["agrees"]] == []
    assert found.status == 0
    assert cases(found)


def test_a_witness_that_has_lost_its_memory_is_found_out(
    stranger: Stranger, driven: Driven, tmp_path: Path
) -> None:
    other = seat(tmp_path / "witness")
    other.watches(*logs(stranger))
    with other.served() as address:
        found = stranger.says("memory", "-key", other.key, "-report", driven.report, address)

    assert found.status == 1


def test_a_witness_under_another_key_is_found_out(
    stranger: Stranger, driven: Driven, tmp_path: Path
) -> None:
    other = seat(tmp_path / "witness")
    with driven.seat.served() as address:
        found = stranger.says("memory", "-key", other.key, "-report", driven.report, address)

    wrong = [line for line in cases(found) if not line["agrees"]]
    assert found.status == 1
    assert {line["case"].split(": ")[1] for line in wrong} == {"monitoring"}


LIES: dict[str, Callable[[Said], Said]] = {
    "type": lambda said: said._replace(kind="text/plain") if said.status == 409 else said,
    "fork": lambda said: said._replace(status=200) if said.status == 422 else said,
    "unknown": lambda said: said._replace(status=403) if said.status == 404 else said,
    "bit": lambda said: (
        said._replace(body=said.body[:-20] + said.body[-20:].swapcase())
        if said.status == 200
        else said
    ),
}
"""What a witness could get wrong: one thing each."""


@pytest.mark.parametrize(
    ("lie", "told"), [("type", {409}), ("fork", {200}), ("unknown", {403}), ("bit", {200, 409})]
)
def test_a_witness_that_gets_one_thing_wrong_is_found_out(
    stranger: Stranger, tmp_path: Path, lie: str, told: set[int]
) -> None:
    one = seat(tmp_path / "witness")
    one.watches(*logs(stranger))
    with one.served() as address, lying(address, LIES[lie]) as bent:
        found = stranger.says("witness", "-key", one.key, bent)

    wrong = [line for line in cases(found) if not line["agrees"]]
    assert found.status == 1
    assert {line["status"] for line in wrong} == told


def test_strangers_read_what_our_witness_says_of_our_log(
    stranger: Stranger, tmp_path: Path
) -> None:
    log = story()
    folder = log.publish(tmp_path / "log")
    checkpoint = (folder / "checkpoint").read_bytes()
    one = seat(tmp_path / "witness")
    one.watches({"vkey": str(log.founders.log.verifier), "origin": log.founders.charter.origin})
    with one.served() as address:
        answer = httpx2.post(f"{address}/add-checkpoint", content=b"old 0\n\n" + checkpoint)
    assert answer.status_code == 200
    (folder / "checkpoint").write_bytes(checkpoint + answer.content)

    found = stranger.says(
        "log", "-key", log.founders.log.verifier, "-witness", one.key, "-need", 1, folder
    )
    assert (found.status, found.verdict) == (0, "agrees"), found.reason()
    assert found.lines[0]["witnesses"] == 1
