"""Two releases of the product on one address: the present one, and one whose app has changed."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.server import PATIENCE, ROOT, is_up, until

_PACKAGES = ("api", "domain", "ledger", "projections", "tools", "tests")


def newer(folder: Path, file: str, old: str, new: str) -> Path:
    """Copy the product and change one text of its app; return where the copy lies."""
    for name in _PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / "api/web/static" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


@contextmanager
def serving(ledger: Path, port: int, release: Path = ROOT) -> Iterator[str]:
    """Serve a ledger directory by a release in a process of its own; give the address."""
    words = [sys.executable, "-m", "tests.support.server", str(ledger), str(port)]
    child = subprocess.Popen(words, cwd=release)
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: child.poll() is not None or is_up(address))
        yield address
    finally:
        child.terminate()
        child.wait(PATIENCE)
