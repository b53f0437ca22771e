"""The table of problems: every refusal of the ledger has its place in it."""

import inspect
from typing import get_args

import pytest

from api.problems import PROBLEMS, ApiError, of_error, of_status
from ledger import errors
from ledger.errors import LedgerError, RefusedError

ANSWERED = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, LedgerError) and kind.__subclasses__() == []
]
NOT_OVER_HTTP = {
    *(
        "CharterError",
        "UnfitError",
        "LockedError",
        "RecoveryError",
        "MemoryLostError",
    ),  # when it is opened
    *("WitnessError", "ObjectionError"),  # answers of witnesses, which we have asked
    *("UnprovenError", "ShrunkError", "ForkError", "ReplicaError", "RestorationError"),  # copies
}
"""Met where nobody asks over HTTP."""


def made(kind: type[LedgerError]) -> LedgerError:
    """Make an error, of numbers and words as it wants them."""
    samples: dict[type, object] = {int: 2, str: "why", bytes: b"why"}
    if "__init__" not in vars(kind):
        return kind("why")
    wanted = list(inspect.signature(kind).parameters.values())
    kinds = (one.annotation for one in wanted)
    return kind(*(get_args(one)[0] if get_args(one) else samples[one] for one in kinds))


@pytest.mark.parametrize("kind", ANSWERED)
def test_every_error_of_the_ledger_has_a_problem(kind: type[LedgerError]) -> None:
    problem = of_error(made(kind))

    if kind.__name__ in NOT_OVER_HTTP:
        assert problem.slug == "internal"
    else:
        assert problem.slug != "internal"


@pytest.mark.parametrize("kind", [k for k in ANSWERED if issubclass(k, RefusedError)])
def test_the_ledger_and_the_table_agree_on_what_may_be_sent_again(
    kind: type[RefusedError],
) -> None:
    assert of_error(made(kind)).retry == ("never" if kind.is_final else "same-bytes")


def test_whatever_the_server_is_to_blame_for_may_be_sent_again() -> None:
    assert all(one.retry == "same-bytes" for one in PROBLEMS.values() if one.status >= 500)


def test_every_problem_speaks_two_languages_in_few_words() -> None:
    for problem in PROBLEMS.values():
        assert problem.title != problem.title_en
        assert problem.advice != problem.advice_en
        assert len(problem.title) <= 40
        assert problem.type == f"/problems/{problem.slug}"


def test_an_error_of_this_package_names_its_problem() -> None:
    assert of_error(ApiError("timeout")).status == 408


@pytest.mark.parametrize(
    ("status", "slug"),
    [(404, "not-found"), (405, "method"), (413, "oversize"), (418, "malformed"), (502, "internal")],
)
def test_what_the_framework_refuses_has_a_problem_too(status: int, slug: str) -> None:
    assert of_status(status).slug == slug
