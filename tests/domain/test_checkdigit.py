"""The check character finds what fingers do wrong."""

import json
from pathlib import Path

import pytest

from domain.checkdigit import ALPHABET, check_character, printed, unprinted

VECTORS = Path(__file__).parents[1] / "vectors" / "checkdigit.json"
NUMBER = "16.08.05.2003-TPS007-GUB"


@pytest.mark.parametrize(("number", "check"), json.loads(VECTORS.read_text()))
def test_it_is_what_the_shared_vectors_say(number: str, check: str) -> None:
    assert check_character(number) == check


def test_what_is_printed_is_read_back() -> None:
    assert unprinted(printed(NUMBER)) == NUMBER
    assert unprinted(f" {printed(NUMBER).lower()} ") == NUMBER.lower()


def test_every_wrong_character_is_found() -> None:
    text = printed(NUMBER)
    wrong = [
        text[:place] + other + text[place + 1 :]
        for place, character in enumerate(text)
        for other in ALPHABET
        if character in ALPHABET and other != character
    ]
    assert len(wrong) > 600
    assert [text for text in wrong if unprinted(text) is not None] == []


def test_every_two_swapped_neighbours_are_found() -> None:
    text = printed(NUMBER)
    swapped = [
        text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        for place in range(len(text) - 1)
        if text[place].isalnum() and text[place + 1].isalnum() and text[place] != text[place + 1]
    ]
    assert len(swapped) > 5
    assert [text for text in swapped if unprinted(text) is not None] == []


@pytest.mark.parametrize("text", ["", "-", "-M", "--M", NUMBER, "A12425GABC1234002-"])
def test_what_has_no_check_character_is_not_read(text: str) -> None:
    assert unprinted(text) is None
