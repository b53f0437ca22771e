"""Equipment as it is spoken of: up or down, and since when."""

import pytest

from domain.catalogue import NotUnderstood
from domain.equipment import EquipmentStatusChanged
from tests.support.sayings import golden


def test_a_camera_is_down_since_a_time() -> None:
    changed = golden("EquipmentStatusChanged")

    assert isinstance(changed, EquipmentStatusChanged)
    assert (changed.asset, changed.status, changed.cause) == ("cctv-02", "mati", "listrik_padam")
    assert changed.since == "2024-11-12T19:30:00+07:00"


def test_a_kind_of_device_that_is_new_is_understood() -> None:
    assert isinstance(golden("EquipmentStatusChanged", equipment="drone"), EquipmentStatusChanged)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "rusak"),
        ("status", None),
        ("asset", ""),
        ("since", "2024-11-31T08:00:00+07:00"),
        ("since", "kemarin"),
    ],
)
def test_what_cannot_be_is_not_understood(field: str, value: str | None) -> None:
    assert isinstance(golden("EquipmentStatusChanged", **{field: value}), NotUnderstood)
