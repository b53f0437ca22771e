"""`segel labels`: sheets that are the same for the same seed, and a list of what is on them."""

from pathlib import Path

import pytest

from domain.checkdigit import printed
from tests.support.command import segel
from tests.support.paper import codes, text, write_seed


def test_a_seed_prints_the_same_sheet_twice(tmp_path: Path) -> None:
    seed = write_seed(tmp_path)
    files = [tmp_path / "1.pdf", tmp_path / "2.pdf"]
    for file in files:
        assert segel("labels", "tag", "--count", 3, "--seed", seed, "-o", file).status == 0

    assert files[0].read_bytes() == files[1].read_bytes()


def test_without_a_seed_no_two_sheets_are_alike(tmp_path: Path) -> None:
    lists = [tmp_path / "1.txt", tmp_path / "2.txt"]
    for path in lists:
        made = segel("labels", "tag", "--list", path, "-o", tmp_path / "x.html")
        assert made.out.endswith("24 label / labels\n")

    one, other = (set(path.read_text().split()) for path in lists)
    assert len(one) == 24
    assert one.isdisjoint(other)


def test_what_was_printed_can_be_printed_again_from_its_list(tmp_path: Path) -> None:
    first, again, names = tmp_path / "1.html", tmp_path / "2.html", tmp_path / "daftar"
    segel("labels", "tag", "--count", 4, "--list", names, "-o", first)
    segel("labels", "tag", "--ids", names, "-o", again)

    assert first.read_bytes() == again.read_bytes()


def test_boxes_are_labelled_by_their_numbers(tmp_path: Path) -> None:
    ids, file = tmp_path / "kotak.txt", tmp_path / "x.pdf"
    ids.write_text("\ufeff16.08-A\r\n\r\n16.08-B\r\n", encoding="utf-8")

    assert segel("labels", "kotak", "--ids", ids, "-o", file).status == 0
    assert sorted(codes(file.read_bytes())) == ["16.08-A", "16.08-B"]
    assert printed("16.08-A") in text(file.read_bytes())


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("A\nB\nA\n", ":3: is on line 1 already"),
        (f"AB12\n{printed('AB12')}\n", ":2: is there already without"),
        ("A\n" + "x" * 129, ":2: is no number"),
        ("A\x07B", ":1: is no number"),
        ("\n\n", "0 numbers"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(tmp_path: Path, lines: str, said: str) -> None:
    ids, file = tmp_path / "kotak.txt", tmp_path / "x.html"
    ids.write_text(lines, encoding="utf-8")
    done = segel("labels", "kotak", "--ids", ids, "-o", file)

    assert (done.status, file.exists()) == (2, False)
    assert said in done.err


def test_bytes_that_are_no_text_are_refused_in_words(tmp_path: Path) -> None:
    ids = tmp_path / "kotak.txt"
    ids.write_bytes(b"\xff\xfe\x00")

    assert segel("labels", "kotak", "--ids", ids, "-o", tmp_path / "x.html").status == 1


@pytest.mark.parametrize("words", [("kotak",), ("tag", "--ids", "a", "--seed", "a")])
def test_labels_of_nothing_and_of_two_things_are_wrong_use(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "a").write_bytes(bytes(32))
    told = [tmp_path / "a" if word == "a" else word for word in words]

    assert segel("labels", *told, "-o", tmp_path / "x.html").status == 2


def test_a_short_seed_is_refused(tmp_path: Path) -> None:
    seed = tmp_path / "benih"
    seed.write_bytes(b"pendek")
    done = segel("labels", "tag", "--seed", seed, "-o", tmp_path / "x.html")

    assert done.status == 2
    assert "a seed of less than 16 bytes" in done.err


def test_a_list_that_cannot_be_written_says_that_the_sheet_is(tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    done = segel("labels", "tag", "--list", tmp_path / "tidak" / "ada", "-o", file)

    assert (done.status, file.exists()) == (1, True)
    assert "the sheet of labels is written" in done.err
