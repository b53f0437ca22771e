"""Fingerprints: eight words that two people can compare aloud."""

import pytest
from hypothesis import given, strategies as st

from ledger.fingerprint import words
from ledger.tlog.errors import FormatError

HASHES = st.binary(min_size=32, max_size=32)

PUBLISHED = {
    "127.0.0.1": "lusab babad",
    "63.84.220.193": "gutih tugad",
    "63.118.7.35": "gutuk bisog",
    "140.98.193.141": "mudof sakat",
    "64.255.6.200": "haguz biram",
    "128.30.52.45": "mabiv gibot",
    "147.67.119.2": "natag lisaf",
    "212.58.253.68": "tibup zujah",
    "216.35.68.215": "tobog higil",
    "216.68.232.21": "todah vobij",
    "198.81.129.136": "sinid makam",
    "12.110.110.204": "budov kuras",
}
"""The examples of the proposal, section 4."""


@pytest.mark.parametrize(("address", "spoken"), PUBLISHED.items())
def test_words_are_those_of_the_published_examples(address: str, spoken: str) -> None:
    four = bytes(int(part) for part in address.split("."))
    assert words(four * 8) == " ".join([spoken] * 4)


@given(HASHES)
def test_a_hash_is_eight_words_of_five_letters(value: bytes) -> None:
    assert [len(word) for word in words(value).split(" ")] == [5] * 8


@given(HASHES, HASHES)
def test_words_are_equal_exactly_when_the_first_16_bytes_are(one: bytes, other: bytes) -> None:
    assert (words(one) == words(other)) == (one[:16] == other[:16])
    assert words(one[:16] + other[16:]) == words(one)


@pytest.mark.parametrize("at", range(16))
def test_every_one_of_the_first_16_bytes_is_heard(at: int) -> None:
    heard = {words(bytes(at) + bytes([value]) + bytes(31 - at)) for value in range(256)}
    assert len(heard) == 256


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_what_is_no_hash_has_no_words(length: int) -> None:
    with pytest.raises(FormatError):
        words(bytes(length))
