"""Typesetting: a paper as HTML with its print style inside, and that as PDF.

The HTML is a pure function of its arguments, and so is the PDF: no clock, no identifier by chance,
nothing fetched from anywhere.  The same fonts give the same bytes.  The library for PDF is an
extra; without it the HTML prints from any browser.

Source: WeasyPrint, `HTML.write_pdf`; ISO 32000-1, 14.4 (file identifiers).
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, NamedTuple

import segno

from api.page import filled
from api.ruling import PITCH_EM, Ruled, ruled
from ledger.charter import Charter
from ledger.fingerprint import words
from ledger.slip import write_text
from projections.building import uncollected
from projections.paper.document import Block, Grid, Look, Paper
from projections.paper.proof import Proof

_QUIET: Final = 4
"""Modules around a code (ISO/IEC 18004)."""

_MODULE_MM: Final = 0.55
_PROOF_MM_MAX: Final = 64
_LABEL_MM: Final = {"label": 32.0, "tag": 23.0}
_LABEL_MODULE_MM: Final = 0.9
_RULED_PT: Final = 6.8
_WIDTH_MM: Final = {"tegak": 175.0, "mendatar": 271.0}
"""Between the margins of paper.html."""

_POINTS_PER_MM: Final = 72 / 25.4
_BASIS: Final = "Dasar: pernyataan bertanda tangan"
_BASIS_HEADS: Final = ("Daun", "Sidik daun", "Jenis", "Jurnal", "Waktu", "Mutu")
_IDENTIFIER_BYTES: Final = 16
_LEVEL_M_MAX: Final = 900
"""Letters of a code that is still small at the second level of correction."""


class NoPdfError(Exception):
    """PDF cannot be made on this machine; HTML can."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Heading(NamedTuple):
    """What stands over every paper of a ledger."""

    origin: str
    operation: str
    words: str
    """The eight words of the charter."""

    @property
    def is_practice(self) -> bool:
        """Whether LATIHAN has to stand on it."""
        return "latihan" in self.origin.split("/")


def heading(charter: Charter, fingerprint: bytes) -> Heading:
    """Return what stands over every paper of a ledger.

    Args:
        charter: The ledger's.
        fingerprint: The charter's leaf hash.
    """
    return Heading(charter.origin, charter.operation, words(fingerprint))


def html(
    paper: Paper,
    head: Heading | None,
    as_of: int | None,
    proof: Proof | None = None,
    *,
    is_for_pdf: bool = False,
) -> str:
    """Return a paper as one HTML file that prints on A4.

    Args:
        paper: What stands on it.
        head: Whose ledger it is from; None: from none, as labels may be.
        as_of: The leaf as of which it was made.
        proof: What its code says; None: it has none.
        is_for_pdf: Whether `pdf` sets it: long tables then are lines of text, which is faster.
    """
    blocks: Sequence[Block | Ruled] = paper.blocks
    listed = None
    if is_for_pdf:
        blocks = [_ruled(block, paper.look) or block for block in paper.blocks]
        listed = _ruled(_basis(paper), paper.look)
    values: Mapping[str, Any] = {
        "paper": paper,
        "head": head,
        "as_of": as_of,
        "blocks": [(type(block).__name__, block) for block in blocks],
        "basis": _BASIS,
        "basis_heads": _BASIS_HEADS,
        "listed": [] if listed is None else [(type(listed).__name__, listed)],
        "ruled_pt": _RULED_PT,
        "labels": [
            (label, drawn(label.code, _LABEL_MODULE_MM, _LABEL_MM[paper.look]))
            for label in paper.labels
        ],
        "proof": None if proof is None else proof.slip,
        "is_witnessed": proof is not None and proof.is_witnessed,
        "code": "" if proof is None else _proof_code(proof),
    }
    return filled("paper.html", values)


def pdf(text: str) -> bytes:
    """Return HTML of `html` as PDF.

    Raises:
        NoPdfError: The extra, or a library of the system that it needs, is not installed.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: Pango is not there
        raise NoPdfError(str(error).partition("\n")[0]) from error
    identifier = sha256(text.encode()).digest()[:_IDENTIFIER_BYTES]
    nowhere = weasyprint.urls.URLFetcher(allowed_protocols=())  # a paper brings everything along
    document = weasyprint.HTML(string=text, url_fetcher=nowhere)
    with uncollected():  # boxes, by the ten thousand
        return bytes(document.write_pdf(pdf_identifier=identifier))


def drawn(text: str, module_mm: float, most_mm: float) -> str:
    """Return a QR code as SVG within HTML, with dots of a size but no wider than asked for."""
    is_ours = text.startswith("SEGEL:")
    code = segno.make(
        text,
        error="l" if is_ours and len(text) > _LEVEL_M_MAX else "m",
        mode="alphanumeric" if is_ours else None,
        micro=False,
        boost_error=False,
    )
    side = min(code.symbol_size(border=_QUIET)[0] * module_mm, most_mm)
    size = f'width="{side:.1f}mm" height="{side:.1f}mm"'
    return code.svg_inline(border=_QUIET, omitsize=True).replace("<svg ", f"<svg {size} ", 1)


def _ruled(block: Block, look: Look) -> Ruled | None:
    if not isinstance(block, Grid) or look not in _WIDTH_MM:
        return None
    return ruled(block, int(_WIDTH_MM[look] * _POINTS_PER_MM / (_RULED_PT * PITCH_EM)))


def _basis(paper: Paper) -> Grid:
    rows = [
        (str(one.index), one.code, one.kind, one.journal, one.at, one.grade)
        for one in paper.sources
    ]
    return Grid(_BASIS, _BASIS_HEADS, rows, ())


def _proof_code(proof: Proof) -> str:
    return drawn(write_text(proof.slip.serialise()), _MODULE_MM, _PROOF_MM_MAX)
