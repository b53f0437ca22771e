"""The one check command: `python -m tools.check`.

Style, types, layers and dependencies are asked one after the other, all of them every time, so
that one run names everything there is to mend. Each line says what was asked and how it went; what
a checker has to say is printed only when it found something.
"""

import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder: the checkers read their settings from pyproject.toml there."""

CHECKS: dict[str, tuple[str, ...]] = {
    "style": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
    "layers": ("lint-imports",),
    "dependencies": ("deptry", "--no-ansi", "."),
}
"""What is asked, and the program (of this environment) with its words that answers."""


def main() -> int:
    """Run every check and print each with its result.

    Returns:
        0 if all passed, 1 if any found something.
    """
    failed = [name for name, words in CHECKS.items() if not passes(name, words)]
    if failed:
        print(f"check: {', '.join(failed)} found something to mend")
    return 1 if failed else 0


def passes(name: str, words: tuple[str, ...]) -> bool:
    """Run one check in the project's folder and print how it went.

    Args:
        name: What is asked, for the reader.
        words: The program's name and its arguments.

    Returns:
        Whether the program was content (exit status 0).
    """
    program = Path(sysconfig.get_path("scripts")) / words[0]
    start = time.perf_counter()
    result = subprocess.run(
        [program, *words[1:]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    content = result.returncode == 0
    print(
        f"check: {name:<12} {'ok' if content else 'FAILED':<6} {seconds:5.1f} s  {' '.join(words)}"
    )
    if not content:
        print(result.stdout, flush=True)
    return content


if __name__ == "__main__":
    sys.exit(main())
