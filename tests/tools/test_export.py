"""`segel export` writes a list whole, from a directory or from a server, or no file at all."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from projections.listing import listings
from tests.support.command import segel
from tests.support.recital import told
from tests.support.server import Desk


@pytest.fixture(name="hall", scope="module")
def _hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served ledger of a small election."""
    with told(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


@pytest.mark.parametrize("noun", listings())
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_directory_and_its_server_give_the_same_file(
    hall: Desk, tmp_path: Path, noun: str, form: str
) -> None:
    words = (noun, "--format", form, "--as-of", 30, "--at", "2024-12-01T00:00:00+07:00", "-o")

    here = segel("export", hall.place.path, *words, tmp_path / "here")
    there = segel("export", hall.address, *words, tmp_path / "there")

    assert (here.status, there.status) == (0, 0), here.err + there.err
    assert (tmp_path / "here").read_bytes() == (tmp_path / "there").read_bytes()
    assert "per daun 30" in here.err
    assert here.err.partition(":")[2] == there.err.partition(":")[2]


def test_it_is_the_newest_leaf_unless_another_is_asked_for(hall: Desk, tmp_path: Path) -> None:
    ran = segel("export", hall.place.path, "statements", "-o", tmp_path / "a.csv")

    rows = list(csv.reader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()))
    size = hall.place.ledger.tree.size
    assert ran.err.strip().endswith(f"{size} baris, per daun {size - 1}")
    assert rows[-1][0] == str(size - 1)


def test_without_a_file_it_goes_to_standard_output(hall: Desk) -> None:
    ran = segel("export", hall.place.path, "places", "--format", "jsonl")

    assert [json.loads(line)["subject"] for line in ran.out.splitlines()] == [
        "16.08.0000/TPS",
        "16.08/GDG-01",
    ]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("places", "--as-of", 999_999), 2, "999999"),
        (("findings", "--at", "besok"), 2, "--at"),
        (("findings", "--at", "2024-11-25T08:00:00"), 2, "zone"),
        (("kotak",), 2, "boxes"),
    ],
)
def test_what_cannot_be_had_is_said_and_leaves_no_file(
    hall: Desk, tmp_path: Path, words: tuple[object, ...], status: int, said: str
) -> None:
    ran = segel("export", hall.place.path, *words, "-o", tmp_path / "a.csv")

    assert ran.status == status
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_leaves_no_file(hall: Desk, tmp_path: Path) -> None:
    output = tmp_path / "a.csv"
    nobody = segel("export", "http://127.0.0.1:9", "places", "-o", output)
    refused = segel("export", hall.address, "places", "--as-of", 999_999, "-o", output)
    elsewhere = segel("export", f"{hall.address}/log", "places", "-o", output)

    assert (nobody.status, refused.status, elsewhere.status) == (3, 1, 1)
    assert "as_of" in refused.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_kept_until_the_new_one_is_whole(
    hall: Desk, tmp_path: Path
) -> None:
    output = tmp_path / "a.csv"
    output.write_bytes(b"before")

    segel("export", "http://127.0.0.1:9", "places", "-o", output)
    assert output.read_bytes() == b"before"
    assert segel("export", hall.place.path, "places", "-o", output).status == 0
    assert output.read_bytes() != b"before"
    assert segel("export", hall.place.path, "places", "-o", tmp_path / "x" / "a").status == 1
