"""The page of rules: every sentence and every threshold of the domain."""

from tools.rulebook import RULES, page


def test_a_rule_of_several_sentences_has_one_section_that_names_them_all() -> None:
    section = page().split("## R18 ")[1].split("\n## ")[0]

    assert section.startswith("SHIFT_GAP / UNDERSTAFFED")
    assert section.count("- *tinggi*, pos:") == 2
    assert "`shift_gap`, 5 minutes" in section


def test_rules_stand_in_the_order_of_their_numbers() -> None:
    numbers = [line[3:6] for line in page().splitlines() if line.startswith("## R")]

    assert numbers == sorted({rule.number for rule in RULES})


def test_thresholds_say_their_unit() -> None:
    assert "`off_site_store`, 200 metres" in page()
    assert "`correction_percent`, 5 %" in page()
    assert "`night_from`, 22 h" in page()
