"""Lists of areas, polling stations and other places.

A district (kecamatan) stands for its PPK, a village (desa) for its PPS, a polling station (TPS) for
its KPPS: each is a unit that takes part and a place where goods may be, so each row states two
things.  Any other place, and places out of our own lists, come as rows that name all of it.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from domain.operation import OrganisationRegistered
from domain.place import PlaceRegistered
from tools.intake.area_code import above, area_code, level_of
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


class Areas:
    """Kecamatan and desa."""

    name: Final = "areas"
    label: Final = Text("wilayah: kecamatan dan desa/kelurahan", "areas: districts and villages")
    columns: Final = (
        needed(
            column(
                "code",
                "kode kode_wilayah code id",
                _code(3, 4),
                "16.08.05 atau 16.08.05.2003, juga tanpa titik / with dots or without",
            )
        ),
        needed(column("name", "nama nama_wilayah name", text_of(NAME_MAX - 4), _NAME)),
        *_place_columns(),
    )

    def drafts(
        self, values: Mapping[str, Any], register: Register, setting: Setting
    ) -> tuple[Draft, ...]:
        """Return the unit and the place of one area."""
        del register, setting
        code, name = values["code"], values["name"]
        upper = above(code)
        is_district = level_of(code) == _DISTRICT
        kind, parent = ("ppk", f"{upper}/kpu") if is_district else ("pps", f"{upper}/ppk")
        office = upper if is_district else f"{upper}/PPK"
        return _unit_and_place(
            kind,
            (code, f"{code}/{kind}", f"{code}/{kind.upper()}"),
            {"name": f"{kind.upper()} {name}", "parent": parent},
            {**_of_place(values), "name": f"{kind.upper()} {name}", "parent": office},
        )


class Stations:
    """Polling stations."""

    name: Final = "tps"
    label: Final = Text("TPS", "polling stations")
    columns: Final = (
        needed(
            column(
                "code",
                "kode_desa kode_kelurahan kode kode_wilayah village",
                _code(4),
                "kode desa, 16.08.05.2003 / code of the village, 16.08.05.2003",
            )
        ),
        needed(
            column(
                "number",
                "tps no_tps nomor_tps nomor number",
                count_of(TPS_MAX, 1),
                "1 sampai 999; TPS khusus mulai 901 / 1 to 999; special ones from 901",
            )
        ),
        column("name", "nama nama_tps name", text_of(NAME_MAX), _NAME),
        *_place_columns(),
    )

    def drafts(
        self, values: Mapping[str, Any], register: Register, setting: Setting
    ) -> tuple[Draft, ...]:
        """Return the KPPS and the place of one polling station."""
        del setting
        code, number = values["code"], f"{values['number']:03}"
        village = register.name_of(("place", f"{code}/PPS"), code).removeprefix("PPS ")
        name = {"name": values["name"]} if "name" in values else {}
        unit, place = _unit_and_place(
            "kpps",
            (code, f"{code}/kpps-{number}", f"{code}/TPS-{number}"),
            {"parent": f"{code}/pps"},
            {**name, **_of_place(values), "parent": f"{code}/PPS"},
        )
        defaults = {"name": f"TPS {number} {village}"[:NAME_MAX]}
        return (
            Draft(
                unit.key,
                unit.statement,
                unit.given,
                {"name": f"KPPS {number} {village}"[:NAME_MAX]},
                unit.needs,
            ),
            Draft(place.key, place.statement, place.given, defaults, place.needs),
        )


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
