"""Typesetting: the same bytes each time, every word of the paper, and codes that can be read."""

import subprocess
import sys
from pathlib import Path

import pytest

from api.typesetting import Heading, NoPdfError, drawn, html, pdf
from projections.paper.document import (
    Facts,
    Grid,
    Label,
    Look,
    Paper,
    Prose,
    Room,
    Signatory,
    Source,
)
from projections.paper.tag import tag_sheet, tags
from tests.support.paper import codes, pages, text, widest

HEAD = Heading("segel.example/latihan/16.08", "Pilkada 2024", "nogas hipah")
PAPER = Paper(
    "bast",
    "Berita Acara",
    "1/2024",
    (
        Prose("Pada hari ini"),
        Facts("Para pihak", (("Nama", "p-1"),)),
        Grid("Rincian", ("No", "Kotak"), (("1", "B-1"),), (20, 80), total="Jumlah: satu"),
        Room("Catatan"),
    ),
    (Signatory("PIHAK PERTAMA", "Ketua", "p-1", 7), Signatory("PIHAK KEDUA")),
    ("Tanda tangan kedua belum ada",),
    (Source(7, "AbCdEfGhIjKl", "serah terima", "16.08/kpu", "25-11-2024", "A"),),
    grade="A (daun 7)",
    proven=7,
)
NAMES = "Zoë ꦤꦶꦫꦫ محمد 李雷 🇮🇩 <script>alert(1)</script> {{ 7*7 }} & \u202eterbalik"


def output(script: str, word: Path, world: dict[str, str] | None = None) -> bytes:
    """Return what a script writes in a process of its own."""
    words = [sys.executable, "-c", script, str(word)]
    folder = Path(__file__).parents[2]
    return subprocess.run(words, capture_output=True, check=True, env=world, cwd=folder).stdout


def test_every_word_of_a_paper_can_be_read_again() -> None:
    found = text(pdf(html(PAPER, HEAD, 9)))

    for word in (
        "BERITA ACARA", "Nomor: 1/2024", "Pada hari ini", "Para pihak", "B-1", "Jumlah: satu",
        "Catatan", "PIHAK KEDUA", "tanda tangan digital belum ada", "tanda tangan digital: daun 7",
        "Tanda tangan kedua belum ada", "AbCdEfGhIjKl", "LATIHAN", "Pilkada 2024",
        "seperti pada daun 9", "Halaman 1 dari 1", "Tanpa kode bukti",
        "Mutu bukti terlemah: A (daun 7)",
    ):  # fmt: skip
        assert word in found, word


def test_two_renderings_are_the_same_bytes() -> None:
    one, other = html(PAPER, HEAD, 9), html(PAPER, HEAD, 9)

    assert one == other
    assert pdf(one) == pdf(other)


def test_another_process_at_another_time_renders_the_same_bytes(tmp_path: Path) -> None:
    page = tmp_path / "kertas.html"
    page.write_text(html(PAPER, HEAD, 9), encoding="utf-8")
    script = (
        "import sys\nfrom pathlib import Path\nfrom api.typesetting import pdf\n"
        "sys.stdout.buffer.write(pdf(Path(sys.argv[1]).read_text(encoding='utf-8')))\n"
    )
    world = {"PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1", "TZ": "Asia/Jayapura"}

    assert output(script, page, world) == pdf(page.read_text(encoding="utf-8"))


def test_a_name_of_any_letters_is_text_and_nothing_else() -> None:
    paper = Paper("x", NAMES, NAMES, (Grid("", ("Nama",), ((NAMES,),), (100,)),))
    page = html(paper, HEAD, 1)

    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page
    assert "<script>alert(1)</script>" in text(pdf(page))


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    rows = [(str(number), f"16.08.05-{number:04}") for number in range(1, 301)]
    paper = Paper("x", "Panjang", blocks=(Grid("", ("Urut", "Nomor"), rows, (20, 80)),))
    found = pages(pdf(html(paper, HEAD, 1)))

    assert len(found) > 3
    assert [page for page in found if "Urut" not in page and "16.08.05-" in page] == []
    whole = " ".join(found)
    assert [row[1] for row in rows if row[1] not in whole] == []


def test_a_long_table_is_set_in_lines_that_say_the_same_on_every_page() -> None:
    rows = [(f"{one}", f"16.08.05-{one:04}", "Kotak suara", "utuh") for one in range(1, 301)]
    rows[99] = ("100", "16.08.05-0100", "ꦤꦶꦫꦫ", "utuh")
    grid = Grid("", ("Urut", "Nomor", "Jenis", "Keadaan"), rows, (10, 40, 30, 20))
    paper = Paper("x", "Panjang", blocks=(grid,))
    page = html(paper, HEAD, 1, is_for_pdf=True)
    found = pages(pdf(page))

    assert page == html(paper, HEAD, 1, is_for_pdf=True)
    assert [page for page in found if "Urut Nomor Jenis Keadaan" not in page] == []
    said = " ".join(found)
    wanted = [" ".join(row) for place, row in enumerate(rows) if place != 99]
    assert [row for row in wanted if row not in said] == []
    assert "100 16.08.05-0100" in said


def test_a_long_basis_is_set_in_lines_and_said_once() -> None:
    sources = [
        Source(leaf, f"AbCdEfGh{leaf}", "serah terima", "16.08/kpu", "25-11-2024", "A")
        for leaf in range(1000, 1300)
    ]
    paper = Paper("x", "Dasar yang panjang", sources=sources, grade="A (daun 1000)")
    found = pages(pdf(html(paper, HEAD, 1, is_for_pdf=True)))

    said = " ".join(found)
    assert said.count("Dasar: pernyataan bertanda tangan") == 1
    wanted = [f"{one.index} {one.code} serah terima 16.08/kpu 25-11-2024 A" for one in sources]
    assert [row for row in wanted if said.count(row) != 1] == []
    assert [page for page in found if "AbCdEfGh" in page and "Sidik daun" not in page] == []
    assert "Mutu bukti terlemah: A (daun 1000)" in found[-1]


@pytest.mark.parametrize(("look", "edge"), [("tegak", 195 / 210), ("mendatar", 285 / 297)])
def test_a_long_table_never_leaves_its_page(look: Look, edge: float) -> None:
    rows = [("1", "M" * 60, "-" * 70, "W" * 80, "m" * 60)] * 50
    grid = Grid("", ("No", "Nomor", "Jenis", "Keadaan", "Catatan"), rows, (5, 30, 20, 25, 20))
    raw = pdf(html(Paper("x", "Lebar", blocks=(grid,), look=look), HEAD, 1, is_for_pdf=True))

    assert "M" * 9 in text(raw)
    assert 0.9 * edge < widest(raw) <= edge + 1 / 1000


def test_an_empty_table_says_nihil() -> None:
    paper = Paper("x", "Kosong", blocks=(Grid("", ("No",), (), (100,)),))

    assert "NIHIL" in text(pdf(html(paper, HEAD, 1)))


def test_every_label_of_a_sheet_can_be_scanned() -> None:
    sheet = tag_sheet(tags(bytes(range(32)), 61))
    raw = pdf(html(sheet, None, None))

    assert len(pages(raw)) == 3
    assert sorted(codes(raw)) == sorted(label.code for label in sheet.labels)
    assert [label.shown for label in sheet.labels if label.shown not in text(raw)] == []


def test_a_box_label_of_the_longest_name_can_be_scanned() -> None:
    name = "16.08.05.2003-TPS007-GUB".ljust(128, "X")
    sheet = Paper("l", "L", labels=(Label("Kotak", name, name, ("TPS 7",)),), look="label")

    assert codes(pdf(html(sheet, HEAD, 1))) == [name]


def test_a_practice_label_says_so() -> None:
    sheet = Paper("l", "L", labels=(Label("Kotak", "B-1", "B-1-X"),), look="label")

    assert "LATIHAN" in text(pdf(html(sheet, HEAD, 1)))


def test_a_code_is_no_wider_than_asked_for() -> None:
    assert 'width="10.0mm"' in drawn("B-1" * 40, 1.0, 10.0)


def test_a_machine_without_the_extra_says_so(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango\\nmore')")
    script = (
        "import sys\nsys.path.insert(0, sys.argv[1])\nfrom api.typesetting import NoPdfError, pdf\n"
        "try:\n    pdf('')\nexcept NoPdfError as error:\n    print(error.reason)\n"
    )

    assert output(script, tmp_path) == b"cannot load library libpango\n"


def test_nothing_is_fetched_from_anywhere(tmp_path: Path) -> None:
    picture = tmp_path / "rahasia.png"
    picture.write_bytes(b"x")
    raw = pdf(f'<p>teks</p><img src="{picture.as_uri()}"><img src="http://segel.example/x.png">')

    assert text(raw) == "teks"


def test_the_reason_is_kept() -> None:
    with pytest.raises(NoPdfError, match="libpango"):
        raise NoPdfError("libpango")
