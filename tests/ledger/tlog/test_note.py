"""Signed notes: one spelling, every line of a known key must hold, strangers are ignored."""

import pytest

from ledger.tlog.errors import FormatError, KeyFormatError, SignatureError
from ledger.tlog.note import (
    COSIGNATURE_ED25519,
    ED25519,
    Note,
    Signature,
    SignerKey,
    VerifierKey,
    check_name,
)
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


@pytest.mark.parametrize("algorithm", [0x00, 0x02, COSIGNATURE_ED25519, 0x06, 0xFF])
def test_a_key_of_another_type_signs_no_notes(algorithm: int) -> None:
    text = f"cosignature/v1\ntime 1732640400\n{ORIGIN}\n"
    cosigner = VerifierKey(ORIGIN, algorithm, LOG.verifier.public)
    value = LOG.signature(text).value
    note = Note(text, (Signature(ORIGIN, cosigner.id, value),))
    with pytest.raises(SignatureError, match="signs no notes"):
        cosigner.verify(note)
    VerifierKey(ORIGIN, ED25519, LOG.verifier.public).verify(LOG.sign(text))


@pytest.mark.parametrize("text", ["", "a", "\ta\n", "a\r\n", "a\x00\n", "\x1f\n", "\ud800\n"])
def test_what_could_not_be_read_back_is_not_signed(text: str) -> None:
    with pytest.raises(FormatError):
        LOG.sign(text)
    with pytest.raises(FormatError):
        LOG.signature(text)
