"""Checkpoints: sizes and roots in their one spelling, and the log's word on them."""

import hashlib
from collections.abc import Iterator
from typing import Final

from tests.support.strict.case import (
    EMPTY_ROOT,
    LOG,
    NOTE,
    ORIGIN,
    TEXT,
    Case,
    b64,
    case,
    line,
    public_of,
    sign,
)

SIZES: Final = (
    *("+5", "0005", "-1", "-0", "00", " 5", "5 ", "1_000", "1e3", "0x5", "5.0", ""),
    *("\u0663", "\uff15"),
)
"""Spellings that some reader of numbers takes."""


def checkpoints() -> Iterator[Case]:
    root = b64(hashlib.sha256(b"x").digest())
    for size in ("1", "8", "20852163", "9007199254740993", str(2**63 - 1)):
        text = f"{ORIGIN}\n{size}\n{root}\n"
        yield case("checkpoint.parse", f"size {size}", True, text=text)
    empty = f"{ORIGIN}\n0\n{b64(EMPTY_ROOT)}\n"
    yield case("checkpoint.parse", "the empty tree", True, text=empty)
    yield case("checkpoint.parse", "the empty tree with a root", False, text=f"a\n0\n{root}\n")
    for size in (*SIZES, str(2**63), str(2**64), "9" * 20, "9" * 5000):
        text = f"{ORIGIN}\n{size}\n{root}\n"
        yield case("checkpoint.parse", f"size {size[:24]!r}", False, text=text)
    yield from _roots(root)
    yield from _other_lines(root)


def _roots(root: str) -> Iterator[Case]:
    roots = {
        "of 1 byte": b64(b"x"),
        "of 31 bytes": b64(bytes(31)),
        "of 33 bytes": b64(bytes(33)),
        "empty": "",
        "unpadded": root.rstrip("="),
        "with a stray bit": b64(bytes(32)).replace("A=", "B="),
        "for web addresses": b64(bytes([0xFB]) * 32).replace("+", "-"),
        "in hexadecimal": hashlib.sha256(b"x").hexdigest(),
        "with a space": f"{root} ",
    }
    for name, bad in roots.items():
        yield case("checkpoint.parse", f"a root {name}", False, text=f"{ORIGIN}\n8\n{bad}\n")


def _other_lines(root: str) -> Iterator[Case]:
    others = {
        "no last newline": f"{ORIGIN}\n8\n{root}",
        "an empty origin": f"\n8\n{root}\n",
        "an extension line": f"{ORIGIN}\n8\n{root}\nextra\n",
        "an empty line at the end": f"{ORIGIN}\n8\n{root}\n\n",
        "two lines": f"{ORIGIN}\n8\n",
        "carriage returns": f"{ORIGIN}\r\n8\r\n{root}\r\n",
    }
    for name, text in others.items():
        yield case("checkpoint.parse", name, False, text=text)


def opened_checkpoints() -> Iterator[Case]:
    yield case("checkpoint.open", "an honest checkpoint", True, text=NOTE, vkey=LOG)
    foreign = sign(TEXT.replace(ORIGIN, "other.example/log"))
    yield case("checkpoint.open", "of another origin, our key", False, text=foreign, vkey=LOG)
    changed = NOTE.replace("Xcna", "Xcnb")
    yield case("checkpoint.open", "another root", False, text=changed, vkey=LOG)
    unsigned = f"{TEXT}\n{line(bytes(64), 'w.example', public_of(bytes(32)))}"
    yield case("checkpoint.open", "not signed by the log", False, text=unsigned, vkey=LOG)
    statement = sign("hello\n")
    yield case("checkpoint.open", "signed, but no checkpoint", False, text=statement, vkey=LOG)
