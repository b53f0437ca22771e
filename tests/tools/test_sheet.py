"""A sheet can be read back from what is printed."""

import re
from pathlib import Path

import pytest

from ledger.slip import NOTE_BYTES_MAX, note_slip, write_text
from tools.photograph import codes
from tools.sheet import Sheet


@pytest.mark.parametrize("length", [0, 1, 700, 1200, NOTE_BYTES_MAX])
def test_every_code_on_a_sheet_is_read_back(tmp_path: Path, length: int) -> None:
    slips = note_slip(bytes(range(256)) * 5), note_slip(b"x" * length)
    path = tmp_path / "x.png"
    path.write_bytes(Sheet(("satu", "dua <&>"), slips).drawn(".png"))

    assert sorted(codes(path)) == sorted(map(write_text, slips))


def test_the_caption_is_escaped_in_svg() -> None:
    text = Sheet(("a <b> & c",), (note_slip(b"x"),)).drawn(".svg").decode()

    assert "a &lt;b&gt; &amp; c" in text
    assert text.count("</svg>") == 2


def test_a_long_name_is_broken_where_the_sheet_ends() -> None:
    text = Sheet(("x" * 128, "dua"), (note_slip(b"x" * 600),)).drawn(".svg").decode()
    lines = re.findall(r"<text [^>]*>([^<]*)</text>", text)

    assert "".join(lines) == "x" * 128 + "dua"
    assert len(lines) > 2
