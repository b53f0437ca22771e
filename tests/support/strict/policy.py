"""Policies: who is believed, in one spelling, and when a quorum is met."""

from collections.abc import Iterator
from typing import Final

from tests.support.strict.case import LOG, Case, case, public_of, vkey

NAMES: Final = ("bawaslu", "partai", "pers")
KEYS: Final = {
    name: vkey(f"w.{name}.example", public_of(name.encode().ljust(32)), 4) for name in NAMES
}
GOOD: Final = (
    f"log {LOG}\n"
    + "".join(f"witness {name} {key} https://{name}.example/\n" for name, key in KEYS.items())
    + "group lain any partai pers\ngroup semua all bawaslu lain\nquorum semua\n"
)


def policies() -> Iterator[Case]:
    yield case("policy.parse", "log, witnesses, groups, quorum", True, text=GOOD)
    yield case("policy.parse", "quorum none", True, text="quorum none\n")
    yield case("policy.parse", "comments", True, text=f"# satu\n\n{GOOD}")
    spaced = GOOD.replace("witness ", "witness \t ")
    yield case("policy.parse", "tabs", True, text=spaced, canonical=GOOD)
    bawaslu = KEYS["bawaslu"]
    wrong = {
        "nothing": "",
        "no quorum": GOOD.replace("quorum semua\n", ""),
        "two quorums": f"{GOOD}quorum semua\n",
        "an unknown quorum": "quorum semua\n",
        "no line feed at the end": GOOD[:-1],
        "a carriage return": GOOD.replace("\n", "\r\n"),
        "a comment behind words": GOOD.replace("quorum semua", "quorum semua # ya"),
        "a name twice": GOOD.replace("witness partai", "witness pers"),
        "a key twice": GOOD.replace(KEYS["partai"], bawaslu),
        "a log that cosigns": GOOD.replace(LOG, bawaslu),
        "a witness that signs notes": GOOD.replace(bawaslu, LOG.replace("segel", "x")),
        "a group of nobody": GOOD.replace("any partai pers", "any"),
        "a group of strangers": GOOD.replace("any partai pers", "any orang"),
        "a member in two groups": GOOD.replace("all bawaslu lain", "all partai lain"),
        "0 of 2": GOOD.replace("any partai", "0 partai"),
        "3 of 2": GOOD.replace("any partai", "3 partai"),
        "02 of 2": GOOD.replace("any partai", "02 partai"),
        "a group called none": GOOD.replace("semua", "none"),
        "another verb": f"peer a b\n{GOOD}",
        "two addresses": GOOD.replace("quorum", f"log {LOG} a b\nquorum"),
        "a no-break space": GOOD.replace("group lain", "group\u00a0lain"),
    }
    for name, text in wrong.items():
        yield case("policy.parse", name, False, text=text)


def met_policies() -> Iterator[Case]:
    for names in ([], ["bawaslu"], ["partai", "pers"], ["lain", "bawaslu"], ["semua"]):
        yield case("policy.met", f"by {names}", False, text=GOOD, names=names)
    for names in (["bawaslu", "pers"], ["bawaslu", "partai", "pers", "orang"]):
        yield case("policy.met", f"by {names}", True, text=GOOD, names=names)
    yield case("policy.met", "none by nobody", True, text="quorum none\n", names=[])
    two = GOOD.replace("any partai pers", "2 partai pers")
    yield case("policy.met", "one of 2", False, text=two, names=["bawaslu", "pers"])
    yield case("policy.met", "two of 2", True, text=two, names=[*NAMES])
