"""The page and `segel verify` find the same in every evidence file, check by check."""

import base64
import itertools
from typing import Any

import pytest
from playwright.sync_api import Page

from ledger.fingerprint import words
from ledger.tlog.policy import Policy
from tests.support.device import founders
from tests.support.exhibit import WITNESSES
from tests.support.forgery import Offered, offered
from tests.support.witness import Cosigner, policy_text
from tools.dossier import Dossier
from tools.exhibit import judge
from tools.verdict import State
from tools.verify import Trust

pytestmark = pytest.mark.browser

JUDGE = """async (cases) => {
  const { examineBundle } = await import("/static/periksa/exhibit.js");
  const { parseTrust } = await import("/static/inspection.js");
  const { parsePolicy } = await import("/static/policy.js");
  const { parseBase64 } = await import("/static/text.js");
  const plain = (_, value) => (typeof value === "bigint" ? Number(value) : value);
  return Promise.all(cases.map(async ({ raw, words, policy }) => {
    const trust = parseTrust(words);
    if (policy !== "") trust.policy = await parsePolicy(policy);
    const { notes, ...found } = await examineBundle(parseBase64(raw, "file"), trust);
    for (const check of found.checks) delete check.pieces;
    return JSON.parse(JSON.stringify(found, plain));
  }));
}"""

LOG_KEY = founders().log.verifier
FILES = [*offered()]
POLICIES = (
    f"log {LOG_KEY}\n{policy_text(1, WITNESSES[0])}",
    f"log {LOG_KEY}\n{policy_text(3, *WITNESSES, Cosigner.named('x'))}",
    policy_text(1, WITNESSES[0]),
)


def trusts(file: Offered) -> list[tuple[str, str]]:
    """Return words and policy as a reader would give them."""
    return [(words(file.charter), ""), (words(bytes(32)), ""), ("", "")]


def told(found: Dossier) -> dict[str, Any]:
    """Return what Python found, as the page tells it."""
    return {
        "state": found.state.value,
        "words": found.words,
        "asked": found.asked,
        "checks": [
            {
                "key": check.key,
                "name": check.name._asdict(),
                "state": check.state.value,
                "summary": check.summary._asdict(),
                "omitted": check.omitted,
                "reasons": [[one.state.value, one.span and [*one.span]] for one in check.reasons],
            }
            for check in found.checks
        ],
        "statements": [one.as_json() for one in found.statements],
        "proves": [one._asdict() for one in found.proves],
        "lacks": [one._asdict() for one in found.lacks],
    }


def heard(found: dict[str, Any]) -> dict[str, Any]:
    """Return the same of what the page found: its reasons by state and place, not by their words.

    What libraries say of bad bytes is said in other words in another language.
    """
    for check in found["checks"]:
        check["reasons"] = [
            [one["state"], one["span"] and [one["span"]["first"], one["span"]["end"]]]
            for one in check["reasons"]
        ]
    found["statements"] = [
        {
            "leaf": one["index"],
            "journal": one["journal"],
            "number": one["sequence"],
            "tier": "sidik jari" if one["isByHardware"] else "perangkat lunak",
            "chosen": one["isChosen"],
            "kind": one["kind"] or None,
            "at": one["at"] or None,
            "not_before": one["bracket"]["notBefore"],
            "not_after": one["bracket"]["notAfter"],
            "cites": one["cites"],
            "difference": one["difference"],
        }
        for one in found["statements"]
    ]
    return found


def asked(raw: bytes, trust: tuple[str, str]) -> dict[str, str]:
    return {"raw": base64.b64encode(raw).decode(), "words": trust[0], "policy": trust[1]}


def judged(raw: bytes, trust: tuple[str, str]) -> dict[str, Any]:
    spelled, policy = trust
    given = Trust(words=spelled or None, policy=Policy.parse(policy) if policy else None)
    return told(judge(raw, given))


def test_every_doctored_file_under_every_trust(script: Page) -> None:
    cases = [(file, trust) for file in FILES for trust in trusts(file)]

    page = script.evaluate(JUDGE, [asked(file.raw, trust) for file, trust in cases])

    for (file, trust), found in zip(cases, page, strict=True):
        assert heard(found) == judged(file.raw, trust), (file.name, trust)


def test_every_doctored_file_under_a_policy_from_outside(script: Page) -> None:
    cases = [*itertools.product(FILES, POLICIES)]

    page = script.evaluate(JUDGE, [asked(file.raw, ("", policy)) for file, policy in cases])

    for (file, policy), found in zip(cases, page, strict=True):
        assert heard(found) == judged(file.raw, ("", policy)), (file.name, policy)


def test_every_reason_is_told_in_indonesian(script: Page) -> None:
    found = script.evaluate(JUDGE, [asked(one.raw, (words(one.charter), "")) for one in FILES])
    texts = [
        reason["text"] for one in found for check in one["checks"] for reason in check["reasons"]
    ]
    assert [text["en"] for text in texts if text["id"] == text["en"]] == []


def test_there_are_files_of_every_verdict_and_twenty_that_fail() -> None:
    states = [judge(one.raw, Trust(fingerprint=one.charter)).state for one in FILES]

    assert states[0] is State.HOLDS
    assert states.count(State.FAILS) >= 20
    assert {*states} == {*State}
