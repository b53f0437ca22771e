"""A sheet with a caption and QR codes below each other, as SVG or PNG."""

from dataclasses import dataclass
from html import escape
from io import BytesIO
from textwrap import wrap
from typing import ClassVar

import segno
from PIL import Image, ImageDraw, ImageFont

from ledger.slip import write_text

_MODULE_MM = 0.7
"""Size of a dot on paper: a telephone reads it from a hand's breadth."""

_MODULE_PIXELS = 6
_BORDER = 4
_LINE = 5
"""Height of a line of the caption, in modules."""

_LETTER = 2
"""Width of a letter, in modules."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one sheet of paper."""

    FORMATS: ClassVar = (".svg", ".png")

    caption: tuple[str, ...]
    slips: tuple[bytes, ...]

    def drawn(self, suffix: str) -> bytes:
        """Return the sheet as a file.

        Args:
            suffix: One of `FORMATS`.
        """
        return self._svg() if suffix == ".svg" else self._png()

    def _codes(self) -> list[segno.QRCode]:
        return [
            segno.make(
                write_text(slip),
                error="m" if _is_roomy(slip) else "l",
                mode="alphanumeric",
                micro=False,
            )
            for slip in self.slips
        ]

    def _lines(self, width: int) -> list[str]:
        """Return the caption, broken where a sheet of so many modules ends."""
        letters = (width - 2 * _BORDER) // _LETTER
        return [part for line in self.caption for part in wrap(line, letters)]

    def _svg(self) -> bytes:
        codes = self._codes()
        width = max(_side(code) for code in codes)
        lines = self._lines(width)
        place = _LINE * (len(lines) + 1)
        parts = [
            f'<text x="{_BORDER}" y="{_LINE * number}">{escape(line)}</text>'
            for number, line in enumerate(lines, start=1)
        ]
        for code in codes:
            drawn = code.svg_inline(border=_BORDER, omitsize=True)
            side = _side(code)
            frame = f'<svg x="0" y="{place}" width="{side}" height="{side}" '
            parts.append(drawn.replace("<svg ", frame, 1))
            place += side
        size = f'width="{width * _MODULE_MM:.1f}mm" height="{place * _MODULE_MM:.1f}mm"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {place}">\n'
            f'<rect width="100%" height="100%" fill="#fff"/>\n'
            f'<g font-family="sans-serif" font-size="3.5">\n{chr(10).join(parts)}\n</g>\n</svg>\n'
        ).encode()

    def _png(self) -> bytes:
        codes = self._codes()
        lines = self._lines(max(map(_side, codes)))
        top = _LINE * (len(lines) + 1)
        width = _MODULE_PIXELS * max(map(_side, codes))
        height = _MODULE_PIXELS * (top + sum(map(_side, codes)))
        canvas = Image.new("L", (width, height), 255)
        draw = ImageDraw.Draw(canvas)
        font = ImageFont.load_default(3 * _MODULE_PIXELS)
        for number, line in enumerate(lines):
            left_top = _BORDER * _MODULE_PIXELS, (_LINE * number + 1) * _MODULE_PIXELS
            draw.text(left_top, line, fill=0, font=font)
        for code in codes:
            drawn = BytesIO()
            code.save(drawn, kind="png", scale=_MODULE_PIXELS, border=_BORDER)
            canvas.paste(Image.open(drawn).convert("L"), (0, top * _MODULE_PIXELS))
            top += _side(code)
        out = BytesIO()
        canvas.save(out, "PNG", optimize=True, dpi=(25.4 * _MODULE_PIXELS / _MODULE_MM,) * 2)
        return out.getvalue()


def _side(code: segno.QRCode) -> int:
    return int(code.symbol_size(border=_BORDER)[0])


def _is_roomy(slip: bytes) -> bool:
    """Tell whether a code can afford the second level of error correction (ISO/IEC 18004)."""
    return len(write_text(slip)) <= _LEVEL_M_CHARACTERS_MAX


_LEVEL_M_CHARACTERS_MAX = 3391
"""Alphanumeric characters in the largest code of level M (version 40)."""
