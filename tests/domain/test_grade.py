"""Grades of evidence: own device, shared device, paper."""

import pytest
from hypothesis import given, strategies as st

from domain.grade import Grade, graded, of_seals, weakest
from tests.support.sayings import GUARD, KPU, POLRI, STRANGER, Sayings

GRADES = st.lists(st.sampled_from(("A", "B", "C")))


@pytest.fixture
def sayings() -> Sayings:
    return Sayings.of_operation()


def _enrols(sayings: Sayings, journal: str, device: str | None) -> None:
    sayings.say(
        POLRI,
        "PersonEnrolled",
        person="p-baru",
        unit="16.08/polri",
        journals=[journal],
        device=device,
    )


@pytest.mark.parametrize(
    ("device", "grade"), [(None, "A"), ("sendiri", "A"), ("bersama", "B"), ("kata baru", "A")]
)
def test_a_device_that_several_sign_with_is_worth_less(
    sayings: Sayings, device: str | None, grade: Grade
) -> None:
    _enrols(sayings, "16.08/polri/hp-9", device)
    said = sayings.say("16.08/polri/hp-9", "VisitorReported")

    assert graded(said, sayings.context.authority) == grade


def test_who_speaks_for_nobody_is_worth_least(sayings: Sayings) -> None:
    said = sayings.say(STRANGER, "VisitorReported")

    assert graded(said, sayings.context.authority) == "C"


def test_a_founder_signs_with_the_own_device(sayings: Sayings) -> None:
    assert graded(sayings.say(KPU, "PlanSet"), sayings.context.authority) == "A"


def test_a_statement_keeps_the_grade_of_its_leaf(sayings: Sayings) -> None:
    before = sayings.say(GUARD, "VisitorReported")
    _enrols(sayings, GUARD, "bersama")
    after = sayings.say(GUARD, "VisitorReported")

    assert graded(before, sayings.context.authority) == "A"
    assert graded(after, sayings.context.authority) == "B"


@given(GRADES)
def test_a_chain_is_as_good_as_its_weakest_link(grades: list[Grade]) -> None:
    worst = weakest(grades)

    assert (worst is None) is (not grades)
    assert all(worst is not None and grade <= worst for grade in grades)
    assert worst is None or worst in grades


@pytest.mark.parametrize(
    ("seals", "grade"),
    [
        ((), None),
        (("kabel_ties@tutup_depan",), "C"),
        (("kabel_ties:OKT-004211", "kabel_ties@tutup_depan"), "B"),
        (("segel_kertas@lubang", "tag_qr:7K3M-9QXT-2PHD-8VWA"), "A"),
    ],
)
def test_one_good_seal_is_enough(seals: tuple[str, ...], grade: Grade | None) -> None:
    assert of_seals(seals) == grade
