"""Areas, polling stations and places: what a row of each states."""

import pytest
from msgspec.json import decode

from tests.support.worklist import on_record, reasons, reviewed, sayings, states
from tools.intake.place import Areas, Places, Stations

PPK = ("organisation", "16.08.05/ppk")
PPS = ("organisation", "16.08.05.2003/pps")


def test_a_district_is_its_ppk_and_a_village_its_pps() -> None:
    review = reviewed(
        Areas(), "Kode;Nama;Menit perjalanan\n16.08.05;Peliung;35\n1608052003;Bantan;\n"
    )

    said = [decode(one.body) for one in sayings(review)]
    assert states(review) == ["new", "new"]
    assert [(one["kind"], one.get("unit")) for one in said] == [
        ("OrganisationRegistered", "16.08.05/ppk"),
        ("OrganisationRegistered", "16.08.05.2003/pps"),
        ("PlaceRegistered", "16.08.05/ppk"),
        ("PlaceRegistered", "16.08.05.2003/pps"),
    ]
    assert said[0] | {"at": ""} == {
        "kind": "OrganisationRegistered",
        "at": "",
        "unit": "16.08.05/ppk",
        "unit_kind": "ppk",
        "name": "PPK Peliung",
        "parent": "16.08/kpu",
        "area": "16.08.05",
    }
    assert said[2]["travel"] == 35
    assert (said[3]["place"], said[3]["parent"]) == ("16.08.05.2003/PPS", "16.08.05/PPK")


def test_a_polling_station_is_named_after_its_village_unless_the_row_names_it() -> None:
    register = on_record(PPS, **{"16.08.05.2003/PPS": {"name": "PPS Bantan"}})

    review = reviewed(
        Stations(),
        "kode desa;TPS;nama;lintang;bujur;kerawanan\n"
        "16.08.05.2003;7;;-4,123456;104.25;Rawan\n"
        "16.08.05.2003;901;Lapas Martapura;;;khusus\n",
        register,
    )

    said = [decode(one.body) for one in sayings(review)]
    assert [one["name"] for one in said] == [
        "KPPS 007 Bantan",
        "KPPS 901 Bantan",
        "TPS 007 Bantan",
        "Lapas Martapura",
    ]
    place = said[2]
    assert (place["place"], place["unit"]) == ("16.08.05.2003/TPS-007", "16.08.05.2003/kpps-007")
    assert (place["latitude"], place["longitude"], place["risk"]) == (
        -4_123_456,
        104_250_000,
        "rawan",
    )
    assert place["place_kind"] == "tps"


def test_a_place_of_an_export_has_millionths_and_one_of_people_degrees() -> None:
    head = "subject;registered.place_kind;registered.name;registered.unit;registered.latitude\n"
    exported = reviewed(Places(), f"{head}16.08/CP-1;titik_periksa;Simpang;16.08/kpu;100\n")
    typed = reviewed(
        Places(), "tempat;jenis;nama;unit;lintang\n16.08/CP-1;titik_periksa;Simpang;16.08/kpu;100\n"
    )

    latitudes = [decode(sayings(one)[0].body)["latitude"] for one in (exported, typed)]
    assert latitudes == [100, 100_000_000]


def test_a_row_of_kpu_names_a_village_with_its_district_and_how_many_stations_it_has() -> None:
    text = (
        "No;Kode Kec.;Kecamatan;Kode Desa/Kel;Desa/Kelurahan;Jumlah TPS\n"
        "1;16.08.05;Peliung;16.08.05.2003;Bantan;2\n"
        "2;16.08.05;Peliung;16.08.05.2004;Pulau Negara;1\n"
    )

    areas = reviewed(Areas(), text)
    stations = reviewed(Stations(), text, on_record(PPS, ("organisation", "16.08.05.2004/pps")))

    assert (states(areas), states(stations)) == (["new", "new"], ["new", "new"])
    assert [key[1] for one in sayings(areas) for key in one.keys if key[0] == "place"] == [
        "16.08.05/PPK",
        "16.08.05.2003/PPS",
        "16.08.05.2004/PPS",
    ]
    assert [key[1] for one in sayings(stations) for key in one.keys if key[0] == "place"] == [
        "16.08.05.2003/TPS-001",
        "16.08.05.2003/TPS-002",
        "16.08.05.2004/TPS-001",
    ]


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (Areas(), "kode;nama\n16.08.05.2003;Bantan\n", "not on record: organisation 16.08.05/ppk"),
        (Areas(), "kode;nama\n16.80.05;Peliung\n", "not on record: organisation 16.80/kpu"),
        (Areas(), "kode;nama\n16.08;OKU Timur\n", "the code of a regency"),
        (Areas(), "kode;nama\n16.08.05;\n", "16.08.05 without its name"),
        (Areas(), "kode;nama\n;Peliung\n", "Peliung without its code"),
        (Areas(), "kode;nama;lintang\n;;4\n", "no code and name"),
        (Areas(), "kode kecamatan;kecamatan\n16.08.05.2003;P\n", "the code of a village"),
        (Stations(), "kode;tps;jumlah tps\n16.08.05.2003;1;2\n", "not both"),
        (Stations(), "kode;nama\n16.08.05.2003;Lapas\n", "wants a number or a count"),
        (Stations(), "kode;jumlah tps\n16.08.05.2003;-3\n", "not within 1 to 999"),
        (Areas(), f"kode;nama\n16.08.05;{'x' * 197}\n", "197 letters"),
        (Areas(), "kode;nama;kapasitas;daya tampung\n16.08.05;P;1;-2\n", "not within 0"),
        (
            Stations(),
            "kode;tps\n16.08.05.2003;1\n",
            "not on record: organisation 16.08.05.2003/pps",
        ),
        (Stations(), "kode;tps\n16.08.05.2003;0\n", "not within 1 to 999"),
        (Stations(), "kode;tps\n16.08.05.2003;Jumlah\n", "no whole number"),
        (Stations(), "kode;tps;kerawanan\n16.08.05.2003;1;aman\n", "unknown; one of"),
        (Places(), "tempat;jenis;nama;unit\n16.08/X;pos;X;16.08/foo\n", "organisation 16.08/foo"),
        (Places(), "tempat;jenis;nama;unit\n16.08/X;=pos;X;16.08/kpu\n", "formula"),
    ],
)
def test_what_cannot_be_registered_is_told(
    kind: Areas | Stations | Places, text: str, words: str
) -> None:
    review = reviewed(kind, text)

    assert states(review) == ["bad"]
    assert words in reasons(review)
    assert review.drafts() == []


def test_a_station_beside_its_registered_village_is_fine() -> None:
    assert states(reviewed(Stations(), "kode;tps\n16.08.05.2003;1\n", on_record(PPK, PPS))) == [
        "new"
    ]
