"""Slips, and the codes that carry them: small, in one spelling, believed only whole."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from ledger.slip import NOTE_BYTES_MAX, Slip, note_slip, write_text
from tests.support.cosigned import WITNESSES, cosigned, slip_of
from tests.support.strict.case import Case, case


def codes() -> Iterator[Case]:
    log, _ = cosigned()
    raw = slip_of(log).serialise()
    good = {
        "a proof": raw,
        "of leaf 0": slip_of(log, 0).serialise(),
        "of the last leaf": slip_of(log, 11).serialise(),
        "without witnesses": slip_of(log, witnesses=0).serialise(),
        "of four witnesses": slip_of(log, witnesses=4).serialise(),
        "a note": note_slip(log.entries[5]),
        "a charter": note_slip(log.entries[0]),
        "an empty note": note_slip(b""),
    }
    for name, one in good.items():
        yield case("code.read", name, True, text=write_text(one))
    wrong = {
        "nothing": b"",
        "another version": sealed(b"\x02" + raw[1:-4]),
        "another kind": sealed(b"\x01\x03" + raw[2:-4]),
        "without its seal": raw[:-4],
        "with another seal": raw[:-1] + bytes([raw[-1] ^ 1]),
        "with a byte more": sealed(raw[:-4] + b"\0"),
        "with bytes behind its end": raw + b"\0",
        "cut in half": raw[: len(raw) // 2],
        "of an origin with a space": sealed(raw[:3] + b" " + raw[4:-4]),
        "of an origin that is not UTF-8": sealed(raw[:3] + b"\xff" + raw[4:-4]),
        "of a leaf beyond the tree": sealed(_with(raw, 8, (12).to_bytes(8, "big"))),
        "of a tree of 2^63": sealed(_with(raw, 0, (1 << 63).to_bytes(8, "big"))),
        "with cosignatures out of order": sealed(_swapped(raw)),
        "longer than a code": sealed(raw + bytes(1200)),
        "of a note too large": b"\x01\x02" + bytes(NOTE_BYTES_MAX + 1),
    }
    for name, one in wrong.items():
        yield case("code.read", name, False, text=write_text(one))
    yield from _other_texts(write_text(raw))


def slips() -> Iterator[Case]:
    log, _ = cosigned()
    good = slip_of(log)
    keys = [str(one.key) for one in WITNESSES[:3]]

    def one(name: str, verdict: bool, slip: Slip, witnesses: list[str] = keys) -> Case:
        given = {"hex": slip.serialise().hex(), "vkey": str(log.founders.log.verifier)}
        return case("slip.verify", name, verdict, **given, witnesses=witnesses)

    for index in range(12):
        yield one(f"of leaf {index}", True, slip_of(log, index))
    yield one("of a witness who did not sign", False, good, [str(WITNESSES[3].key)])
    first, *others = good.marks
    late = first._replace(value=bytes(7) + b"\1" + first.value[8:])
    never = first._replace(value=b"\xff" * 8 + first.value[8:])
    tree = good.checkpoint
    wrong = {
        "another leaf": replace(good, leaf=bytes(32)),
        "another index": replace(good, index=4),
        "another root": replace(good, checkpoint=replace(tree, root=bytes(32))),
        "another size": replace(good, checkpoint=replace(tree, size=11)),
        "another origin": replace(good, checkpoint=replace(tree, origin="segel.example/x")),
        "another key": replace(good, log_id=b"abcd"),
        "another signature": replace(good, signature=bytes(64)),
        "another way": replace(good, path=(bytes(32), *good.path[1:])),
        "another time": replace(good, marks=(late, *others)),
        "a time that cannot be": replace(good, marks=(never, *others)),
    }
    for name, slip in wrong.items():
        yield one(name, False, slip)


def _other_texts(text: str) -> Iterator[Case]:
    for name, other in {
        "in small letters": text.lower(),
        "of somebody else": "https://segel.example/",
        "with a character of another alphabet": text[:20] + "#" + text[21:],
        "with a number that cannot be": text[:6] + ":::" + text[9:],
        "with one character alone": text[:-1] + "00"[: (len(text) - 6) % 3],
        "with a line feed": f"{text}\n",
    }.items():
        yield case("code.read", name, False, text=other)


def sealed(body: bytes) -> bytes:
    return body + sha256(body).digest()[:4]


def _with(raw: bytes, offset: int, value: bytes) -> bytes:
    """Return a slip's body with other bytes from `offset` behind the charter's hash."""
    start = 3 + raw[2] + 32 + offset
    return raw[:start] + value + raw[start + len(value) : -4]


def _swapped(raw: bytes) -> bytes:
    first, second = raw[-4 - 152 : -4 - 76], raw[-4 - 76 : -4]
    return raw[: -4 - 152] + second + first
