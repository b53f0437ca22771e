"""A fold and its table."""

from tests.projections import tally


def test_a_projection_names_fold_and_table() -> None:
    projection = tally.projection()
    assert projection.fold.name == projection.versions.fold == tally.NAME
    assert not projection.is_of_journals
