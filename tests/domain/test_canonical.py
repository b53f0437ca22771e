"""The canonical form: one way to write a body, in two languages."""

import base64
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st

from domain.canonical import MAX_INTEGER, body_fault, decode, encode, value_fault

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "canonical.json").read_text(encoding="utf-8")
)

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
_LEAVES = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | _TEXT
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3)
)
_OBJECTS = st.dictionaries(_KEYS, _VALUES, max_size=4)


def _bytes(case: dict[str, Any]) -> bytes:
    return case["body"].encode() if "body" in case else base64.b64decode(case["body_base64"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_shared_case_is_judged_as_written_down(case: dict[str, Any]) -> None:
    fault = body_fault(_bytes(case))

    assert (fault is None, fault) == (case["canonical"], case["reason"])


@given(_OBJECTS)
def test_whatever_is_encoded_is_canonical_and_reads_back_the_same(value: dict[str, Any]) -> None:
    text = encode(value)

    assert body_fault(text) is None
    assert decode(text) == value


@given(_OBJECTS)
def test_the_standard_library_writes_the_same_bytes(value: dict[str, Any]) -> None:
    theirs = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    assert encode(value) == theirs


@given(st.binary(max_size=40) | _VALUES.map(msgspec.json.encode))
def test_any_bytes_get_an_answer_and_only_one_form_passes(text: bytes) -> None:
    if value_fault(text) is None:
        assert encode(decode(text)) == text


@pytest.mark.parametrize("value", [1.5, {"Kotak": 1}, [2**53]])
def test_a_value_without_a_canonical_form_is_refused_when_written(value: object) -> None:
    with pytest.raises(ValueError, match=r"float|key|big-integer"):
        encode(value)


def test_a_value_of_any_type_may_stand_outside_a_body() -> None:
    assert value_fault(b'"BE 8621 ACU"') is None
    assert body_fault(b'"BE 8621 ACU"') == "not-an-object"


@pytest.mark.parametrize("text", [b"{", b"\xff", b"[" * 100_000])
def test_bytes_that_are_no_json_are_refused_when_read(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(text)
