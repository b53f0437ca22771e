"""What a reader is told who is not let in."""

from api.admittance import PROBLEMS
from api.problems import PROBLEMS as ALL


def test_every_refusal_stands_in_the_one_table_and_says_where_to_go() -> None:
    assert all(ALL[problem.slug] is problem for problem in PROBLEMS)
    assert "/masuk" in ALL["login-needed"].advice
