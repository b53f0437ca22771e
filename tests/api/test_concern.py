"""Every rule has its words."""

from api.concern import CONCERNS, concern
from api.sheet import Text
from tools.rulebook import RULES


def test_every_rule_is_called_by_what_it_is_about() -> None:
    assert {rule.number for rule in RULES} == CONCERNS.keys()


def test_a_rule_without_words_is_called_by_its_code() -> None:
    assert concern("R99") == Text("R99", "R99")
