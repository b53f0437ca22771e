"""Other people's code as judge of ours: `tests/go`, built on the Go team's golang.org/x/mod/sumdb.

It is built once a session and in GOPATH mode, from Debian's packages alone: nothing is fetched.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

SOURCES: Final = Path(__file__).parents[1] / "go"
LIBRARIES: Final = Path("/usr/share/gocode")
PACKAGES: Final = "golang-go and golang-golang-x-mod-dev"
PATIENCE: Final = 120.0
"""Seconds: a slow machine is not wrong."""


@dataclass(frozen=True)
class Finding:
    """What the stranger says: its exit status, and its report line by line."""

    status: int
    lines: list[dict[str, Any]]
    err: str

    @property
    def verdict(self) -> str:
        return str(self.lines[-1]["verdict"]) if self.lines else self.err

    def count(self, check: str) -> int:
        """Return how many things of a sort were checked."""
        return int(next(line["count"] for line in self.lines if line["check"] == check))

    def reason(self) -> str:
        """Return the check that failed first, where, and why."""
        last = self.lines[-1]
        return f"{last.get('check')}: {last.get('what')}: {last.get('reason')}"


@dataclass(frozen=True)
class Stranger:
    """The program."""

    program: Path

    def says(self, *words: object) -> Finding:
        """Run one command of it."""
        ran = subprocess.run(
            [self.program, *map(str, words)], capture_output=True, timeout=PATIENCE, check=False
        )
        lines = [json.loads(line) for line in ran.stdout.splitlines()]
        return Finding(ran.returncode, lines, ran.stderr.decode())


@dataclass(frozen=True)
class Toolchain:
    """Go's own tools, run on the sources."""

    cache: Path

    def go(self, *words: str) -> str:
        """Run `go`; return what it prints."""
        return self._run("go", *words)

    def gofmt(self, *words: str) -> str:
        """Run `gofmt`; return what it prints."""
        return self._run("gofmt", *words)

    def _run(self, *words: str) -> str:
        environment = os.environ | {
            # With it, Debian's compiled standard library serves as it is; it asks for a C compiler.
            "CGO_ENABLED": "1" if shutil.which("gcc") else "0",
            "GO111MODULE": "off",
            "GOCACHE": str(self.cache),
            "GOFLAGS": "",
            "GOPATH": str(LIBRARIES),
        }
        ran = subprocess.run(
            words, cwd=SOURCES, env=environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@pytest.fixture(name="toolchain", scope="session")
def find_toolchain(tmp_path_factory: pytest.TempPathFactory) -> Toolchain:
    """Find what builds the program, or skip where it is missing."""
    has_library = (LIBRARIES / "src" / "golang.org" / "x" / "mod" / "sumdb").is_dir()
    if shutil.which("go") is None or shutil.which("gofmt") is None or not has_library:
        pytest.skip(f"Debian's {PACKAGES} are not installed, so no stranger can check the log.")
    return Toolchain(tmp_path_factory.mktemp("gocache"))


@pytest.fixture(name="stranger", scope="session")
def build_stranger(toolchain: Toolchain, tmp_path_factory: pytest.TempPathFactory) -> Stranger:
    """Build the program."""
    program = tmp_path_factory.mktemp("go") / "proof"
    toolchain.go("build", "-o", str(program), ".")
    return Stranger(program)
