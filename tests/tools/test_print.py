"""`segel print`: papers out of a directory, readable, provable, and the same each time."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from api.typesetting import pdf
from domain.statement import MAX_BOXES
from ledger.log import Log
from projections.paper.catalogue import PAPERS
from projections.statement import listed
from tests.support.book import Book
from tests.support.command import segel
from tests.support.paper import codes, opening, pages, proofs, text
from tests.support.practice import Practice, practice
from tests.support.registry import BOXES, GUEST, SALT, STORE, many, written
from tests.support.server import ROOT
from tools.folded import folded

DAY = "2024-11-26"


@pytest.fixture(name="place", scope="module")
def _place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """A served ledger with one statement of every kind that people print."""
    with practice(tmp_path_factory.mktemp("print") / "ledger") as place:
        place.ledger.close()
        log = Log.open(place.path / "ledger.db")
        book = Book(log, place.founders)
        asked = written(book)
        many(book)
        (place.path / "asked.json").write_bytes(msgspec.json.encode(asked))
        log.close()
        assert segel("rebuild", place.path).status == 0
        place.reopen()  # signs the tree
        place.enrols("16.08/polres/jaga-09")  # what was signed is stored with what comes next
        yield place


@pytest.fixture(name="asked", scope="module")
def _asked(place: Practice) -> dict[str, list[str]]:
    """What to ask each paper for."""
    return msgspec.json.decode((place.path / "asked.json").read_bytes(), type=dict[str, list[str]])


def test_there_is_a_statement_for_every_paper(asked: dict[str, list[str]]) -> None:
    assert asked.keys() == PAPERS.keys()


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_is_read_again_and_its_code_is_proven(
    place: Practice, asked: dict[str, list[str]], tmp_path: Path, kind: str
) -> None:
    files = [tmp_path / "1.pdf", tmp_path / "2.pdf"]
    made, again = (segel("print", place.path, kind, *asked[kind], "-o", file) for file in files)

    assert (made.status, again.status) == (0, 0), made.err
    raw = files[0].read_bytes()
    assert raw == files[1].read_bytes()
    found = text(raw)
    assert "LATIHAN" in found
    if kind == "label-kotak":
        assert sorted(codes(raw)) == sorted(BOXES)
        return
    assert made.out.split(": ")[1].partition(",")[0].upper() in found.upper()
    assert all(f"{one}" in found for one in asked[kind] if not one.startswith("2024"))
    (slip,) = proofs(raw)
    slip.verify(place.founders.charter.log)
    assert f"Kode membuktikan daun {slip.index} " in found


def leaf(place: Practice, kind: str) -> tuple[int, str]:
    """Return the newest statement of a kind: its index and its hash."""
    with folded(place.path) as opened, opened.view() as view:
        index = listed(view, kind=kind).items[-1].leaf_index
        return index, opened.log.entries(index, 1)[0].leaf.hex()


def test_minutes_are_read_and_their_code_is_proven(place: Practice, tmp_path: Path) -> None:
    index, hash_ = leaf(place, "HandoverAccepted")
    file = tmp_path / "bast.pdf"
    made = segel("print", place.path, "bast", index, "-o", file)

    assert made.status == 0, made.err
    assert made.out.startswith(f"{file}: Berita Acara Serah Terima, seperti pada daun")
    raw = file.read_bytes()
    assert BOXES[0] in text(raw)
    (slip,) = proofs(raw)
    slip.verify(place.founders.charter.log)
    assert (slip.index, slip.leaf.hex()) == (index, hash_)


def test_html_holds_what_the_pdf_holds(place: Practice, tmp_path: Path) -> None:
    index, _ = leaf(place, "HandoverAccepted")
    file = tmp_path / "bast.html"

    assert segel("print", place.path, "bast", index, "-o", file).status == 0
    assert BOXES[0] in file.read_text(encoding="utf-8")


def test_a_long_list_is_set_in_fewer_pages_than_browsers_print(
    place: Practice, tmp_path: Path
) -> None:
    index, _ = leaf(place, "HandoverAccepted")
    page, first, second = (tmp_path / name for name in ("1.html", "1.pdf", "2.pdf"))
    for file in (page, first, second):
        assert segel("print", place.path, "bast", index, "-o", file).status == 0

    raw, browsers = first.read_bytes(), page.read_text(encoding="utf-8")
    assert raw == second.read_bytes()
    assert len(pages(raw)) < len(pages(pdf(browsers)))
    numbers = [f"16.08.05.2003-TPS{number:03}-GUB" for number in range(MAX_BOXES)]
    assert [one for one in numbers if text(raw).count(one) != browsers.count(one)] == []
    assert [one for one in numbers if f"<td>{one}</td>" not in browsers] == []


def test_a_paper_is_printed_again_byte_for_byte(place: Practice, tmp_path: Path) -> None:
    index, _ = leaf(place, "HandoverAccepted")
    files = [tmp_path / "1.pdf", tmp_path / "2.pdf"]
    for file in files:
        segel("print", place.path, "bast", index, "--as-of", index, "-o", file)

    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_sealed_name_is_shown_to_whoever_has_its_opening(place: Practice, tmp_path: Path) -> None:
    keys, closed, opened = (tmp_path / name for name in ("kunci", "1.pdf", "2.pdf"))
    with folded(place.path) as shelf, shelf.view() as view:
        index = listed(view, kind="VisitorReported").items[-1].leaf_index
        stored = shelf.log.entries(index, 1)[0]
    key = opening(msgspec.json.decode(msgspec.json.encode(stored.leaf)), "/visitor", GUEST, SALT)
    keys.write_bytes(msgspec.json.encode(key) + b"\n\n")
    asked = ("print", place.path, "buku-tamu", STORE, DAY)

    assert segel(*asked, "-o", closed).status == 0
    assert segel(*asked, "--openings", keys, "-o", opened).status == 0
    assert "tertutup" in text(closed.read_bytes())
    assert "Siti Aminah" not in text(closed.read_bytes())
    assert "Siti Aminah, …0001" in text(opened.read_bytes())


def test_a_book_without_visitors_says_nihil(place: Practice, tmp_path: Path) -> None:
    file = tmp_path / "kosong.pdf"

    assert segel("print", place.path, "buku-tamu", "16.08/X", "-o", file).status == 0
    assert len(pages(file.read_bytes())) == 1
    assert "NIHIL" in text(file.read_bytes())


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("bast", "0"), 2, "leaf 0 is a"),
        (("bast", "999999"), 2, "there is no leaf 999999"),
        (("bast",), 2, "bast asks for: HANDOVER"),
        (("label-kotak", "B-9"), 2, "nobody has registered box B-9"),
        (("bast", "1", "--as-of", "999999"), 2, "Gagal: ditanya sampai daun 999999"),
    ],
)
def test_what_cannot_be_printed_is_said_and_nothing_is_written(
    place: Practice, tmp_path: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    file = tmp_path / "x.html"
    done = segel("print", place.path, *words, "-o", file)

    assert (done.status, file.exists()) == (status, False)
    assert said in done.err


def test_a_file_of_another_kind_is_refused_before_anything_is_done(
    place: Practice, tmp_path: Path
) -> None:
    assert segel("print", place.path, "bast", "1", "-o", tmp_path / "x.docx").status == 2


def test_openings_that_are_none_are_named_by_their_line(place: Practice, tmp_path: Path) -> None:
    keys = tmp_path / "kunci"
    keys.write_text("\n{}\n")
    words = ("bast", "1", "--openings", keys, "-o", tmp_path / "x.html")
    done = segel("print", place.path, *words)

    assert done.status == 2
    assert f"{keys}:2" in done.err


def test_a_place_that_takes_no_file_is_said_in_words(place: Practice, tmp_path: Path) -> None:
    done = segel("print", place.path, "buku-tamu", STORE, "-o", tmp_path / "tidak" / "ada.html")

    assert done.status == 1
    assert "pilih tempat lain" in done.err


def test_a_machine_that_cannot_make_pdf_is_told_what_to_do(place: Practice, tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise ImportError('No module named weasyprint')")
    file = tmp_path / "x.pdf"
    words = [sys.executable, "-m", "tools", "print", str(place.path), "buku-tamu", STORE]
    done = subprocess.run(
        [*words, "-o", str(file)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )

    assert (done.returncode, file.exists()) == (1, False)
    assert "pip install segel[pdf]" in done.stderr
    assert "tulis .html" in done.stderr
