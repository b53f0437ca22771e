"""Damaged at random, a note, checkpoint or proof is still the same thing to both languages.

The shared cases are what somebody thought of; these are what nobody did. The damage follows from a
stated seed, so a difference that was found once is found again.
"""

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.support.strict import file, judge
from tests.support.strict.case import Case, text_of

pytestmark = pytest.mark.browser

SEED = 1608
MUTANTS = 100
"""Of each accepted case; all of them together take the page about two seconds."""

TELLING = (
    *(
        "\n",
        "\n\n",
        " ",
        "\t",
        "\r",
        "+",
        "-",
        "_",
        "0",
        "=",
        "/",
        "x",
        "\0",
        "\x0b",
        "\x1c",
        "\x7f",
    ),
    *("\u0085", "\u00a0", "\u2028", "\u3000", "\u0665", "\uff11", "— ", "\ufeff"),
)
"""Texts that some parser somewhere takes for a space, a line end, a digit or nothing."""

JUDGE = """async (cases) => {
  const { verdict } = await import("/tests/judge.js");
  return Promise.all(cases.map(verdict));
}"""


def damaged(original: bytes, chance: random.Random) -> bytes:
    """Return *original* with up to three pieces cut out, doubled, put in or changed."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randint(0, len(original))
        end = min(len(original), start + chance.randint(0, 3))
        piece = chance.choice(
            (
                b"",
                original[start:end] * 2,
                chance.choice(TELLING).encode(),
                chance.randbytes(1),
                bytes(byte ^ 1 << chance.randrange(8) for byte in original[start:end]),
            )
        )
        original = original[:start] + piece + original[end:]
    return original


def mutants() -> Iterator[Case]:
    chance = random.Random(SEED)
    whole = {"vkey.parse", "key.strong", "checkpoint.parse"}
    whole |= {"policy.parse", "policy.met", "code.read", "join.check"}
    for one in file.made():
        if one["verdict"] != "accepted" or "text" not in one or len(one["text"]) > 2_000:
            continue
        for _ in range(MUTANTS):
            value = text_of(damaged(one["text"].encode(), chance))
            if "text" in value or one["check"] not in whole:  # a text alone is never half bytes
                rest = {name: given for name, given in one.items() if name != "text"}
                yield {**rest, **value}


def test_both_languages_judge_every_damaged_text_alike(page: Page, address: str) -> None:
    page.goto(address)
    cases = list(mutants())
    python = [judge.verdict(one) for one in cases]
    script = page.evaluate(JUDGE, cases)
    differences = [
        (one["check"], one.get("text", one.get("hex")), ours, theirs)
        for one, ours, theirs in zip(cases, python, script, strict=True)
        if ours != theirs
    ]
    assert differences == []
    assert len(cases) > 500
    altered = {one["check"] for one, ours in zip(cases, python, strict=True) if ours == "altered"}
    assert altered <= {"policy.parse"}  # white space between its words is free
