"""Tags of our own: 80 random bits each, printed as a code and as letters that people can type.

A tag is locked under a cable tie whose own serial, if it has one, nobody promises to be unique.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from domain.checkdigit import printed
from projections.errors import PaperError
from projections.paper.document import Label, Paper

SEED_BYTES_MIN: Final = 16
COUNT_MAX: Final = 5000
KIND: Final = "tag_qr"

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read wrongly (D. Crockford, Base 32)."""

_BITS: Final = 80
_GROUP: Final = 4
_DOMAIN: Final = b"segel/tag/v1\n"


def tags(seed: bytes, count: int) -> tuple[str, ...]:
    """Return tags that follow from a seed: `7K3M-0QRS-TVWX-YZ23`.

    Args:
        seed: Random bytes; whoever has them can print the same tags.
        count: How many.

    Raises:
        PaperError: Too short a seed, or too many tags.
    """
    if len(seed) < SEED_BYTES_MIN:
        raise PaperError(
            f"benih kurang dari {SEED_BYTES_MIN} byte",
            f"a seed of less than {SEED_BYTES_MIN} bytes",
        )
    if not 0 < count <= COUNT_MAX:
        raise PaperError(f"minta 1 sampai {COUNT_MAX} tag", f"ask for 1 to {COUNT_MAX} tags")
    return tuple(_tag(seed, number) for number in range(count))


def tag_sheet(names: Sequence[str]) -> Paper:
    """Return a sheet of tags to be cut out."""
    labels = tuple(Label("SEGEL tag QR", f"{KIND}:{name}", printed(name), _LINES) for name in names)
    return Paper("label-segel", "Label Segel", labels=labels, look="tag")


def box_sheet(names: Sequence[str]) -> Paper:
    """Return a sheet of box labels that say nothing but the number."""
    labels = tuple(Label("KOTAK", name, printed(name)) for name in names)
    return Paper("label-kotak", "Label Kotak", labels=labels, look="label")


_LINES: Final = (
    "Kunci di bawah kabel ties.",
    "Mutu bukti: kuat. Segel tanpa nomor: lemah; sertakan foto.",
)


def _tag(seed: bytes, number: int) -> str:
    value = int.from_bytes(sha256(_DOMAIN + seed + number.to_bytes(8, "big")).digest()[:10], "big")
    letters = "".join(_LETTERS[value >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return "-".join(letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP))
