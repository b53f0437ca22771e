"""The words for what the folds keep: none is missing and none is for nothing."""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest

from api.vocabulary import field_name, kind_name
from domain.finding import Subject
from projections.catalogue import PROJECTIONS


def _fields(cls: type, seen: set[type]) -> Iterator[str]:
    """Yield the names in a state and in whatever stands in it."""
    if not issubclass(cls, msgspec.Struct) or cls in seen:
        return
    seen.add(cls)
    for field in msgspec.structs.fields(cls):
        yield field.encode_name
        for inner in _classes(field.type):
            yield from _fields(inner, seen)


def _classes(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _classes(part)


@pytest.mark.parametrize("kind", get_args(Subject))
def test_every_kind_of_subject_has_a_name_in_both_languages(kind: Subject) -> None:
    name = kind_name(kind)

    assert name.id != kind
    assert name.id != name.en


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda one: one.fold.name)
def test_every_field_of_a_state_has_words(projection: Any) -> None:
    nameless = [
        name
        for name in _fields(projection.fold.state, set())
        if field_name(name) == (name, name) and name != "registrar"
    ]

    assert nameless == []


def test_a_name_that_is_not_known_stands_as_it_is() -> None:
    assert field_name("naga") == ("naga", "naga")
    assert kind_name("naga") == ("naga", "naga")
