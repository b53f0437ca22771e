"""Codes that the app draws: every length is read back, and is what another writer draws."""

from random import Random

import pytest
import segno
import zxingcpp
from PIL import Image
from playwright.sync_api import Error, Page

pytestmark = pytest.mark.browser

CHANCE = Random(18004)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LENGTHS = (*range(1, 60), *range(60, 854, 7), 199, 200, 201, 853, 854)
"""Through all versions and both levels; 854 characters are the most that version 16 holds."""

DRAW = """async (texts) => {
  const { qrCode } = await import("/static/qr.js");
  return texts.map((text) => qrCode(text).map((row) => row.map(Number)));
}"""


@pytest.fixture(name="texts")
def write_texts() -> list[str]:
    return ["".join(CHANCE.choices(ALPHABET, k=length)) for length in LENGTHS]


def test_every_code_is_read_back(script: Page, texts: list[str]) -> None:
    assert [read(rows) for rows in script.evaluate(DRAW, texts)] == texts


def test_every_code_is_the_smallest_and_the_same_as_of_another_writer(
    script: Page, texts: list[str]
) -> None:
    for text, rows in zip(texts, script.evaluate(DRAW, texts), strict=True):
        least = "M" if len(text) <= 200 else "L"
        smallest = segno.make_qr(text, error=least, mode="alphanumeric", boost_error=False)
        assert len(rows) == 4 * int(smallest.version) + 17
        if not ends_on_a_byte(text, int(smallest.version)):
            assert rows in [matrix(text, level, int(smallest.version)) for level in "LM"]


def test_a_longer_text_than_any_frame_is_refused(script: Page) -> None:
    with pytest.raises(Error, match="too long"):
        script.evaluate(DRAW, ["0" * 855])


def read(rows: list[list[int]]) -> str:
    size = len(rows) + 8
    picture = Image.new("L", (size, size), 255)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            picture.putpixel((x + 4, y + 4), 0 if is_dark else 255)
    found = zxingcpp.read_barcodes(picture.resize((4 * size, 4 * size), Image.Resampling.NEAREST))
    return found[0].text if found else ""


def matrix(text: str, level: str, version: int) -> list[list[int]] | None:
    """Let segno draw it, if it fits."""
    try:
        code = segno.make_qr(
            text, error=level, version=version, mode="alphanumeric", mask=0, boost_error=False
        )
    except segno.DataOverflowError:
        return None
    return [list(row) for row in code.matrix]


def ends_on_a_byte(text: str, version: int) -> bool:
    """Tell whether nothing is left to be filled: segno then adds a byte that nobody reads."""
    width = 9 if version < 10 else 11
    bits = 4 + width + 11 * (len(text) // 2) + 6 * (len(text) % 2)
    return (bits + 4) % 8 == 0
