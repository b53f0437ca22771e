"""`segel` answers at once, knows every command, and loads no server to verify."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.support.command import segel
from tests.support.exhibit import bundled
from tests.support.log_builder import LogBuilder, body, story
from tools.cli import _COMMANDS, LazyGroup, main

BUILT = [
    name
    for name, command in _COMMANDS.items()
    if importlib.util.find_spec(command.place.partition(":")[0])
]
"""Commands whose module is there; the table names those to come as well."""


def loaded(*words: object) -> set[str]:
    """Return the modules that a command has loaded, in a process of its own."""
    script = (
        "import sys\n"
        "from tools.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        "print('MODULES', *sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *map(str, words)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    return set(ran.stdout.splitlines()[-1].split())


def test_verifying_loads_no_server_code(tmp_path: Path) -> None:
    modules = loaded("verify", story().write(tmp_path / "ledger"))

    assert "tools.verify" in modules
    assert modules.isdisjoint({"tools.slip", "zxingcpp", "PIL"})
    assert modules.isdisjoint({"sqlalchemy", "eventsourcing", "fastapi", "starlette", "pydantic"})
    assert not any(name.split(".")[0] in {"api", "projections", "domain"} for name in modules)


def test_judging_an_evidence_file_loads_no_server_code(tmp_path: Path) -> None:
    file = tmp_path / "kotak.bukti"
    file.write_bytes(bundled(story(), [2]).serialise())

    modules = loaded("verify", file)

    assert "tools.exhibit" in modules
    assert modules.isdisjoint({"sqlalchemy", "eventsourcing", "fastapi", "starlette", "pydantic"})
    assert not any(name.split(".")[0] in {"api", "projections", "domain"} for name in modules)


def test_a_large_log_is_verified_by_several_processes(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(*(device.says(body(number)) for number in range(9000)))
    log.sign()
    ran = subprocess.run(
        [sys.executable, "-m", "tools", "verify", log.write(tmp_path / "ledger")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[-1].startswith("LULUS  9002 entri, ")


def test_help_loads_next_to_nothing() -> None:
    modules = loaded("--help")

    assert modules.isdisjoint({"rich", "httpx2", "cryptography", "msgspec", "sqlalchemy", "nacl"})


def test_every_command_of_the_table_is_there_and_helps() -> None:
    for name in BUILT:
        ran = segel(name, "--help")

        assert ran.status == 0
        assert ran.out.startswith("Usage: ")


def test_the_table_says_what_each_command_is_for() -> None:
    ran = segel("--help")

    assert all(command.help in ran.out for command in _COMMANDS.values())


def test_an_unknown_command_is_wrong_use() -> None:
    ran = segel("periksa")

    assert ran.status == 2
    assert "periksa" in ran.err


def test_a_language_that_nobody_speaks_here_is_wrong_use() -> None:
    assert segel("--lang", "fr", "verify", "x").status == 2


@pytest.mark.parametrize("name", ["verify", "status"])
def test_a_command_is_loaded_by_its_name(name: str) -> None:
    assert isinstance(main, LazyGroup)
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert command.name == name
