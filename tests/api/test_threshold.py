"""What the thresholds of a policy mean, in Indonesian."""

import re

from api.threshold import THRESHOLDS


def test_a_threshold_of_a_rule_begins_with_the_rule() -> None:
    for english, indonesian in THRESHOLDS.items():
        assert re.findall(r"^R\d\d: ", english) == re.findall(r"^R\d\d: ", indonesian)


def test_a_meaning_in_two_parts_is_one_in_both_languages() -> None:
    for english, indonesian in THRESHOLDS.items():
        assert english.count("...") == indonesian.count("...")
