"""What can go wrong with a photograph is in the one table, and the app never loses one by it."""

from api import problems, refusal


def test_every_refusal_of_a_photograph_is_in_the_table() -> None:
    assert all(problems.PROBLEMS[one.slug] is one for one in refusal.PROBLEMS)


def test_only_what_the_phone_can_never_mend_is_final() -> None:
    final = {one.slug for one in refusal.PROBLEMS if one.retry == "never"}
    assert final == {"photo-oversize", "photo-kind"}
