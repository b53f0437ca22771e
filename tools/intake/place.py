"""Lists of areas, polling stations and other places.

A district (kecamatan) stands for its PPK, a village (desa) for its PPS, a polling station (TPS) for
its KPPS: each is a unit that takes part and a place where goods may be, so each row states two
things.  Any other place, and places out of our own lists, come as rows that name all of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from domain.operation import OrganisationRegistered
from domain.place import PlaceRegistered
from tools.intake.area_code import above, area_code, level_of
from tools.intake.cell import CellError
from tools.intake.column import (
    Column,
    column,
    count_of,
    degrees,
    identifier,
    needed,
    one_of,
    text_of,
)
from tools.intake.draft import Draft, Key, Setting
from tools.intake.register import Register
from tools.verdict import Text

NAME_MAX: Final = 200
TPS_MAX: Final = 999

_DISTRICT: Final = 3
_RISKS: Final = ("kurang_rawan", "rawan", "khusus")
_MICRO: Final = 180_000_000
_ON_PLACES: Final = ("latitude", "longitude", "radius", "risk", "travel", "capacity")


def _place_columns() -> tuple[Column, ...]:
    """Return the columns that every list of places may have."""
    many = 2**53 - 1
    return (
        column("latitude", "lintang latitude lat", degrees, "derajat / degrees"),
        column("longitude", "bujur longitude long lon", degrees, "derajat / degrees"),
        column("radius", "radius registered.radius", count_of(many), "meter / metres"),
        column(
            "risk",
            "kerawanan risk registered.risk",
            one_of(_RISKS),
            "kurang_rawan, rawan atau khusus / kurang_rawan, rawan or khusus",
        ),
        column(
            "travel",
            "menit_perjalanan travel registered.travel",
            count_of(525_600),
            "menit di jalan dari pemasok / minutes on the road from its supplier",
        ),
        column(
            "capacity", "daya_tampung capacity registered.capacity", count_of(many), "kotak / boxes"
        ),
    )


def _code(*levels: int) -> Callable[[str], str]:
    return lambda text: area_code(text, *levels)


_NAME: Final = "paling banyak 200 huruf / at most 200 letters"
_DOTS: Final = "16.08.05 atau 16.08.05.2003, juga tanpa titik"
_WITH: Final = "with its name; with dots or without"
_PAIRS: Final = (("district_code", "district"), ("village_code", "village"), ("code", "name"))


class Areas:
    """Kecamatan and desa: one a row, or a desa with its kecamatan beside it."""

    name: Final = "areas"
    label: Final = Text("wilayah: kecamatan dan desa/kelurahan", "areas: districts and villages")
    columns: Final = (
        column("code", "kode kode_wilayah code id", _code(3, 4), f"{_DOTS}; dengan nama / {_WITH}"),
        column("name", "nama nama_wilayah name", text_of(NAME_MAX - 4), _NAME),
        column("district_code", "kode_kecamatan kode_kec", _code(3), f"dengan kecamatan / {_WITH}"),
        column("district", "kecamatan nama_kecamatan", text_of(NAME_MAX - 4), _NAME),
        column(
            "village_code",
            "kode_desa kode_kelurahan kode_desa_kelurahan kode_desa_kel",
            _code(4),
            f"dengan desa / {_WITH}",
        ),
        column(
            "village",
            "desa kelurahan desa_kelurahan desa_kel nama_desa nama_desa_kelurahan",
            text_of(NAME_MAX - 4),
            _NAME,
        ),
        *_place_columns(),
    )

    def drafts(
        self, values: Mapping[str, Any], register: Register, setting: Setting
    ) -> tuple[Draft, ...]:
        """Return the unit and the place of each area that a row names.

        Raises:
            CellError: A code without a name, a name without a code, or neither.
        """
        del register, setting
        areas = [area for names in _PAIRS if (area := _area(values, *names)) is not None]
        if not areas:
            raise CellError("tidak ada kode dan nama", "no code and name")
        told: list[Draft] = []
        for place, (code, name) in enumerate(areas, start=1):
            more = _of_place(values) if place == len(areas) else {}
            told += _area_drafts(code, name, more)
        return tuple(told)


class Stations:
    """Polling stations: one a row, or as many as a village has."""

    name: Final = "tps"
    label: Final = Text("TPS", "polling stations")
    columns: Final = (
        needed(
            column(
                "code",
                "kode_desa kode_kelurahan kode_desa_kelurahan kode_desa_kel kode kode_wilayah",
                _code(4),
                "kode desa, 16.08.05.2003 / code of the village, 16.08.05.2003",
            )
        ),
        column(
            "number",
            "tps no_tps nomor_tps nomor number",
            count_of(TPS_MAX, 1),
            "1 sampai 999; TPS khusus mulai 901 / 1 to 999; special ones from 901",
        ),
        column(
            "count",
            "jumlah_tps jml_tps count",
            count_of(TPS_MAX, 1),
            "ganti nomor: TPS 1 sampai sekian / in place of a number: from 1 to so many",
        ),
        column("name", "nama nama_tps name", text_of(NAME_MAX), _NAME),
        *_place_columns(),
    )

    def drafts(
        self, values: Mapping[str, Any], register: Register, setting: Setting
    ) -> tuple[Draft, ...]:
        """Return the KPPS and the place of one polling station, or of all of a village.

        Raises:
            CellError: Both a number and how many, or neither.
        """
        del setting
        number, count = values.get("number"), values.get("count")
        if (number is None) == (count is None):
            raise CellError(
                "perlu nomor TPS atau jumlah TPS, satu saja", "wants a number or a count, not both"
            )
        code = values["code"]
        village = register.name_of(("place", f"{code}/PPS"), code).removeprefix("PPS ")
        numbers = [number] if count is None else range(1, count + 1)
        return tuple(draft for one in numbers for draft in _station(f"{one:03}", village, values))


class Places:
    """Places that a row names wholly, as our own list of places does."""

    name: Final = "places"
    label: Final = Text("tempat apa pun, juga dari ekspor places", "any places, also of an export")
    columns: Final = (
        needed(column("place", "tempat place subject", identifier, "16.08/GDG-01")),
        needed(
            column(
                "place_kind",
                "jenis place_kind registered.place_kind",
                text_of(64),
                "gudang, kantor, pos, tps, ...",
            )
        ),
        needed(column("name", "nama name registered.name", text_of(NAME_MAX), _NAME)),
        needed(
            column(
                "unit",
                "penanggung_jawab unit registered.unit",
                identifier,
                "unit yang menjawab untuknya / the unit that answers for it",
            )
        ),
        column(
            "parent",
            "induk parent registered.parent",
            identifier,
            "tempat di atasnya / the place above it",
        ),
        *_place_columns(),
        column(
            "latitude_micro",
            "registered.latitude",
            count_of(_MICRO, -_MICRO),
            "sepersejuta derajat / millionths of a degree",
        ),
        column(
            "longitude_micro",
            "registered.longitude",
            count_of(_MICRO, -_MICRO),
            "sepersejuta derajat / millionths of a degree",
        ),
    )

    def drafts(
        self, values: Mapping[str, Any], register: Register, setting: Setting
    ) -> tuple[Draft, ...]:
        """Return the place of one row."""
        del register, setting
        fields = ("place", "place_kind", "name", "unit", "parent", *_ON_PLACES)
        given = {one: values[one] for one in fields if one in values}
        for one in ("latitude", "longitude"):
            if f"{one}_micro" in values:
                given[one] = values[f"{one}_micro"]
        needs: tuple[Key, ...] = (("organisation", given["unit"]),)
        return (Draft(("place", given["place"]), PlaceRegistered, given, needs=needs),)


def _area(values: Mapping[str, Any], code: str, name: str) -> tuple[str, str] | None:
    """Return code and name of an area that a row names; None: it does not."""
    if code in values and name in values:
        return values[code], values[name]
    if code in values:
        raise CellError(f"{values[code]} tanpa nama", f"{values[code]} without its name")
    if name in values:
        raise CellError(f"{values[name]} tanpa kode", f"{values[name]} without its code")
    return None


def _area_drafts(code: str, name: str, more: Mapping[str, Any]) -> tuple[Draft, Draft]:
    upper = above(code)
    is_district = level_of(code) == _DISTRICT
    kind, parent = ("ppk", f"{upper}/kpu") if is_district else ("pps", f"{upper}/ppk")
    office = upper if is_district else f"{upper}/PPK"
    called = f"{kind.upper()} {name}"
    return _unit_and_place(
        kind,
        (code, f"{code}/{kind}", f"{code}/{kind.upper()}"),
        {"name": called, "parent": parent},
        {**more, "name": called, "parent": office},
    )


def _station(number: str, village: str, values: Mapping[str, Any]) -> tuple[Draft, Draft]:
    """Return the drafts of one polling station, named after its village unless the row names it."""
    code = values["code"]
    name = {"name": values["name"]} if "name" in values else {}
    unit, place = _unit_and_place(
        "kpps",
        (code, f"{code}/kpps-{number}", f"{code}/TPS-{number}"),
        {"parent": f"{code}/pps"},
        {**name, **_of_place(values), "parent": f"{code}/PPS"},
    )
    return (
        replace(unit, defaults={"name": f"KPPS {number} {village}"[:NAME_MAX]}),
        replace(place, defaults={"name": f"TPS {number} {village}"[:NAME_MAX]}),
    )


def _unit_and_place(
    kind: str, ids: tuple[str, str, str], unit: Mapping[str, Any], place: Mapping[str, Any]
) -> tuple[Draft, Draft]:
    """Return the drafts of a unit and of its place, whose kind is the unit's but for a TPS."""
    code, name, where = ids
    return (
        Draft(
            ("organisation", name),
            OrganisationRegistered,
            {"unit": name, "unit_kind": kind, "area": code, **unit},
            needs=(("organisation", unit["parent"]),),
        ),
        Draft(
            ("place", where),
            PlaceRegistered,
            {
                "place": where,
                "place_kind": "tps" if kind == "kpps" else kind,
                "unit": name,
                **place,
            },
            needs=(("organisation", name),),
        ),
    )


def _of_place(values: Mapping[str, Any]) -> dict[str, Any]:
    return {one: values[one] for one in _ON_PLACES if one in values}
