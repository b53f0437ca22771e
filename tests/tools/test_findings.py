"""`segel findings`: the same list from a directory and from a server, by leaf and stated time."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.command import segel
from tests.support.recital import told as recital_told
from tests.support.server import Desk

EARLY, LATE = "2024-11-25T08:06:00+07:00", "2024-11-30T08:00:00+07:00"


@pytest.fixture(name="hall", scope="module")
def _hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served small election with a visitor who has not left."""
    with recital_told(tmp_path_factory.mktemp("findings")) as hall:
        yield hall


def told(*words: object) -> dict[str, Any]:
    ran = segel("findings", *words, "--json")
    assert ran.status == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def rules(*words: object) -> list[str]:
    return [one["rule"] for one in told(*words)["findings"]]


@pytest.mark.parametrize(
    "asked",
    [
        ("--at", LATE),
        ("--at", EARLY, "--as-of", "30"),
        ("--at", LATE, "--rule", "R14"),
        ("--at", LATE, "--severity", "tinggi"),
    ],
)
def test_a_directory_tells_what_its_server_tells(hall: Desk, asked: tuple[str, ...]) -> None:
    assert told(hall.place.path, *asked) == told(hall.address, *asked)


def test_a_deadline_is_a_finding_once_the_stated_time_has_passed_it(hall: Desk) -> None:
    assert "R14" not in rules(hall.place.path, "--at", EARLY)
    assert "R14" in rules(hall.place.path, "--at", LATE)


def test_as_of_an_earlier_leaf_what_came_after_it_is_not_found(hall: Desk) -> None:
    now = told(hall.place.path, "--at", LATE)
    last = max(one["since"] for one in now["findings"])
    then = told(hall.place.path, "--at", LATE, "--as-of", last - 1)

    assert then["as_of"] == last - 1
    assert len(then["findings"]) < len(now["findings"])


def test_it_is_written_down_in_neutral_words_with_its_leaves(hall: Desk) -> None:
    ran = segel("findings", hall.place.path, "--at", LATE, "--rule", "R14")

    first, finding = ran.out.splitlines()
    assert first.startswith("Selisih pada 30-11-2024 08.00 WIB, seperti pada daun ")
    assert finding.startswith(("  R14 sedang: ", "  R14 tinggi: "))
    assert "[daun " in finding
    english = segel("--lang", "en", "findings", hall.place.path, "--at", LATE).out
    assert english.startswith("Differences at ")


def test_without_a_time_it_is_now(hall: Desk) -> None:
    assert "R14" in rules(hall.place.path)


@pytest.mark.parametrize("words", [("--at", "8:00"), ("--as-of", "-1"), ("--as-of", "99999")])
def test_a_question_that_means_nothing_is_refused_in_words(
    hall: Desk, words: tuple[str, ...]
) -> None:
    for target in (hall.place.path, hall.address):
        ran = segel("findings", target, *words)
        assert ran.status == 2
        assert ran.err
