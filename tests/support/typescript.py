"""TypeScript reads the pages' scripts as they are shipped, and says what cannot be.

python -m tests.support.typescript
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.support.packages import LISTED, ROOT, packages

STATIC: Final = ROOT / "api" / "web" / "static"
SECONDS_MAX = 240

TYPES: Final = {
    "idb/umd.js": "idb",
    "zxing-wasm/reader/index.js": "zxing-wasm/reader",
}
"""Vendored file -> the package that says what it is; the check never reads the file itself."""


def messages(static: Path = STATIC) -> list[str]:
    """Return what TypeScript says of a folder of scripts and of its service worker."""
    with TemporaryDirectory(dir=packages()) as made:
        folder = Path(made)
        for path in LISTED.glob("*.*"):
            shutil.copyfile(path, folder / path.name)
        ignored = shutil.ignore_patterns("vendor")
        shutil.copytree(static, folder / "static", ignore=ignored)
        for name, package in TYPES.items():
            types = folder / "static" / "vendor" / _typed(name)
            types.parent.mkdir(parents=True, exist_ok=True)
            types.write_text(f'export * from "{package}";\n')
        projects = ["tsconfig.json"]
        if (static / "jaga" / "worker.js").exists():
            projects.append("tsconfig.worker.json")
        return [said for project in projects for said in _check(folder, project)]


def _typed(name: str) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.d.{suffix.replace('js', 'ts')}"


def _check(folder: Path, project: str) -> list[str]:
    compiler = folder.parent / "node_modules" / ".bin" / "tsc"
    words = ["--project", project, "--pretty", "false"]
    done = subprocess.run(
        [compiler, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )
    said = (done.stdout + done.stderr).splitlines()
    return said if said or done.returncode == 0 else [f"tsc ended with {done.returncode}"]


def main() -> None:
    said = messages()
    sys.stdout.writelines(f"{line}\n" for line in said)
    sys.exit(bool(said))


if __name__ == "__main__":
    main()
