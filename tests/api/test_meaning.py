"""What fields mean: none is without words in either language, and no words are for nothing."""

import re

import pytest

from api import meaning as meanings
from api.form import Input, form_of
from api.meaning import meaning, purpose
from api.threshold import THRESHOLDS
from domain.catalogue import KINDS


def _all(inputs: tuple[Input, ...]) -> list[Input]:
    return [one for each in inputs for one in (each, *_all(each.parts))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_is_explained_is_so_in_indonesian(kind: str) -> None:
    missing = [one.meaning.en for one in _all(form_of(kind).inputs) if bool(one.meaning.en)]

    assert [words for words in missing if not meaning(words).id] == []


def test_no_meaning_is_for_nothing() -> None:
    used = {one.meaning.en for kind in KINDS for one in _all(form_of(kind).inputs)}

    assert {*vars(meanings)["_MEANINGS"], *THRESHOLDS} <= used


@pytest.mark.parametrize("words", [*vars(meanings)["_MEANINGS"], *THRESHOLDS])
def test_both_languages_name_the_same_codes_and_rules(words: str) -> None:
    found = meaning(words)

    assert found.id != found.en
    codes = [sorted(re.findall(r"`[^`]+`|R\d\d", text)) for text in found]
    assert codes[0] == codes[1]


def test_words_in_code_read_the_same_in_both_languages() -> None:
    assert meaning("`satu`, `dua`.") == ("`satu`, `dua`.", "`satu`, `dua`.")
    assert meaning("R15.") == ("R15.", "R15.")
    assert meaning("") == meanings.NOTHING
    assert meaning("Nobody has translated this.").id == ""


def test_a_purpose_stands_beside_what_the_docstring_says() -> None:
    assert purpose(KINDS["OrderIssued"], "words").en == "words"
    assert purpose(KINDS["OrderIssued"], "words").id.startswith("Komandan")
