"""A step: nothing raised and nothing settled unless the fold says so."""

from domain.custody import Custody
from domain.step import Step


def test_a_step_is_at_least_a_state() -> None:
    assert Step(Custody()) == Step(Custody(), (), ())
    assert Step[Custody](None).state is None
