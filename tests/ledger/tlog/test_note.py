"""Signed notes: one spelling, every line of a known key must hold, strangers are ignored."""

import pytest

from ledger.tlog.errors import KeyFormatError
from ledger.tlog.note import SignerKey, VerifierKey, check_name
from tests.support.figures import FIGURES, seed

ORIGIN: str = FIGURES["origin"]
LOG = SignerKey.from_seed(ORIGIN, seed("log"))


@pytest.mark.parametrize("encoded", ["", "!", "AQ", "AR==", "AQ==\n", "é", "A" * 5000])
def test_a_verifier_key_of_bad_base64_is_a_bad_key(encoded: str) -> None:
    with pytest.raises(KeyFormatError):
        VerifierKey.parse(f"{ORIGIN}+9f3e31a2+{encoded}")


def test_a_name_with_half_a_surrogate_pair_is_a_bad_name() -> None:
    for name in ("\ud800", "gudang-\udfff"):  # as argv and lenient decoders make them
        with pytest.raises(KeyFormatError):
            check_name(name)
        with pytest.raises(KeyFormatError):
            VerifierKey.parse(str(LOG.verifier).replace(ORIGIN, name))
