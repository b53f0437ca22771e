"""The words for what people fill in: none is missing and none is for nothing."""

from typing import get_args

import pytest

from api import wording
from api.form import Form, Input, form_of
from api.wording import class_name, label, noun_name
from domain.catalogue import KINDS, schemas
from domain.statement import Visibility


def _inputs(inputs: tuple[Input, ...]) -> list[Input]:
    return [one for each in inputs for one in (each, *_inputs(each.parts))]


def _all(form: Form) -> list[Input]:
    return _inputs(form.inputs)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_has_words_in_both_languages(kind: str) -> None:
    nameless = [one.name for one in _all(form_of(kind)) if label(one.name) == (one.name,) * 2]

    assert nameless == []
    assert all(one.label.id and one.label.en for one in _all(form_of(kind)))


def test_every_word_names_a_field_that_some_statement_has() -> None:
    fields = {name for schema in schemas().values() for name in schema.get("properties", {})}

    assert vars(wording)["_FIELDS"].keys() <= fields


def test_a_word_of_a_form_goes_before_the_word_of_a_state() -> None:
    assert label("found") == ("ditemukan", "found")
    assert label("box") == ("kotak", "box")


def test_a_name_that_is_not_known_stands_as_it_is() -> None:
    assert label("naga") == ("naga", "naga")


def test_every_class_and_every_noun_has_a_name() -> None:
    classes = {class_name(one) for one in get_args(Visibility)}
    nouns = {kind.statement.__module__.rpartition(".")[2] for kind in KINDS.values()}

    assert len(classes) == len(get_args(Visibility))
    assert len({noun_name(one) for one in nouns}) == len(nouns)
