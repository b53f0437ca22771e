"""How far a box has come by its own record, and which district it is meant for."""

import pytest

from domain.box import Item
from domain.content import Content
from domain.custody import Custody
from domain.journey import Box
from domain.lineage import Claim
from domain.placing import Placing
from domain.progress import counted_for, course, district
from domain.reading import Road
from domain.registration import Registration
from tests.support.story import moment

AT = moment("08:00")
FIRST = Claim("16.08/kpu", 3, AT, "pendaftaran")
PPK = Claim("16.08.05/ppk", 9, AT, "tawaran", "16.08/kpu")
BACK = Claim("16.08/kpu", 12, AT, "tawaran", "16.08.05/ppk")
ROAD = Placing(road=Road("pergi", "16.08/kpu", "16.08.05/ppk", "16.08/GDG-01", "16.08.05/PPK", 5))


def registered(destination: str | None = None) -> Registration:
    item = Item(box="16.08.05.2003-TPS007-GUB", box_kind="kotak_suara", destination=destination)
    return Registration(item, "16.08/kpu", 3, AT, is_unexpected=False)


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (Box(), None),
        (Box(registration=registered()), "di_tempat"),
        (Box(Custody((FIRST,)), registration=registered()), "di_tempat"),
        (Box(Custody((FIRST,)), ROAD, registration=registered()), "jalan"),
        (Box(Custody((PPK,)), registration=registered()), "di_tempat"),
        (Box(Custody((BACK,)), registration=registered()), "kembali"),
        (Box(Custody((BACK, PPK)), registration=registered()), "di_tempat"),
        (Box(Custody((PPK,))), "di_tempat"),
        (Box(content=Content(destroyed=7), registration=registered()), "luar_pakai"),
    ],
)
def test_the_record_of_a_box_tells_how_far_it_has_come(box: Box, expected: str | None) -> None:
    assert course(box) == expected


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("16.08.05.2003/TPS-007", "16.08.05"),
        ("16.08.05.2003-TPS007-GUB", "16.08.05"),
        ("16.08.05/PPK", "16.08.05"),
        ("16.08/GDG-01", "16.08"),
        ("KS-001", "KS"),
    ],
)
def test_a_name_begins_with_the_code_of_its_district(name: str, code: str) -> None:
    assert district(name) == code


def test_a_box_counts_for_the_district_that_it_is_meant_for() -> None:
    assert counted_for(Box(registration=registered("16.08.06.2001/TPS-001"))) == "16.08.06"
    assert counted_for(Box(registration=registered())) == "16.08.05"
    assert counted_for(Box()) is None
