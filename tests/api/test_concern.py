"""Every rule has its words."""

from api.concern import CONCERNS, concern
from api.sheet import Text
from tools.rulebook import RULES, SIGNALS


def test_every_rule_and_signal_is_called_by_what_it_is_about() -> None:
    assert {rule.number for rule in (*RULES, *SIGNALS)} == CONCERNS.keys()


def test_a_rule_without_words_is_called_by_its_code() -> None:
    assert concern("R99") == Text("R99", "R99")
