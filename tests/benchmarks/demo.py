"""The ledger of `segel demo`, made for one benchmark and taken away after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from tools.demo import command


@contextmanager
def demo(*words: str) -> Iterator[Path]:
    """Make a practice ledger, with more words for the command if there are any.

    Raises:
        SystemExit: It could not be made; the message is what the command said.
    """
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        directory = Path(folder) / "demo"
        made = CliRunner().invoke(command, ["--dir", str(directory), "--no-serve", *words])
        if made.exit_code:
            raise SystemExit(made.output)
        yield directory
