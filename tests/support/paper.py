"""Papers as their readers have them: the text of each page, and what its codes say."""

from pathlib import Path

import pypdfium2
import zxingcpp

from domain.disclosure import Opening, commit
from ledger.slip import Slip, read_text
from ledger.tlog.text import to_base64

_DOTS_PER_INCH = 200
"""As an office printer and a telephone leave it."""


def pages(raw: bytes) -> list[str]:
    """Return the text of each page, with single spaces."""
    document = pypdfium2.PdfDocument(raw)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text(raw: bytes) -> str:
    """Return the text of all pages."""
    return " ".join(pages(raw))


def widest(raw: bytes) -> float:
    """Return how far to the right anything stands, as a share of its page."""
    document = pypdfium2.PdfDocument(raw)
    shares = (
        one.get_bounds()[2] / page.get_width() for page in document for one in page.get_objects()
    )
    return float(max(shares))


def codes(raw: bytes) -> list[str]:
    """Return what the codes on all pages say, in the order in which they were found."""
    found = []
    for page in pypdfium2.PdfDocument(raw):
        picture = page.render(scale=_DOTS_PER_INCH / 72).to_pil().convert("L")
        read = zxingcpp.read_barcodes(picture, formats=zxingcpp.barcode_formats_from_str("QRCode"))
        found += [code.text for code in read if code.valid]
    return found


def proofs(raw: bytes) -> list[Slip]:
    """Return the proofs in the codes of a paper."""
    found = [read_text(code) for code in codes(raw)]
    return [slip for slip in found if isinstance(slip, Slip)]


def opening(leaf: str, path: str, value: object, salt: bytes) -> Opening:
    """Return what opens a commitment that was made with this salt."""
    return Opening(leaf=leaf, path=path, salt=to_base64(salt), value=value)


def sealed(value: object, salt: bytes) -> dict[str, str]:
    """Return a commitment as it stands in a body."""
    made = commit(value, salt, "pribadi")
    return {"sd": made.sd, "class": made.class_}


def write_seed(folder: Path) -> Path:
    """Write a seed of labels that everybody knows."""
    path = folder / "benih"
    path.write_bytes(bytes(range(32)))
    return path
