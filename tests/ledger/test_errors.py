"""The errors of the ledger: one tree, and a clear word on whether to send again."""

import copy
import inspect
import re

import pytest

from ledger import errors
from ledger.errors import AheadError, LedgerError, RefusedError

CLASSES = {
    name: value
    for name, value in inspect.getmembers(errors, inspect.isclass)
    if value.__module__ == errors.__name__
}
DRAWN = re.findall(r"^[│ ├└─]*(\w+Error)(?: +(.*))?$", str(errors.__doc__), re.MULTILINE)


def test_every_error_is_of_the_one_tree() -> None:
    assert all(issubclass(error, LedgerError) for error in CLASSES.values())


def test_the_drawn_tree_names_every_error_once() -> None:
    assert sorted(name for name, _ in DRAWN) == sorted(CLASSES)


def test_every_error_is_named_as_an_error_and_described() -> None:
    assert all(name.endswith("Error") and error.__doc__ for name, error in CLASSES.items())


@pytest.mark.parametrize(("name", "meaning"), DRAWN)
def test_the_drawn_tree_tells_which_refusals_are_final(name: str, meaning: str) -> None:
    error = CLASSES[name]
    if not issubclass(error, RefusedError) or error is RefusedError:
        assert not meaning.startswith(("never", "retry"))
        return
    assert meaning.startswith("never: " if error.is_final else "retry: ")


def test_a_gap_says_from_where_to_send_again() -> None:
    error = AheadError(given=9, expected=4)
    assert (error.given, error.expected) == (9, 4)
    assert str(error) == "number 9 given, 4 expected"


def test_a_gap_survives_the_way_back_from_another_process() -> None:
    error = copy.copy(AheadError(given=9, expected=4))
    assert isinstance(error, AheadError)
    assert (error.given, error.expected) == (9, 4)
