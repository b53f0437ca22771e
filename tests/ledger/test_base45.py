"""Base45 as RFC 9285 has it, one spelling each."""

import pytest
from hypothesis import given, strategies as st

from ledger import base45
from ledger.tlog.errors import FormatError


@pytest.mark.parametrize(
    ("raw", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"", "")],
)
def test_the_examples_of_the_specification(raw: bytes, text: str) -> None:
    assert base45.encode(raw) == text
    assert base45.decode(text) == raw


def test_the_example_that_is_read_alone() -> None:
    assert base45.decode("QED8WEX0") == b"ietf!"


@given(st.binary(max_size=60))
def test_reading_and_writing_is_the_identity(raw: bytes) -> None:
    assert base45.decode(base45.encode(raw)) == raw


@given(st.text(base45.ALPHABET + "aé\n", max_size=12))
def test_what_is_read_has_one_spelling(text: str) -> None:
    try:
        raw = base45.decode(text)
    except FormatError:
        return
    assert base45.encode(raw) == text


@pytest.mark.parametrize("text", ["A", "::", ":::", "GGW", "AAAA", "aaa", "A\n"])
def test_what_nobody_writes_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        base45.decode(text)
