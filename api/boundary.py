"""Boundaries: where the areas of an operation lie, taken in from GeoJSON and never bundled.

They are no part of the log and prove nothing: a map that is drawn with them is a way to look at
what the table beside it says.  What a file holds is checked strictly and said in words; nothing is
guessed, mended or simplified here.  Lines that are too fine for a screen are made coarser by
whoever makes the file, so that neighbours still share their border; drawing only rounds.

Source: RFC 7946; Kemendagri area codes, Kepmendagri 300.2.2-2430/2025
"""

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from api.sheet import Text
from ledger import file

BYTES_MAX: Final = 32_000_000
POINTS_MAX: Final = 200_000
"""More would make every map slow; a regency's districts take some 10,000."""
AREAS_MAX: Final = 1000

_DOTTED: Final = re.compile(r"\d{2}(\.\d{2}){1,2}(\.\d{4})?")
_PLAIN: Final = re.compile(r"(\d{2})(\d{2})(\d{2})?(\d{4})?")
_RING_LEAST: Final = 4
_LONGITUDE_MAX: Final = 180
_LATITUDE_MAX: Final = 90
_DIGITS: Final = 5
"""Of a degree: a metre."""

Position = tuple[float, float]
"""Longitude and latitude, in degrees."""


class BoundaryError(ValueError):
    """A file of boundaries cannot be taken in."""

    def __init__(self, indonesian: str, english: str, where: str = "") -> None:
        """Say why, in both languages, and where in the file."""
        place = f"{where}: " if where else ""
        self.text: Final = Text(f"{place}{indonesian}", f"{place}{english}")
        super().__init__(self.text.en)


class Boundary(msgspec.Struct, frozen=True):
    """Where one area lies."""

    code: str
    """`16.08.05`."""
    name: str
    rings: tuple[tuple[Position, ...], ...]
    """Closed; a ring in another one is a hole."""


class Names(msgspec.Struct, frozen=True):
    """What the properties of a feature are called."""

    code: str = "kode"
    name: str = "nama"


_USUAL: Final = Names()


def read(raw: bytes, names: Names = _USUAL) -> tuple[Boundary, ...]:
    """Read GeoJSON: a collection of polygons, each with its code and its name.

    Args:
        raw: The file.
        names: What the properties are called that hold code and name.

    Raises:
        BoundaryError: It is not that, or a code or position cannot be one.
    """
    if len(raw) > BYTES_MAX:
        raise BoundaryError(
            f"berkas berisi {len(raw)} bita, paling banyak {BYTES_MAX}",
            f"the file has {len(raw)} bytes, at most {BYTES_MAX} are taken",
        )
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BoundaryError(f"bukan JSON: {error}", f"this is no JSON: {error}") from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or found.get("type") != "FeatureCollection":
        raise BoundaryError(
            "bukan GeoJSON berjenis FeatureCollection", "want GeoJSON of type FeatureCollection"
        )
    if not 0 < len(features) <= AREAS_MAX:
        raise BoundaryError(
            f"berisi {len(features)} wilayah, seharusnya 1 sampai {AREAS_MAX}",
            f"it holds {len(features)} areas, want 1 to {AREAS_MAX}",
        )
    read_ = tuple(_feature(one, f"feature {n}", names) for n, one in enumerate(features, 1))
    _check_whole(read_)
    return read_


def save(place: Path, boundaries: Sequence[Boundary]) -> None:
    """Keep boundaries in a file, in the place of those that were there."""
    file.replace(place, msgspec.json.encode(boundaries))


def load(place: Path) -> tuple[Boundary, ...]:
    """Return the boundaries that a file keeps; none where there is no file.

    Raises:
        BoundaryError: The file is not what `save` writes.
    """
    try:
        raw = place.read_bytes()
    except FileNotFoundError:
        return ()
    try:
        return msgspec.json.decode(raw, type=tuple[Boundary, ...])
    except msgspec.DecodeError as error:
        raise BoundaryError(
            f"berkas rusak: {error}", f"the file is damaged: {error}", place.name
        ) from error


def _check_whole(boundaries: Sequence[Boundary]) -> None:
    codes: set[str] = set()
    for one in boundaries:
        if one.code in codes:
            raise BoundaryError(
                "tertulis dua kali; satu feature untuk satu wilayah",
                "stands there twice; want one feature for each area",
                one.code,
            )
        codes.add(one.code)
    points = sum(len(ring) for one in boundaries for ring in one.rings)
    if points > POINTS_MAX:
        raise BoundaryError(
            f"{points} titik, paling banyak {POINTS_MAX}: sederhanakan dengan alat yang menjaga "
            "batas bersama, misalnya mapshaper",
            f"{points} positions, at most {POINTS_MAX} are taken: make them coarser with a tool "
            "that keeps shared borders, such as mapshaper",
        )


def _feature(found: Any, where: str, names: Names) -> Boundary:  # noqa: ANN401 - what JSON holds
    if not isinstance(found, dict) or found.get("type") != "Feature":
        raise BoundaryError("bukan objek berjenis Feature", "want an object of type Feature", where)
    properties = found.get("properties")
    if not isinstance(properties, dict):
        raise BoundaryError("tanpa properties", "it has no properties", where)
    code = _code(properties.get(names.code), f"{where}: {names.code}")
    name = properties.get(names.name)
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise BoundaryError(
            f"properti {names.name}: bukan nama",
            f"property {names.name}: want a name",
            f"{where} ({code})",
        )
    rings = tuple(_rings(found.get("geometry"), f"{where} ({code})"))
    return Boundary(code, name.strip(), rings)


def _code(found: object, where: str) -> str:
    """Return a code with its points; registers write it with or without them."""
    if isinstance(found, str) and _DOTTED.fullmatch(found):
        return found
    if isinstance(found, str) and (plain := _PLAIN.fullmatch(found)):
        return ".".join(part for part in plain.groups() if part)
    raise BoundaryError(
        "bukan kode sebagai teks, seperti 16.08.05 atau 160805",
        "want a code as text, such as 16.08.05 or 160805",
        where,
    )


def _rings(geometry: Any, where: str) -> Iterator[tuple[Position, ...]]:  # noqa: ANN401 - as above
    if not isinstance(geometry, dict):
        raise BoundaryError("tanpa geometry", "it has no geometry", where)
    kind, polygons = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        polygons = [polygons]
    elif kind != "MultiPolygon":
        raise BoundaryError(
            f"geometry {kind!r}: seharusnya Polygon atau MultiPolygon",
            f"geometry {kind!r}: want Polygon or MultiPolygon",
            where,
        )
    if not isinstance(polygons, list) or not polygons:
        raise BoundaryError("tanpa coordinates", "it has no coordinates", where)
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise BoundaryError("poligon tanpa cincin", "a polygon has no ring", where)
        for ring in polygon:
            yield _ring(ring, where)


def _ring(found: object, where: str) -> tuple[Position, ...]:
    if not isinstance(found, list) or len(found) < _RING_LEAST:
        raise BoundaryError(
            f"cincin kurang dari {_RING_LEAST} titik",
            f"want {_RING_LEAST} positions or more in a ring",
            where,
        )
    ring = tuple(_position(one, where) for one in found)
    if ring[0] != ring[-1]:
        raise BoundaryError(
            "cincin tidak tertutup: titik akhirnya bukan titik awalnya",
            "a ring is not closed: its last position is not its first",
            where,
        )
    return ring


def _position(found: object, where: str) -> Position:
    """Return a position, rounded to a metre; a height is passed over."""
    match found:
        case [int() | float() as east, int() | float() as north, *_] if _is_on_earth(east, north):
            return round(east, _DIGITS), round(north, _DIGITS)
        case _:
            shown = str(found)[:60]
            raise BoundaryError(
                f"{shown}: seharusnya bujur lalu lintang, dalam derajat (WGS 84)",
                f"{shown}: want longitude, then latitude, in degrees (WGS 84)",
                where,
            )


def _is_on_earth(east: float, north: float) -> bool:
    is_number = math.isfinite(east) and math.isfinite(north)
    return is_number and abs(east) <= _LONGITUDE_MAX and abs(north) <= _LATITUDE_MAX
