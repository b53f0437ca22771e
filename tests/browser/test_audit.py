"""The page and `segel verify` find the same in every published log, check by check."""

import base64
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ledger.fingerprint import words
from ledger.tlog.policy import Policy
from tests.support.copy import Copied, copies
from tests.support.device import founders
from tests.support.exhibit import WITNESSES
from tests.support.witness import policy_text
from tools.source import SourceError, read
from tools.tile import TileSource
from tools.verdict import State, Verdict
from tools.verify import Trust, unread, verify

pytestmark = pytest.mark.browser

JUDGE = """async (cases) => {
  const { auditLog } = await import("/static/periksa/audit.js");
  const { parseTrust } = await import("/static/inspection.js");
  const { parsePolicy } = await import("/static/policy.js");
  const { parseBase64 } = await import("/static/text.js");
  const found = [];
  for (const { files, words, policy } of cases) {
    const trust = parseTrust(words);
    if (policy !== "") trust.policy = await parsePolicy(policy);
    const fetch = async (path) => (path in files ? parseBase64(files[path], path) : null);
    const { state, checks, words: own, entries } = await auditLog(fetch, trust);
    const texts = checks.flatMap((check) => check.reasons.map((one) => one.text));
    const english = texts.filter(({ id, en }) => id === en).map(({ en }) => en);
    found.push({ english, state, words: own, entries, checks: checks.map((check) => ({
      key: check.key, name: check.name, state: check.state, omitted: check.omitted,
      summary: check.summary,
      reasons: check.reasons.map((one) => [
        one.state, one.span && [Number(one.span.first), Number(one.span.end)],
      ]).sort(),
    })) });
  }
  return found;
}"""

POLICY = f"log {founders().log.verifier}\n{policy_text(1, WITNESSES[0])}"


def asked(copied: Copied, trust: tuple[str, str]) -> dict[str, Any]:
    files = {path: base64.b64encode(raw).decode() for path, raw in copied.files.items()}
    return {"files": files, "words": trust[0], "policy": trust[1]}


def judged(copied: Copied, trust: tuple[str, str], folder: Path) -> Verdict:
    """Verify the files as `segel verify` does, from a folder."""
    for path, raw in copied.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    spelled, policy = trust
    given = Trust(words=spelled or None, policy=Policy.parse(policy) if policy else None)
    try:
        source = TileSource("log", lambda path: read(folder / path))
    except SourceError as error:
        return unread("log", error)
    return verify(source, given)


def told(found: Verdict) -> dict[str, Any]:
    """Return what Python found, as the page tells it: reasons by state and place."""
    return {
        "state": found.state.value,
        "words": found.words,
        "entries": found.entries,
        "checks": [
            {
                "key": check.key,
                "name": check.name._asdict(),
                "state": check.state.value,
                "omitted": check.omitted,
                "summary": check.summary._asdict(),
                "reasons": sorted(
                    ([one.state.value, one.span and [*one.span]] for one in check.reasons), key=str
                ),
            }
            for check in found.checks
        ],
    }


def test_every_log_under_every_trust(script: Page, tmp_path: Path) -> None:
    cases = [
        (one, trust)
        for one in copies(tmp_path / "logs")
        for trust in ((words(one.charter), ""), ("", ""), ("", POLICY))
    ]

    page = script.evaluate(JUDGE, [asked(one, trust) for one, trust in cases])

    states = set()
    for number, ((one, trust), found) in enumerate(zip(cases, page, strict=True)):
        for check in found["checks"]:
            check["reasons"].sort(key=str)
        assert found.pop("english") == [], one.name
        expected = judged(one, trust, tmp_path / f"copy-{number}")
        assert found == told(expected), (one.name, trust)
        states.add(expected.state)
    assert states == {*State}
