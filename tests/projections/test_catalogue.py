"""Every fold has a table, and every noun's table has its fold."""

import msgspec
import pytest

from domain.catalogue import KINDS
from domain.fold import FOLDS
from domain.said import Said
from projections.catalogue import PROJECTIONS
from projections.projection import AnyProjection
from tests.support.sayings import golden


def test_every_fold_of_the_domain_is_projected_in_its_order() -> None:
    assert tuple(projection.fold for projection in PROJECTIONS)[: len(FOLDS)] == FOLDS


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda each: each.fold.name)
def test_a_table_keeps_the_states_of_its_fold(projection: AnyProjection) -> None:
    assert projection.versions.fold == projection.fold.name
    assert issubclass(projection.fold.state, msgspec.Struct)


def test_only_journals_are_found_by_who_signed() -> None:
    found = [each.fold.name for each in PROJECTIONS if each.is_of_journals]
    assert found == ["jurnal"]


def test_a_fold_names_every_kind_that_touches_its_subjects() -> None:
    for kind in KINDS:
        statement = golden(kind)
        said = Said(1, "leaf", "16.08/j", 0, 0, "16.08/kpu", "16.08/kpu", statement)
        for fold, _, _ in PROJECTIONS:
            if fold.subjects(said):
                assert fold.kinds is None or type(statement) in fold.kinds, (kind, fold.name)
