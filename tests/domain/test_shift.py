"""Watches as they are said."""

from domain.catalogue import NotUnderstood
from domain.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftStarted
from domain.statement import Sealed, Tally
from tests.support.sayings import golden, leaf


def test_a_covert_post_seals_how_many_stand_there() -> None:
    covert = golden("ShiftAccepted")

    assert isinstance(covert, ShiftAccepted)
    assert isinstance(covert.present, Sealed)

    open_ = golden("ShiftAccepted", present=10)

    assert isinstance(open_, ShiftAccepted)
    assert open_.present == 10


def test_a_strength_is_a_number_of_persons() -> None:
    for present in (-1, "sepuluh", 1.5, None):
        assert isinstance(golden("ShiftStarted", present=present), NotUnderstood)


def test_the_outgoing_team_names_everybody_inside_by_their_visit() -> None:
    handed = golden("ShiftHandedOver")

    assert isinstance(handed, ShiftHandedOver)
    assert handed.inside == (leaf("VisitorReported"),)
    assert Tally(item="kunci", count=4) in handed.inventory


def test_a_team_may_start_or_end_without_another() -> None:
    started, ended = golden("ShiftStarted"), golden("ShiftEnded")

    assert isinstance(started, ShiftStarted)
    assert isinstance(ended, ShiftEnded)
    assert ended.reason == "selesai"
