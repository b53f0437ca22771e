"""A page that is run cannot pass without being run, nor by saying something else."""

from pathlib import Path

import pytest

from tests.docs.transcript import Ran, check, fits, run, steps_of


def page(folder: Path, *lines: str) -> Path:
    path = folder / "page.md"
    path.write_text("\n".join(("# A page", "```console", *lines, "```", "")), encoding="utf-8")
    return path


def test_commands_run_in_one_shell_and_in_order(tmp_path: Path) -> None:
    ran = run(["here=$PWD", "echo one; echo two >&2", '[ "$here" = "$PWD" ]'], tmp_path)

    assert ran == [Ran((), 0), Ran(("one", "two"), 0), Ran((), 0)]


def test_a_page_that_says_what_happens_passes(tmp_path: Path) -> None:
    path = page(
        tmp_path, "$ echo one; echo two", "one", "two", "$ printf 'no line feed'", "no line feed"
    )

    assert len(check(path, tmp_path)) == 2


@pytest.mark.parametrize("said", [(), ("two",), ("one", "one"), ("«angka»",), ("one", "", "one")])
def test_a_page_that_says_something_else_fails(tmp_path: Path, said: tuple[str, ...]) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"page.md:3: \$ echo one"):
        check(page(tmp_path, "$ echo one", *said), tmp_path)


def test_a_page_without_commands_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="nothing to run"):
        check(page(tmp_path), tmp_path)


def test_a_block_that_is_not_of_the_console_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("```sh\n$ touch ran\n```\n", encoding="utf-8")

    with pytest.raises(pytest.fail.Exception):
        check(path, tmp_path)
    assert not (tmp_path / "ran").exists()


def test_a_command_that_fails_unsaid_fails_the_page(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="ended with 1"):
        check(page(tmp_path, "$ false", "$ true"), tmp_path)


def test_a_command_may_fail_where_the_page_asks_for_its_status(tmp_path: Path) -> None:
    check(page(tmp_path, "$ (exit 3)", "$ echo $?", "3"), tmp_path)


def test_a_shell_that_ends_early_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 of 2 commands"):
        run(["exit 0", "echo never"], tmp_path)


def test_what_a_page_starts_ends_with_it(tmp_path: Path) -> None:
    (_, pid) = run(["sleep 300 &", "echo $!"], tmp_path)

    assert not Path("/proc", *pid.printed).exists()


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        (["«detik» s"], ["12.3 s"]),
        (["«angka» entri"], ["1.012 entri"]),
        (["«hash»"], ["BX4a9pQxa6+zsE99rZEmTxKmXj9tyxc3j+Pz2CzVscQ="]),
        (["«kata»"], ["lusab babad gutih tugad mudof lusab babad gutih"]),
        (["a", "…", "z"], ["a", "b", "c", "z"]),
        (["…"], []),
        (["(a.b)"], ["(a.b)"]),
    ],
)
def test_a_placeholder_stands_for_its_like(said: list[str], printed: list[str]) -> None:
    assert fits(said, printed)


@pytest.mark.parametrize(
    ("said", "printed"),
    [(["«detik» s"], ["soon"]), (["«hash»"], ["short="]), (["a.b"], ["acb"]), (["…", "z"], ["y"])],
)
def test_a_placeholder_stands_for_nothing_else(said: list[str], printed: list[str]) -> None:
    assert not fits(said, printed)


def test_an_unknown_placeholder_is_refused() -> None:
    with pytest.raises(ValueError, match="placeholder"):
        fits(["«apa saja»"], ["anything"])


def test_a_command_may_go_over_several_lines() -> None:
    (step,) = steps_of("```console\n$ echo \\\n> one\none\n```\n")

    assert (step.command, step.printed, step.line) == ("echo \\\none", ("one",), 2)


@pytest.mark.parametrize("text", ["```console\none\n```\n", "```console\n$ echo one\n"])
def test_a_block_out_of_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"begins with a command|has no end"):
        list(steps_of(text))
