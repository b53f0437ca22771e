"""What an operator copies from deploy/ is what the guides say, and lets a server do little else."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.docs.transcript import ROOT
from tools.gate import STOP_SECONDS

FOLDER: Final = ROOT / "deploy"
UNIT: Final = FOLDER / "segel.service"
RECIPE: Final = (FOLDER / "Containerfile").read_text(encoding="utf-8")
MAKEFILE: Final = (ROOT / "Makefile").read_text(encoding="utf-8")
EXPOSURE_MAX: Final = 20
"""Tenths, as systemd counts; a unit without any hardening has 96."""

ANALYZE: Final = shutil.which("systemd-analyze")
with_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")


@pytest.fixture(name="service")
def _service() -> dict[str, str]:
    """What the unit says, by its names."""
    return dict(re.findall(r"^(\w+)=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.fixture(name="installed")
def _installed(tmp_path: Path) -> Path:
    """The unit as it is after `segel` was installed where this Python is."""
    command = Path(sys.executable).with_name("segel")
    path = tmp_path / UNIT.name
    path.write_text(
        UNIT.read_text(encoding="utf-8").replace("/srv/segel/.venv/bin/segel", str(command)),
        encoding="utf-8",
    )
    return path


def analyzed(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ANALYZE), *words], capture_output=True, text=True, check=False, timeout=60
    )


@with_systemd
def test_systemd_understands_every_line_of_the_unit(installed: Path) -> None:
    done = analyzed("verify", str(installed))
    assert (done.returncode, [line for line in done.stderr.splitlines() if UNIT.name in line]) == (
        0,
        [],
    )


@with_systemd
def test_the_unit_leaves_little_to_whoever_takes_over_the_server(installed: Path) -> None:
    done = analyzed("security", "--offline=yes", f"--threshold={EXPOSURE_MAX}", str(installed))
    assert done.returncode == 0, done.stdout[-200:]


def test_the_unit_writes_in_one_place_and_serves_what_lies_there(service: dict[str, str]) -> None:
    state = f"/var/lib/{service['StateDirectory']}"

    assert (service["ProtectSystem"], service["StateDirectoryMode"]) == ("strict", "0700")
    assert "ReadWritePaths" not in service
    assert f" serve {state}/ledger " in f"{service['ExecStart']} "
    sysusers = (FOLDER / "segel.sysusers").read_text(encoding="utf-8")
    assert re.search(rf'^u {service["User"]} - "Segel" {state}$', sysusers, re.MULTILINE)


def test_the_unit_waits_longer_than_the_server_does(service: dict[str, str]) -> None:
    assert int(service["TimeoutStopSec"]) > STOP_SECONDS


def test_the_container_is_built_by_the_commands_that_people_type() -> None:
    advice = re.search(r"needed: apt install (.+?)\"", MAKEFILE)

    assert advice is not None
    assert "\nRUN make install\n" in RECIPE
    assert f"--no-install-recommends make {advice[1]}\n" in RECIPE
    assert "--require-hashes -r requirements.txt" in RECIPE
    assert "requirements-dev.txt" not in RECIPE.partition("make install")[2]


def test_all_that_the_container_copies_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", RECIPE, re.MULTILINE)
    sources = {name for line in copied for name in line.split()}

    assert [name for name in sources if not (ROOT / name).exists()] == []
    assert sources >= {"ledger", "domain", "api", "projections", "tools", "requirements.txt"}


def test_the_container_runs_as_nobody_in_particular_and_is_asked_how_it_is() -> None:
    last = RECIPE.rpartition("\nFROM ")[2]

    assert re.search(r"^USER segel$", last, re.MULTILINE)
    assert last.index("USER segel") < last.index("ENTRYPOINT")
    assert "/healthz" in last
    assert "make" not in re.sub(r"#.*", "", last).split()
    assert ":latest" not in RECIPE
