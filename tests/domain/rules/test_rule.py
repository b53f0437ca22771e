"""A rule makes findings whose keys can be told beforehand."""

import importlib
import pkgutil
import string

import pytest

import domain.rules
from domain.finding import Sentence
from domain.rules.rule import Rule
from tests.support.story import moment

RULE = Rule("R99", "EXAMPLE", "sedang", "pos", Sentence("di {post}", "at {post}"))
MODULES = [
    importlib.import_module(f"domain.rules.{module.name}")
    for module in pkgutil.iter_modules(domain.rules.__path__)
]
RULES = [value for module in MODULES for value in vars(module).values() if isinstance(value, Rule)]


def test_a_finding_has_the_key_that_the_rule_foretells() -> None:
    finding = RULE.finding("p", (7, 3), moment("08:00"), post="p")

    assert finding.key == RULE.key("p", 7) == "R99/pos/p/7"
    assert (finding.indonesian(), finding.english()) == ("di p", "at p")
    assert (finding.severity, finding.due) == ("sedang", moment("08:00"))


def test_every_rule_that_was_promised_is_there() -> None:
    found = {rule.number for rule in RULES}

    assert found <= {f"R{number:02}" for number in range(1, 37)}
    assert found >= {
        *("R01", "R02", "R04", "R05", "R06", "R07", "R08"),
        *("R14", "R16", "R18", "R20", "R25", "R27", "R28", "R29", "R30"),
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.number} {rule.name}")
def test_sentences_are_neutral_and_say_the_same_in_both_languages(rule: Rule) -> None:
    said = [rule.sentence.indonesian, rule.sentence.english]
    names = [{name for _, name, _, _ in string.Formatter().parse(one) if name} for one in said]

    assert {name.removesuffix("_english") for name in names[1]} == names[0]
    for word in ("pelanggaran", "melanggar", "curang", "violation", "fraud", "illegal"):
        assert all(word not in one.lower() for one in said)
