"""What a phone's camera hands out: large, turned by a tag, with the place written beside it."""

from hashlib import sha256
from io import BytesIO

from PIL import Image

GPS = 0x8825
ORIENTATION = 0x0112
TURNED = 6
"""The camera was held upright: the picture is to be turned by 90 degrees."""


def snapshot(seed: int = 0, width: int = 2400, height: int = 1800) -> bytes:
    """Return a JPEG whose left half is dark, and the rest of it grainy."""
    grain = Image.frombytes("L", (64, 64), sha256(str(seed).encode()).digest() * 128)
    picture = Image.new("RGB", (width, height), (30, 60, 90))
    picture.paste(grain.resize((width // 2, height), Image.Resampling.NEAREST), (width // 2, 0))
    noise = Image.effect_noise((width // 2, height), 120)
    picture.paste(noise, (width // 2, 0))
    tags = Image.Exif()
    tags[ORIENTATION] = TURNED
    tags[0x010F] = "Kamera Rahasia"
    tags.get_ifd(GPS)[1] = "S"
    file = BytesIO()
    picture.save(file, "JPEG", quality=90, exif=tags)
    return file.getvalue()
