"""Numbers and bytes have exactly one spelling."""

import base64

import pytest
from hypothesis import given, strategies as st

from ledger.tlog.errors import FormatError
from ledger.tlog.text import SIZE_MAX, parse_base64, parse_hash, parse_number, to_base64
from tests.support.mutation import mutations


@given(st.integers(0, SIZE_MAX))
def test_every_size_is_read_back(number: int) -> None:
    assert parse_number(str(number), "size") == number


@pytest.mark.parametrize("text", ["0", "1", "9", "10", "9223372036854775807"])
def test_a_canonical_number_is_read(text: str) -> None:
    assert parse_number(text, "size") == int(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "+5", "-5", "-0", "0005", "00", "1_000", "1,000", "1.0", "5.", "1e3", "0x10", "0b1"),
        *(" 5", "5 ", "5\n", "\n5", "5\t", "\u00a05", "5\u2028", "5\u0085", "5\x00", "\ufeff5"),
        *("\u0665", "\uff15", "\u00b2", "\u0967\u0966", "\U0001d7d3", "\u2164"),
        *("inf", "nan", "None", "True"),
        *("9223372036854775808", "9" * 19, "1" * 20, "1" * 5_000, "0" * 100_000),
    ],
    ids=lambda text: ascii(text)[:24],
)
def test_a_second_spelling_of_a_number_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="size"):
        parse_number(text, "size")


@given(st.text(max_size=6) | st.integers().map(str) | st.from_regex(r"[+\-_ ]?\d+", fullmatch=True))
def test_a_number_that_is_read_is_written_the_same(text: str) -> None:
    try:
        number = parse_number(text, "size")
    except FormatError:
        return
    assert str(number) == text


@given(st.binary(max_size=100))
def test_bytes_are_read_back(value: bytes) -> None:
    assert parse_base64(to_base64(value), "bytes") == value


@pytest.mark.parametrize(
    "text",
    [
        *("A", "AA", "AAA", "AA=", "AAAA=", "AAAA==", "=", "====", "A===", "AQ==AQ==", "AQ=Q"),
        *("AB==", "AAB=", "/x==", "//9="),  # stray bits
        *("_w==", "-w==", " AQ==", "AQ== ", "AQ==\n", "A\nQ==", "A Q==", "AQ\u2028==", "AQ==\x00"),
        *("\uff21Q==", "é", "AQ==é", "\ud800", "%41", "AQ==\u0085"),
    ],
    ids=ascii,
)
def test_a_second_spelling_of_bytes_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="bytes"):
        parse_base64(text, "bytes")


@given(st.binary(max_size=40).map(base64.b64encode).flatmap(mutations))
def test_bytes_that_are_read_are_written_the_same(damaged: bytes) -> None:
    text = damaged.decode("utf-8", "surrogateescape")
    try:
        value = parse_base64(text, "bytes")
    except FormatError:
        return
    assert to_base64(value) == text


@pytest.mark.parametrize("length", [0, 1, 31, 33, 64])
def test_a_hash_has_32_bytes(length: int) -> None:
    with pytest.raises(FormatError, match="32 bytes"):
        parse_hash(to_base64(bytes(length)), "root")
    assert parse_hash(to_base64(bytes(32)), "root") == bytes(32)
