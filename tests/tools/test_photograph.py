"""Photographs as people take them: turned, scaled, compressed, in poor light."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from ledger.slip import note_slip, write_text
from tools.photograph import codes
from tools.sheet import Sheet
from tools.source import AbsentError, DamagedError

SLIP = note_slip(bytes(range(240)) * 5)
"""As much as a proof has at most."""


@pytest.fixture(name="sheet")
def _sheet(tmp_path: Path) -> Path:
    """Return the file of a drawn sheet."""
    path = tmp_path / "sheet.png"
    path.write_bytes(Sheet(("bukti",), (SLIP,)).drawn(".png"))
    return path


def dimmed(image: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(ImageEnhance.Contrast(image).enhance(0.4)).enhance(0.6)


def in_perspective(image: Image.Image) -> Image.Image:
    table = ImageOps.expand(image, 80, 255)
    width, height = table.size
    corners = (0, 0, 60, height, width - 20, height - 70, width, 40)
    return table.transform(table.size, Image.Transform.QUAD, corners, fillcolor=255)


HARM: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as drawn": lambda image: image,
    "on its side": lambda image: image.rotate(90, expand=True, fillcolor=255),
    "upside down": lambda image: image.rotate(180),
    "askew": lambda image: image.rotate(
        17, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC
    ),
    "small": lambda image: image.resize((image.width // 2, image.height // 2)),
    "odd size": lambda image: image.resize((int(image.width * 0.71), int(image.height * 0.71))),
    "large": lambda image: image.resize((image.width * 2, image.height * 2)),
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(1.5)),
    "dim": dimmed,
    "in perspective": in_perspective,
    "in colour": lambda image: image.convert("RGB"),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_a_jpeg_of_a_sheet_is_read(
    sheet: Path, tmp_path: Path, harm: Callable[[Image.Image], Image.Image]
) -> None:
    path = tmp_path / "foto.jpg"
    with Image.open(sheet) as image:
        harm(image).save(path, quality=70)

    assert codes(path) == [write_text(SLIP)]


@pytest.mark.parametrize("suffix", ["png", "webp", "tiff", "bmp", "gif"])
def test_other_kinds_of_images_are_read(sheet: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pindai.{suffix}"
    with Image.open(sheet) as image:
        image.save(path)

    assert codes(path) == [write_text(SLIP)]


def test_an_image_without_a_code_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kosong.png"
    Image.new("L", (200, 200), 255).save(path)

    assert codes(path) == []


def test_what_is_no_image_is_damaged_and_what_is_not_there_is_absent(
    sheet: Path, tmp_path: Path
) -> None:
    raw = sheet.read_bytes()
    for number, wrong in enumerate((b"", b"segel", raw[: len(raw) // 2], b"<svg></svg>")):
        path = tmp_path / f"{number}.png"
        path.write_bytes(wrong)
        with pytest.raises(DamagedError):
            codes(path)
    with pytest.raises(AbsentError):
        codes(tmp_path / "lain.png")


@pytest.mark.parametrize("side", [9_000, 12_000, 14_000])
def test_a_bomb_is_refused_unread(tmp_path: Path, side: int) -> None:
    path = tmp_path / "bom.png"
    Image.new("1", (side, side)).save(path)

    with pytest.raises(DamagedError, match="pixels"):
        codes(path)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "bmp", "gif"])
def test_a_damaged_image_is_read_or_refused_in_words(
    sheet: Path, tmp_path: Path, kind: str
) -> None:
    chance, whole, path = random.Random(1608), tmp_path / f"a.{kind}", tmp_path / "b"
    with Image.open(sheet) as image:
        image.resize((90, 100)).save(whole)
    for _ in range(150):
        raw = bytearray(whole.read_bytes())
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(min(len(raw), chance.choice((60, 1_000_000))))
            raw[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        path.write_bytes(raw)
        try:
            assert all(isinstance(text, str) for text in codes(path))
        except DamagedError as error:
            assert str(error)  # noqa: PT017 - either outcome is fine
