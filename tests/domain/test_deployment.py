"""Musters as they are said."""

import pytest

from domain.catalogue import NotUnderstood
from domain.deployment import DeploymentShifted
from tests.support.sayings import golden


@pytest.mark.parametrize("stage", ["berangkat", "tiba", "kembali"])
def test_a_muster_is_at_one_of_three_stages(stage: str) -> None:
    assert isinstance(golden("DeploymentShifted", stage=stage), DeploymentShifted)
    assert isinstance(golden("DeploymentShifted", stage="istirahat"), NotUnderstood)


@pytest.mark.parametrize("changes", [{"ordered": -1}, {"present": -1}, {"ordered": None}])
def test_a_muster_counts_who_was_ordered_and_who_is_there(changes: dict[str, object]) -> None:
    assert isinstance(golden("DeploymentShifted", **changes), NotUnderstood)


def test_whoever_is_absent_is_so_for_a_reason() -> None:
    absent = [{"person": "anggota-102"}]

    assert isinstance(golden("DeploymentShifted", absent=absent), NotUnderstood)
