"""Area codes as spreadsheets leave them: `16.08.05.2003`, `1608052003`, and what became of others.

A spreadsheet that takes a code for a number drops zeros, rounds, or makes a time of it.  Where the
code can still be told, it is; where two codes would fit, nobody guesses.

Source: Kemendagri, Kepmendagri 300.2.2-2430/2025: province, regency, district, village (2, 2, 2, 4)
"""

import re
from typing import Final

from tools.intake.cell import CellError

_WIDTHS: Final = (2, 2, 2, 4)
_LEVELS: Final = {1: "provinsi", 2: "kabupaten/kota", 3: "kecamatan", 4: "desa/kelurahan"}
_LEVELS_EN: Final = {1: "province", 2: "regency", 3: "district", 4: "village"}
_CODE: Final = re.compile(r"[1-9][0-9](?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?")
_DIGITS: Final = re.compile(r"[1-9][0-9](?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{4})?)?)?")
_PARTS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_ROUNDED: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
_TIME: Final = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")


def area_code(text: str, *levels: int) -> str:
    """Read a code with its dots.

    Args:
        text: As it stands in the cell.
        levels: Which are wanted: 2 regency, 3 district, 4 village; any if none is named.

    Raises:
        CellError: It is none, or has lost digits; the message says which form is wanted.
    """
    code = _read(text)
    level = level_of(code)
    if levels and level not in levels:
        raise CellError(
            f"{code} adalah kode {_LEVELS[level]}, dicari kode "
            f"{' atau '.join(_LEVELS[one] for one in levels)}",
            f"{code} is the code of a {_LEVELS_EN[level]}, wanted is that of a "
            f"{' or '.join(_LEVELS_EN[one] for one in levels)}",
        )
    return code


def level_of(code: str) -> int:
    """Return 1 for a province to 4 for a village."""
    return code.count(".") + 1


def above(code: str) -> str:
    """Return the code of what an area lies in: `16.08.05` of `16.08.05.2003`."""
    return code.rpartition(".")[0]


def _read(text: str) -> str:
    if _CODE.fullmatch(text):
        return text
    if _DIGITS.fullmatch(text):
        parts, rest = [], text
        for width in _WIDTHS:
            parts.append(rest[:width])
            rest = rest[width:]
        return ".".join(part for part in parts if part)
    if _ROUNDED.fullmatch(text):
        raise CellError(
            f"{text}: lembar kerja membulatkan kode; format kolom sebagai teks lalu isi lagi",
            f"{text}: the spreadsheet has rounded the code; make the column text, enter it again",
        )
    if _TIME.fullmatch(text):
        raise CellError(
            f"{text}: lembar kerja membaca kode sebagai jam; format kolom sebagai teks",
            f"{text}: the spreadsheet has taken the code for a time; make the column text",
        )
    raise _lost(text)


def _lost(text: str) -> CellError:
    """Say of digits what is missing, of anything else that it is no code."""
    if not _PARTS.fullmatch(text.replace(",", ".")):
        return CellError(
            f"{text}: bukan kode wilayah seperti 16.08.05.2003",
            f"{text}: no area code such as 16.08.05.2003",
        )
    parts = text.replace(",", ".").split(".")
    if len(parts) > 1 and len(parts) <= len(_WIDTHS):
        whole = ".".join(part.zfill(width) for part, width in zip(parts, _WIDTHS, strict=False))
        also = ".".join((*whole.split(".")[:-1], parts[-1].ljust(_WIDTHS[len(parts) - 1], "0")))
        meant = whole if also == whole else f"{whole} / {also}"
        return CellError(
            f"{text}: nol hilang dari kode; mungkin {meant}; format kolom sebagai teks",
            f"{text}: zeros are lost from the code; perhaps {meant}; make the column text",
        )
    return CellError(
        f"{text}: {len(text)} angka; kode kecamatan 6, desa 10 angka: nol mungkin hilang",
        f"{text}: {len(text)} digits; a district has 6, a village 10: zeros may be lost",
    )
