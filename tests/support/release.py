"""A second release of the product, whose app has changed."""

import shutil
from pathlib import Path

from tests.support.server import ROOT

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
