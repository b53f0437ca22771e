r"""The canonical form of a body: the one way to write a JSON value.

A body is signed as bytes and read by two languages.  It is understood only if both read the
same value from it and would write the same bytes again, so the rule is stated over bytes:

* one JSON value without white space, and at the top an object;
* no number with a fraction or an exponent, and every integer below 2^53 in size;
* at most 16 objects and arrays inside one another, the outermost counted;
* every key matches `[a-z][a-z0-9_]*`, so JavaScript keeps the order the author wrote;
* strings are Unicode text (no lone surrogate) with the shortest escapes;
* `encode(decode(body)) == body`.

In JavaScript, for `text` decoded with `{fatal: true, ignoreBOM: true}`:
`JSON.stringify(JSON.parse(text)) === text`, and a walk over the value that checks
`Number.isSafeInteger`, the keys, the depth and that no string holds a lone surrogate (written
`\ud800`, JavaScript alone would read and write it again).  Keys stay in the author's order: only
bytes are compared, so no sorting is needed.  Both languages share tests/vectors/canonical.json.

Source: docs/reference/formats.md; ECMA-262 QuoteJSONString for the escapes.
"""

import re
from collections.abc import Iterable
from typing import Any, Final, Literal

import msgspec

Fault = Literal[
    "not-utf-8",
    "not-json",
    "not-an-object",
    "too-deep",
    "float",
    "big-integer",
    "key",
    "form",
]
"""Why bytes are not canonical, the first that applies in this order of looking."""

MAX_DEPTH: Final = 16
MAX_INTEGER: Final = 2**53 - 1

_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
_DECODE: Final = msgspec.json.Decoder(Any).decode
_ENCODE: Final = msgspec.json.Encoder().encode


def encode(value: object) -> bytes:
    """Write a JSON value (or a struct) in canonical form.

    Raises:
        ValueError: The value has no canonical form; the message is the `Fault`.
    """
    text = _ENCODE(value)
    if fault := value_fault(text):
        raise ValueError(fault)
    return text


def body_fault(body: bytes) -> Fault | None:
    """Tell why `body` is not a canonical JSON object, or None if it is."""
    return _fault(body, wants_object=True)


def value_fault(text: bytes) -> Fault | None:
    """Tell why `text` is not one canonical JSON value of any type, or None if it is."""
    return _fault(text, wants_object=False)


def decode(text: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Read JSON bytes that may or may not be canonical.

    Raises:
        ValueError: Not UTF-8, not JSON, or nested beyond what the decoder can follow.
    """
    try:
        return _DECODE(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _fault(text: bytes, *, wants_object: bool) -> Fault | None:
    value, fault = _decoded(text)
    if fault is None and wants_object and not isinstance(value, dict):
        fault = "not-an-object"
    fault = fault or _inner_fault(value, MAX_DEPTH)
    if fault is None and _ENCODE(value) != text:
        fault = "form"
    return fault


def _decoded(text: bytes) -> tuple[Any, Fault | None]:
    try:
        text.decode()
        return _DECODE(text), None
    except UnicodeDecodeError:
        return None, "not-utf-8"
    except RecursionError:
        return None, "too-deep"
    except msgspec.DecodeError:
        return None, "not-json"


def _inner_fault(value: object, levels: int) -> Fault | None:
    """Look into a decoded value; `levels` containers may still be opened."""
    fault: Fault | None = None
    match value:
        case bool() | str() | None:
            pass
        case int():
            fault = None if -MAX_INTEGER <= value <= MAX_INTEGER else "big-integer"
        case float():
            fault = "float"
        case _ if levels == 0:
            fault = "too-deep"
        case dict() if not all(map(_KEY.fullmatch, value)):
            fault = "key"
        case dict():
            fault = _first(_inner_fault(child, levels - 1) for child in value.values())
        case list():
            fault = _first(_inner_fault(child, levels - 1) for child in value)
        case _:
            pass
    return fault


def _first(faults: Iterable[Fault | None]) -> Fault | None:
    return next((fault for fault in faults if fault is not None), None)
