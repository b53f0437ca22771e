"""Boundaries out of GeoJSON: what is taken in, and in which words the rest is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.boundary import AREAS_MAX, BoundaryError, Names, load, read, save

SQUARE = [[104.1, -4.1], [104.2, -4.1], [104.2, -4.2], [104.1, -4.2], [104.1, -4.1]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}


def feature(code: object = "16.08.05", geometry: object = POLYGON, **more: object) -> object:
    properties = {"kode": code, "nama": "Buay Pemuka Peliung", **more}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def raw(*features: object, **changes: object) -> bytes:
    found = {"type": "FeatureCollection", "features": list(features), **changes}
    return json.dumps(found).encode()


def shape(kind: str, coordinates: object) -> dict[str, object]:
    return {"type": kind, "coordinates": coordinates}


def test_polygons_are_read_with_code_and_name() -> None:
    (one,) = read(raw(feature()))

    assert (one.code, one.name) == ("16.08.05", "Buay Pemuka Peliung")
    assert one.rings == (tuple(map(tuple, SQUARE)),)


def test_several_polygons_and_holes_are_rings_of_one_area() -> None:
    (one,) = read(raw(feature(geometry=shape("MultiPolygon", [[SQUARE, SQUARE], [SQUARE]]))))

    assert len(one.rings) == 3


@pytest.mark.parametrize("code", ["160805", "16.08.05"])
def test_a_code_is_read_with_its_points_or_without(code: str) -> None:
    assert read(raw(feature(code)))[0].code == "16.08.05"


def test_properties_may_have_other_names() -> None:
    one = feature(KD="16.08.06", NM="Rasuan")

    assert read(raw(one), Names("KD", "NM"))[0].code == "16.08.06"


def test_a_position_is_rounded_to_a_metre_and_its_height_passed_over() -> None:
    ring = [[104.123456789, -4.1, 30], *SQUARE[1:-1], [104.123456789, -4.1, 30]]

    assert read(raw(feature(geometry=shape("Polygon", [ring]))))[0].rings[0][0] == (104.12346, -4.1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "no JSON"),
        (b"[1,", "no JSON"),
        (b'{"type":"FeatureCollection"}', "FeatureCollection"),
        (raw(feature(), type="Topology"), "FeatureCollection"),
        (raw(), "it holds 0 areas"),
        (raw(*[feature()] * (AREAS_MAX + 1)), "areas, want 1 to"),
        (raw(feature(), feature()), "16.08.05: stands there twice"),
        (raw(7), "feature 1: want an object of type Feature"),
        (raw({"type": "Feature"}), "feature 1: it has no properties"),
        (raw(feature(), feature(160805)), "feature 2: kode: want a code as text"),
        (raw(feature("16.8.5")), "want a code as text"),
        (raw(feature("16.08.05\n")), "want a code as text"),
        (raw(feature(nama=" ")), "feature 1 (16.08.05): property nama: want a name"),
        (raw(feature(nama="a\u202eb")), "want a name"),
        (raw(feature(geometry=None)), "it has no geometry"),
        (raw(feature(geometry=shape("Point", [1, 2]))), "want Polygon or MultiPolygon"),
        (raw(feature(geometry=shape("MultiPolygon", []))), "it has no coordinates"),
        (raw(feature(geometry=shape("Polygon", []))), "a polygon has no ring"),
        (raw(feature(geometry=shape("Polygon", [SQUARE[:3]]))), "want 4 positions or more"),
        (raw(feature(geometry=shape("Polygon", [SQUARE[:4]]))), "a ring is not closed"),
        (raw(feature(geometry=shape("Polygon", [[*SQUARE, [1]]]))), "want longitude"),
        (raw(feature(geometry=shape("Polygon", [[["a", 1]] * 4]))), "want longitude"),
        (raw(feature(geometry=shape("Polygon", [[[-4.1, 104.1]] * 4]))), "want longitude"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(given: bytes, said: str) -> None:
    with pytest.raises(BoundaryError) as raised:
        read(given)

    assert said in raised.value.text.en
    assert raised.value.text.id != raised.value.text.en


def test_too_many_positions_are_refused_with_what_to_do() -> None:
    ring: list[Any] = [*([104.1, -4.1] for _ in range(200_001))]

    with pytest.raises(BoundaryError, match="mapshaper"):
        read(raw(feature(geometry=shape("Polygon", [ring]))))


def test_what_is_kept_is_what_was_read(tmp_path: Path) -> None:
    place = tmp_path / "boundaries.json"
    assert load(place) == ()

    save(place, found := read(raw(feature())))
    assert load(place) == found

    place.write_bytes(b"{}")
    with pytest.raises(BoundaryError, match="damaged"):
        load(place)
