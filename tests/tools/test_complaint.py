"""An error says what happened, what was kept and what to do, in both languages."""

import click
import pytest
from click.testing import CliRunner

from tools.complaint import UNDECIDED, CommandError, same
from tools.verdict import Text


@click.command()
def failing() -> None:
    """Fail."""
    raise CommandError(
        Text("server tidak menjawab", "the server does not answer"),
        Text("coba lagi", "try again"),
        kept=same("3"),
        status=UNDECIDED,
    )


def test_three_lines_in_indonesian_and_three_in_english_on_standard_error() -> None:
    ran = CliRunner().invoke(failing)

    assert ran.exit_code == 3
    assert ran.stdout == ""
    assert ran.stderr.splitlines() == [
        "Gagal: server tidak menjawab",
        "  Yang tersimpan: 3",
        "  Langkah: coba lagi",
        "Failed: the server does not answer",
        "  Kept: 3",
        "  Next: try again",
    ]


def test_nothing_was_changed_unless_it_is_said() -> None:
    with pytest.raises(CommandError) as caught:
        raise CommandError(same("x"), same("y"))

    assert caught.value.exit_code == 1
