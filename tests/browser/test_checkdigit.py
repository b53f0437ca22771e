"""The page finds the check character that Python finds, and refuses what Python refuses."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from domain.checkdigit import ALPHABET, printed, unprinted

pytestmark = pytest.mark.browser

VECTORS = Path(__file__).parents[1] / "vectors" / "checkdigit.json"
NUMBER = "16.08.05.2003-TPS007-GUB"

CALL = """async ([name, texts]) => {
  const module = await import("/static/checkdigit.js");
  return texts.map((text) => module[name](text));
}"""


def test_the_page_agrees_with_the_shared_vectors(script: Page) -> None:
    vectors = json.loads(VECTORS.read_text())
    found = script.evaluate(CALL, ["checkCharacter", [number for number, _ in vectors]])
    assert found == [check for _, check in vectors]


def test_the_page_reads_what_python_prints_and_refuses_what_python_refuses(script: Page) -> None:
    right = printed(NUMBER)
    texts = [right, right.lower(), f" {right} ", NUMBER, "", "-", "-M", "--M", f"{right}-"]
    texts += [right[:-1] + other for other in ALPHABET]
    assert script.evaluate(CALL, ["unprinted", texts]) == [unprinted(text) for text in texts]
