"""Pages that are run: their console blocks typed into a real shell, their output compared.

    ```console
    $ segel verify latihan
      ✓ Log menandatangani pohon                 segel.example/latihan, «angka»
    …
    ```

Every block `console` of a page is typed into one shell, in order, in an empty folder. `$ ` begins a
command, `> ` continues it, everything else is what it prints. A command must succeed unless the
next one is `echo $?`. What differs from run to run stands as a placeholder of the list below; a
line `…` stands for any number of lines.
"""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PORT = "8000"
"""What a page calls the port; a run takes a free one."""

SECONDS_MAX = 240
ASK_STATUS = "echo $?"

PLACEHOLDERS = {
    "«angka»": r"\d[\d.,]*",
    "«detik»": r"\d+\.\d",
    "«hash»": r"[A-Za-z0-9+/]{43}=",
    "«kata»": r"[a-z]{5}(?: [a-z]{5}){7}",
    "«kunci»": r"[0-9a-f]{8}\+[A-Za-z0-9+/]{44}",
    "«tanda tangan»": r"[A-Za-z0-9+/]{91}=",
    "«tanda tangan saksi»": r"[A-Za-z0-9+/]{102}==",
    "«segel»": r"(?:\S*/)?segel",
    "«nota»": r"(?:[\w./-]+/)?\d{6}\.note",
    "«waktu»": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)",
}
"""Number, seconds, hash, eight words, key, signature, cosignature, where the command lies, time."""

_MARK = "@@@ segel transcript"


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a page and what it is said to print."""

    line: int
    command: str
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command really did."""

    printed: tuple[str, ...]
    status: int


def check(page: Path, folder: Path) -> list[Step]:
    """Run a page in an empty folder, and fail where it does not say what happens."""
    steps = list(steps_of(page.read_text(encoding="utf-8")))
    if not steps:
        pytest.fail(f"{page.name} holds nothing to run", pytrace=False)
    ran = run([step.command for step in steps], folder)
    followers = [*(step.command for step in steps[1:]), ""]
    for step, done, following in zip(steps, ran, followers, strict=True):
        where = f"{page.name}:{step.line}: $ {step.command}"
        if done.status and following != ASK_STATUS:
            shown = "\n".join(done.printed)
            pytest.fail(f"{where}\nended with {done.status}:\n{shown}", pytrace=False)
        if not fits(step.printed, done.printed):
            said, shown = "\n".join(step.printed), "\n".join(done.printed)
            pytest.fail(f"{where}\nis said to print\n{said}\n\nbut prints\n{shown}", pytrace=False)
    return steps


def steps_of(text: str) -> Iterator[Step]:
    """Yield the commands of a page in order."""
    lines: list[tuple[int, str]] = []
    is_inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            yield from _steps(lines)
            lines = []
            is_inside = not is_inside and line == "```console"
        elif is_inside:
            lines.append((number, line))
    if is_inside:
        raise ValueError("the last block has no end")


def run(commands: Sequence[str], folder: Path) -> list[Ran]:
    """Type commands into one shell; return what each printed.

    Raises:
        ValueError: The shell ended before the last of them.
    """
    port = _free_port()
    script = "".join(
        f"{command}\n__status=$?; echo; echo {_MARK} $__status; (exit $__status)\n"
        for command in commands
    )
    done = subprocess.run(
        ["bash", "--norc", "--noprofile", "-c", _frame(script.replace(PORT, port))],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS_MAX,
        check=False,
    )
    parts = done.stdout.decode().replace(port, PORT).split(f"\n{_MARK} ")
    ran = [
        Ran(_lines(before.partition("\n")[2] if index else before), int(after.partition("\n")[0]))
        for index, (before, after) in enumerate(pairwise(parts))
    ]
    if len(ran) != len(commands):
        raise ValueError(f"{len(ran)} of {len(commands)} commands were run")
    return ran


def fits(said: Sequence[str], printed: Sequence[str]) -> bool:
    """Tell whether what was printed is what a page says.

    Raises:
        ValueError: The page uses a placeholder that is not in the list.
    """
    return (
        re.fullmatch("".join(map(_pattern, said)), "".join(f"{p}\n" for p in printed)) is not None
    )


def _pattern(line: str) -> str:
    if line.strip() == "…":
        return r"(?:.*\n)*?"
    pattern = re.escape(line)
    for name, expression in PLACEHOLDERS.items():
        pattern = pattern.replace(re.escape(name), expression)
    if "«" in pattern:
        raise ValueError(f"an unknown placeholder: {line}")
    return f"{pattern}\n"


def _steps(lines: Sequence[tuple[int, str]]) -> Iterator[Step]:
    commands: list[tuple[int, list[str], list[str]]] = []
    for number, line in lines:
        if line.startswith("$ "):
            commands.append((number, [line[2:]], []))
        elif not commands:
            raise ValueError(f"line {number}: a block begins with a command")
        elif (line == ">" or line.startswith("> ")) and not commands[-1][2]:
            commands[-1][1].append(line[2:])
        else:
            commands[-1][2].append(line)
    for number, command, printed in commands:
        yield Step(number, "\n".join(command), tuple(printed))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in text.rstrip("\n").split("\n")) if text.strip() else ()


def _frame(script: str) -> str:
    """End with the script whatever it has started."""
    return f"trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT\n{script}"


def _environment(home: Path) -> dict[str, str]:
    """Return what a shell on a fresh machine has, and our own commands."""
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "COLUMNS": "100",
        "PYTHONWARNINGS": "default",
    }


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])
