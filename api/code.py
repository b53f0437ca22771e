"""A QR code on a screen, dark on white whatever the page's colours are."""

from html import escape

import segno

_QUIET = 4


def drawn(text: str, label: str) -> str:
    """Return a QR code as SVG within HTML; nothing if the text is longer than any code holds.

    Args:
        text: Read as UTF-8 by whatever reads codes.
        label: What it is, for those who do not see it.
    """
    try:
        code = segno.make(text, error="l", micro=False)
    except segno.DataOverflowError:
        return ""
    shape: str = code.svg_inline(
        border=_QUIET, omitsize=True, dark="#000", light="#fff", svgclass="code", lineclass=None
    )
    return shape.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)
