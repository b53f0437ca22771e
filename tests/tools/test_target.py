"""What a person types leads to one kind of log, or is said to lead nowhere."""

from pathlib import Path

import pytest

from tests.support.log_builder import story
from tools.source import DirectorySource, MissingError, NotALogError
from tools.target import address_of, is_address, opened, witnessed_ahead
from tools.tile import TileSource


def test_a_directory_with_a_database_is_a_ledger(tmp_path: Path) -> None:
    with opened(str(story().write(tmp_path))) as source:
        assert isinstance(source, DirectorySource)


@pytest.mark.parametrize("below", [".", "log"])
def test_a_folder_with_a_checkpoint_is_a_published_log(tmp_path: Path, below: str) -> None:
    story().publish(tmp_path / below)

    with opened(f"{tmp_path}/") as source:
        assert isinstance(source, TileSource)
        assert source.entries == 12


def test_an_empty_folder_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(NotALogError, match="no log here"), opened(str(tmp_path)):
        pass


def test_a_directory_says_where_its_server_is(tmp_path: Path) -> None:
    assert address_of(tmp_path) is None
    (tmp_path / "address").write_text("http://127.0.0.1:8000\n", encoding="utf-8")
    assert address_of(tmp_path) == "http://127.0.0.1:8000"
    (tmp_path / "address").write_text("/etc/hosts\n", encoding="utf-8")
    assert address_of(tmp_path) is None


def test_an_address_is_told_from_a_path() -> None:
    assert is_address("https://segel.example")
    assert not is_address("var/demo")
    assert not is_address("httpx/")


def test_a_server_that_cannot_be_reached_is_not_wrong_use() -> None:
    with pytest.raises(MissingError), opened("http://127.0.0.1:9"):
        pass


def test_what_is_witnessed_is_asked_for_before_the_server_has_gone_on() -> None:
    shown = {"witnessed": b"10", "checkpoint": b"10"}
    fetch = witnessed_ahead(lambda path: shown[path])
    shown |= {"witnessed": b"12", "checkpoint": b"12"}

    assert (fetch("witnessed"), fetch("checkpoint")) == (b"10", b"12")
