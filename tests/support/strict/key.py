"""Verifier keys: their form, and those that may not be enrolled."""

from collections.abc import Iterator

from tests.support import edwards
from tests.support.strict.case import LOG, ORIGIN, SEED, Case, case, public_of, vkey
from tests.support.strict.signature import secret_of


def verifier_keys() -> Iterator[Case]:
    name, hex_id, material = LOG.split("+", 2)
    yield case("vkey.parse", "a log's key", True, text=LOG)
    yield case("vkey.parse", "a cosigner's key", True, text=vkey("w.example", public_of(SEED), 4))
    yield case("vkey.parse", "an ML-DSA-44 key", True, text=vkey("w.example", bytes(1312), 6))
    wrong = {
        "nothing": "",
        "a name alone": name,
        "no key": f"{name}+{hex_id}",
        "an empty key": f"{name}+{hex_id}+",
        "an id of another key": f"{name}+00000000+{material}",
        "an id in capitals": f"{name}+{hex_id.upper()}+{material}",
        "an id of seven digits": f"{name}+{hex_id[:7]}+{material}",
        "another name": f"x{LOG}",
        "an empty name": vkey("", public_of(SEED)),
        "a space in the name": vkey("a b", public_of(SEED)),
        "a plus in the name": vkey("a+b", public_of(SEED)),
        "a newline at the end": f"{LOG}\n",
        "a space in front": f" {LOG}",
        "base64 without padding": vkey("w.example", bytes(1312), 6).rstrip("="),
        "an unknown type": vkey(ORIGIN, public_of(SEED), 2),
        "31 bytes": vkey(ORIGIN, bytes(31)),
        "33 bytes": vkey(ORIGIN, bytes(33)),
    }
    for wrong_name, text in wrong.items():
        yield case("vkey.parse", wrong_name, False, text=text)


def strong_keys() -> Iterator[Case]:
    yield case("key.strong", "an honest key", True, text=LOG)
    weak = {f"torsion point {i}": p.encoded() for i, p in enumerate(edwards.TORSION)}
    mixed = edwards.BASE.times(secret_of(SEED)).plus(edwards.TORSION[1])
    off = next(y for y in range(2, 100) if edwards.with_y(y, 0) is None)
    on = next(y for y in range(2, 19) if edwards.with_y(y, 0) is not None)
    weak |= {
        "an honest key plus torsion": mixed.encoded(),
        "not on the curve": off.to_bytes(32, "little"),
        "a point spelled y + p": (edwards.PRIME + on).to_bytes(32, "little"),
        "zero spelled p": edwards.PRIME.to_bytes(32, "little"),
        "x = 0 with a sign": (1 | 1 << 255).to_bytes(32, "little"),
        "all ones": b"\xff" * 32,
        "all zeros": bytes(32),
    }
    for name, public in weak.items():
        yield case("key.strong", name, False, text=vkey("k.example", public))
