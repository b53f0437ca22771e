"""One problem."""

from api.problem import Problem


def test_a_problem_has_an_address() -> None:
    one = Problem(409, "ahead", "Nomor mendahului", "Number ahead", "Nanti.", "Later.")
    assert one.type == "/problems/ahead"
    assert (one.retry, one.retry_after) == ("never", None)
