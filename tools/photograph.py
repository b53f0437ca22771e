"""What QR codes say in a photograph or a scan, without any service of others."""

import warnings
from pathlib import Path

import zxingcpp
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from tools.source import DamagedError, read

FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")
"""What is read; neither SVG nor HEIC is."""

_PIXELS_MAX = 1 << 26
"""A telephone takes 50 million; more is somebody's bomb."""


def codes(path: Path) -> list[str]:
    """Return the text of every QR code in an image.

    Raises:
        SourceError: No file, or no image that can be read.
    """
    read(path)  # is it there, may it be read, is it of a size that photographs have?
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # WeasyPrint lets halves of pictures pass, for everybody
    )
    try:
        with warnings.catch_warnings(action="error"), Image.open(path, formats=FORMATS) as image:
            if image.width * image.height > _PIXELS_MAX:
                raise DamagedError(f"{path}: more than {_PIXELS_MAX} pixels")
            upright = ImageOps.exif_transpose(image).convert("L")
    except UnidentifiedImageError as error:
        raise DamagedError(
            f"{path}: no image of a kind that is read: {', '.join(FORMATS)}"
        ) from error
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise DamagedError(f"{path}: {error}") from error
    found = zxingcpp.read_barcodes(
        upright,
        formats=zxingcpp.barcode_formats_from_str("QRCode"),
        text_mode=zxingcpp.TextMode.Plain,
    )
    return [code.text for code in found if code.valid]
