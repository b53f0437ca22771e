"""How a command says that something went wrong: what, what was kept, what to do next.

Indonesian first, English beside it; never a traceback for what people or disks do.
"""

from typing import IO

import click

from tools.translation import said
from tools.verdict import Text, shown

NOTHING_CHANGED = Text("tidak ada yang diubah", "nothing was changed")

FAILED = 1
"""Exit status: it was tried and did not work."""

WRONG_USE = 2
"""Exit status: the command was not used as it can be."""

UNDECIDED = 3
"""Exit status: something is missing now; the same command may work later."""


class CommandError(click.ClickException):
    """A command that ends early, in words."""

    def __init__(
        self, what: Text, advice: Text, *, kept: Text = NOTHING_CHANGED, status: int = FAILED
    ) -> None:
        """Say what happened, what to do next, what was kept, and with which exit status."""
        super().__init__(what.en)
        self._lines = (
            Text(f"Gagal: {what.id}", f"Failed: {what.en}"),
            Text(f"  Yang tersimpan: {kept.id}", f"  Kept: {kept.en}"),
            Text(f"  Langkah: {advice.id}", f"  Next: {advice.en}"),
        )
        vars(self)["exit_code"] = status  # of the class, in click's eyes

    def show(self, file: IO[str] | None = None) -> None:
        """Write it to standard error."""
        for line in (*(line.id for line in self._lines), *(line.en for line in self._lines)):
            click.echo(shown(line), file=file, err=True)


def same(text: object) -> Text:
    """Return an error's words in both languages; those of the system stand alike in both."""
    return said(text)
