"""Errors of the log formats: one tree, and every form error names its thing."""

import pytest

from ledger.tlog import errors


@pytest.mark.parametrize(
    "kind",
    [
        errors.FormatError,
        errors.SignatureError,
        errors.KeyFormatError,
        errors.ProofError,
        errors.PolicyError,
    ],
)
def test_whoever_catches_the_root_catches_all(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.TlogError)


def test_a_bad_key_is_a_form_error_that_names_thing_and_reason() -> None:
    error = errors.KeyFormatError("verifier key", "unknown type")
    assert isinstance(error, errors.FormatError)
    assert (error.thing, error.reason) == ("verifier key", "unknown type")
    assert str(error) == "verifier key: unknown type"
