"""Tests of `tests/conftest.py`: what is skipped is heard of where skipping is forbidden."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import conftest

SKIPPED_TEST = """
import pytest

def test_that_is_skipped():
    pytest.skip("no browser here")
"""

SKIPPED_MODULE = """
import pytest

pytest.skip("no server here", allow_module_level=True)
"""

EXPECTED_FAILURE = """
import pytest

@pytest.mark.xfail
def test_that_is_known_to_fail():
    assert False
"""


def run(folder: Path, text: str, *, forbidden: bool) -> subprocess.CompletedProcess[str]:
    """Run pytest on one module with *text*, under our own conftest."""
    source = Path(conftest.__file__).read_text(encoding="utf-8")
    (folder / "conftest.py").write_text(source, encoding="utf-8")
    (folder / "test_one.py").write_text(text, encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != conftest.FORBID_SKIP}
    if forbidden:
        environment[conftest.FORBID_SKIP] = "1"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rA",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
    ]
    return subprocess.run(
        [*command, str(folder)], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("text", "reason"), [(SKIPPED_TEST, "no browser here"), (SKIPPED_MODULE, "no server here")]
)
def test_what_is_skipped_fails_where_skipping_is_forbidden(
    tmp_path: Path, text: str, reason: str
) -> None:
    result = run(tmp_path, text, forbidden=True)

    assert result.returncode != 0
    assert f"{reason}), but {conftest.FORBID_SKIP} is set." in result.stdout


@pytest.mark.parametrize("text", [SKIPPED_TEST, SKIPPED_MODULE])
def test_a_skip_is_a_skip_elsewhere(tmp_path: Path, text: str) -> None:
    assert "1 skipped" in run(tmp_path, text, forbidden=False).stdout


def test_an_expected_failure_stays_one(tmp_path: Path) -> None:
    result = run(tmp_path, EXPECTED_FAILURE, forbidden=True)

    assert "1 xfailed" in result.stdout
    assert result.returncode == 0
