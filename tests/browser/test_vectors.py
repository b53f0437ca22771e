"""Python and the page's JavaScript give one verdict on one set of shared vectors.

Every case runs in a real Chromium: its WebCrypto, its text decoder and its JSON are what a guard's
phone has.
"""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.strict import file, judge

pytestmark = pytest.mark.browser

VECTORS = Path(__file__).parents[1] / "vectors"

JUDGE = """async (cases) => {
  const { verdict } = await import("/tests/judge.js");
  return Promise.all(cases.map(verdict));
}"""

CANONICAL = """async (bodies) => {
  const { isCanonical } = await import("/tests/judge.js");
  return bodies.map(isCanonical);
}"""


def body_of(one: dict[str, Any]) -> str:
    """Return a body's bytes in base64: not every one of them is text."""
    return str(one.get("body_base64") or base64.b64encode(one["body"].encode()).decode())


def read(name: str) -> Any:
    return json.loads((VECTORS / name).read_text())


def test_the_shared_file_is_what_its_makers_make() -> None:
    assert (VECTORS / "strict.json").read_text() == file.serialised()


def test_no_two_cases_have_one_name() -> None:
    names = [(one["check"], one["name"]) for one in read("strict.json")]
    assert len(names) == len(set(names))


def test_python_gives_every_verdict_of_the_shared_file() -> None:
    cases = read("strict.json")
    assert disagreements(cases, [judge.verdict(one) for one in cases]) == []


def test_the_page_gives_every_verdict_of_the_shared_file(script: Page) -> None:
    cases = read("strict.json")
    assert disagreements(cases, script.evaluate(JUDGE, cases)) == []


def test_the_page_finds_canonical_what_python_finds_canonical(script: Page) -> None:
    cases = read("canonical.json")
    found = script.evaluate(CANONICAL, [body_of(one) for one in cases])
    wrong = [
        one["name"] for one, is_so in zip(cases, found, strict=True) if is_so != one["canonical"]
    ]
    assert wrong == []


def test_the_page_understands_every_kind_of_statement(script: Page) -> None:
    cases = read("statements.json")
    found = script.evaluate(CANONICAL, [body_of(one) for one in cases])
    assert [one["kind"] for one, is_so in zip(cases, found, strict=True) if not is_so] == []


def disagreements(cases: list[dict[str, Any]], verdicts: list[str]) -> list[str]:
    return [
        f"{one['check']}: {one['name']}: want {one['verdict']}, have {verdict}"
        for one, verdict in zip(cases, verdicts, strict=True)
        if verdict != one["verdict"]
    ]
