"""A witness' word holds over one checkpoint, one time and, from 0x06 on, one name."""

import pytest

from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import FormatError
from ledger.tlog.note import Note, Signature, VerifierKey
from tests.support.figures import FIGURES

ORIGIN: str = FIGURES["origin"]
TIME: int = FIGURES["timestamp"]
MLDSA = VerifierKey.parse(FIGURES["witness_mldsa44"]["vkey"])
ROOT_LINE = FIGURES["checkpoint"].split("\n")[2]


def test_an_origin_too_long_for_an_mldsa_cosignature_is_out_of_form() -> None:
    value = TIME.to_bytes(8, "big") + bytes(2420)
    for origin in ("o" * 256, "\u00e9" * 128):
        note = Note(f"{origin}\n8\n{ROOT_LINE}\n", (Signature(MLDSA.name, MLDSA.id, value),))
        with pytest.raises(FormatError, match="255 bytes"):
            verify_cosignature(note, MLDSA)
