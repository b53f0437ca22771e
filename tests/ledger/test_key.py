"""Private keys are one line, read back exactly, and never written over."""

from pathlib import Path

import pytest

from ledger import key as keyfile
from ledger.tlog.errors import TlogError
from tests.support.figures import FIGURES

LINE = FIGURES["log"]["skey"]


def test_a_key_is_read_in_the_form_that_go_writes() -> None:
    key = keyfile.parse(LINE)

    assert str(key.verifier) == FIGURES["log"]["vkey"]
    assert keyfile.serialise(key) == LINE


@pytest.mark.parametrize(
    "line",
    [
        "",
        LINE.removeprefix("PRIVATE+KEY+"),
        LINE.replace("9f3e31a2", "9f3e31a3"),
        LINE.replace("oku-timur", "oku"),
        LINE[:-2],
        LINE + "A",
        FIGURES["log"]["vkey"],
    ],
)
def test_a_damaged_key_is_refused(line: str) -> None:
    with pytest.raises(TlogError):
        keyfile.parse(line)


def test_a_new_key_is_for_its_owner_only_and_not_written_over(tmp_path: Path) -> None:
    path, key = tmp_path / "log.key", keyfile.generate("16.08/kpu")

    keyfile.save(path, key)

    assert path.stat().st_mode & 0o777 == 0o600
    assert keyfile.load(path).verifier == key.verifier
    with pytest.raises(FileExistsError):
        keyfile.save(path, keyfile.generate("16.08/kpu"))
    assert keyfile.load(path).verifier == key.verifier
