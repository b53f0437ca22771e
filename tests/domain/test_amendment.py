"""Corrections and annulments as they are said."""

from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.catalogue import NotUnderstood, encode
from tests.support.sayings import golden


def test_a_correction_states_whole_new_values_and_null_for_none() -> None:
    correction = golden("CorrectionDeclared")

    assert isinstance(correction, CorrectionDeclared)
    assert correction.changes["count"] == 3
    assert correction.changes["note"] is None
    assert b'"note":null' in encode(correction)


def test_the_values_of_a_correction_have_a_canonical_form() -> None:
    for changes in ({"count": 1.5}, {"Count": 1}, {"count": 2**53}):
        assert isinstance(golden("CorrectionDeclared", changes=changes), NotUnderstood)


def test_both_name_their_target_and_its_kind() -> None:
    annulment = golden("AnnulmentDeclared")

    assert isinstance(annulment, AnnulmentDeclared)
    assert annulment.target_kind == "AccessExited"
    for kind in ("CorrectionDeclared", "AnnulmentDeclared"):
        assert isinstance(golden(kind, target=None), NotUnderstood)
