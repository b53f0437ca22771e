"""What npm brings for the tests of the pages: exact versions, by hash, and nothing of it shipped.

tests/browser/typed/package-lock.json names no registry: npm asks the one that it is set up for.
"""

import fcntl
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
LISTED: Final = ROOT / "tests" / "browser" / "typed"
FOLDER: Final = ROOT / "var" / "typed"

NPM: Final = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
SECONDS_MAX = 240


def packages() -> Path:
    """Install what is listed, once for each list; return the folder that holds `node_modules`.

    The test is skipped where there is no node or no npm; it fails where npm does.
    """
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("No node and npm on this machine: the scripts' types cannot be checked.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers may come at once
        _install()
    return FOLDER


def _install() -> None:
    listed = (LISTED / "package-lock.json").read_bytes()
    stamp, digest = FOLDER / "installed", sha256(listed).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    stamp.unlink(missing_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(LISTED / name, FOLDER / name)
    done = subprocess.run(
        NPM, cwd=FOLDER, capture_output=True, text=True, timeout=SECONDS_MAX, check=False
    )
    if done.returncode:
        pytest.fail(f"npm cannot install what the test needs:\n{done.stderr}")
    stamp.write_text(digest)  # last: what was interrupted is done again
