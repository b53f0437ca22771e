"""Inspections as they are said."""

from domain.catalogue import NotUnderstood
from domain.inspection import InspectionRecorded
from tests.support.sayings import golden


def test_an_inspection_answers_each_line_of_its_template() -> None:
    inspection = golden("InspectionRecorded")

    assert isinstance(inspection, InspectionRecorded)
    assert {line.item: line.result for line in inspection.items} == {
        "atap": "baik",
        "lantai": "baik",
        "palet": "rusak",
    }


def test_a_remark_on_a_line_stays_sealed() -> None:
    items = [{"item": "palet", "result": "rusak", "note": "palet 14 patah"}]

    assert isinstance(golden("InspectionRecorded", items=items), NotUnderstood)


def test_a_template_that_is_new_is_understood() -> None:
    assert isinstance(golden("InspectionRecorded", template="genset"), InspectionRecorded)
