"""The tree of what the projections can answer."""

from projections import errors


def test_everything_is_a_projection_error() -> None:
    raised = [errors.NotFoldedError(9, 5), errors.CursorError("x"), errors.RacedError()]
    assert all(isinstance(error, errors.ProjectionError) for error in raised)
    assert str(raised[0]) == "asked as of leaf 9, folded up to leaf 5"


def test_what_somebody_sent_is_cut_short() -> None:
    for error in (errors.CursorError, errors.NameRefusedError):
        assert len(str(error("x" * 1000))) < 100
