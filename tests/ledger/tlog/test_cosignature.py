"""A witness' word holds over one checkpoint, one time and, from 0x06 on, one name."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from hypothesis import given, settings, strategies as st

from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import Cosignature, cosign, verify_cosignature
from ledger.tlog.errors import FormatError, KeyFormatError, SignatureError
from ledger.tlog.note import Note, Signature, VerifierKey
from ledger.tlog.text import to_base64
from tests.support.figures import FIGURES, ROOTS, seed

ORIGIN: str = FIGURES["origin"]
TIME: int = FIGURES["timestamp"]
COSIGNED = Note.parse(FIGURES["checkpoint_cosigned"].encode())
TEXT = COSIGNED.text
ROOT_LINE = to_base64(ROOTS[7])
ED25519 = VerifierKey.parse(FIGURES["witness_ed25519"]["vkey"])
MLDSA = VerifierKey.parse(FIGURES["witness_mldsa44"]["vkey"])
MLDSA_PRIVATE = MLDSA44PrivateKey.from_seed_bytes(seed("witness_mldsa44"))


def line_of(witness: VerifierKey) -> Signature:
    return next(line for line in COSIGNED.signatures if line.key_id == witness.id)


def with_line(witness: VerifierKey, time: int, value: bytes) -> Note:
    return Note(TEXT, (Signature(witness.name, witness.id, time.to_bytes(8, "big") + value),))


def test_an_origin_too_long_for_an_mldsa_cosignature_is_out_of_form() -> None:
    value = TIME.to_bytes(8, "big") + bytes(2420)
    for origin in ("o" * 256, "\u00e9" * 128):
        note = Note(f"{origin}\n8\n{ROOT_LINE}\n", (Signature(MLDSA.name, MLDSA.id, value),))
        with pytest.raises(FormatError, match="255 bytes"):
            verify_cosignature(note, MLDSA)


# The published figures.


@pytest.mark.parametrize("witness", [ED25519, MLDSA], ids=["0x04", "0x06"])
def test_the_published_cosignatures_hold(witness: VerifierKey) -> None:
    found = verify_cosignature(COSIGNED, witness)
    assert found == Cosignature(witness.name, TIME)


def test_the_published_ed25519_cosignature_is_made_byte_for_byte() -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed("witness_ed25519"))
    line = cosign(TEXT, ED25519.name, private, TIME)
    assert f"{line.line()}\n" == FIGURES["witness_ed25519"]["line"]
    message: str = FIGURES["witness_ed25519"]["signed_message"]
    private.public_key().verify(line.value[8:], message.encode())


def test_the_published_mldsa_key_comes_from_its_seed() -> None:
    public = MLDSA_PRIVATE.public_key().public_bytes_raw()
    assert public == MLDSA.public
    assert hashlib.sha256(public).hexdigest() == FIGURES["witness_mldsa44"]["public_sha256"]


def test_what_signs_the_published_mldsa_message_is_verified() -> None:
    message = bytes.fromhex(FIGURES["witness_mldsa44"]["signed_message_hex"])
    note = with_line(MLDSA, TIME, MLDSA_PRIVATE.sign(message))
    assert verify_cosignature(note, MLDSA).time == TIME


# What must not hold.


def test_a_cosignature_under_another_time_does_not_hold() -> None:
    for witness in (ED25519, MLDSA):
        value = line_of(witness).value[8:]
        for time in (0, TIME - 1, TIME + 1, 2**63 - 1):
            with pytest.raises(SignatureError):
                verify_cosignature(with_line(witness, time, value), witness)


@pytest.mark.parametrize("time", [2**63, 2**64 - 1])
def test_a_time_that_no_clock_shows_is_out_of_form(time: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed("witness_ed25519"))
    note = Note(TEXT, (cosign(TEXT, ED25519.name, private, time),))
    with pytest.raises(FormatError, match="time"):
        verify_cosignature(note, ED25519)


@pytest.mark.parametrize("witness", [ED25519, MLDSA], ids=["0x04", "0x06"])
@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n8\n", "\n9\n"),
        TEXT.replace("oku-timur", "oku-barat"),
        f"{ORIGIN}\n8\n{to_base64(ROOTS[6])}\n",
    ],
)
def test_a_cosignature_of_another_checkpoint_does_not_hold(witness: VerifierKey, text: str) -> None:
    with pytest.raises(SignatureError):
        verify_cosignature(Note(text, (line_of(witness),)), witness)


def test_an_mldsa_cosignature_names_its_cosigner() -> None:
    other = VerifierKey("witness.bawaslu.example/w9", MLDSA.algorithm, MLDSA.public)
    note = with_line(other, TIME, line_of(MLDSA).value[8:])
    with pytest.raises(SignatureError):
        verify_cosignature(note, other)


@pytest.mark.parametrize("witness", [ED25519, MLDSA], ids=["0x04", "0x06"])
@pytest.mark.parametrize("length", [1, 4, 7, 8, 9, 71, 73, 2427, 2429])
def test_a_cosignature_of_another_length_does_not_hold(witness: VerifierKey, length: int) -> None:
    value = (line_of(witness).value * 35)[:length]
    note = Note(TEXT, (Signature(witness.name, witness.id, value),))
    with pytest.raises((SignatureError, FormatError)):
        verify_cosignature(note, witness)


def test_a_line_under_the_id_of_the_other_type_is_a_strangers() -> None:
    for mine, other in ((ED25519, MLDSA), (MLDSA, ED25519)):
        with pytest.raises(SignatureError, match="no cosignature"):
            verify_cosignature(Note(TEXT, (line_of(other),)), mine)
        renamed = Signature(mine.name, other.id, line_of(mine).value)
        with pytest.raises(SignatureError, match="no cosignature"):
            verify_cosignature(Note(TEXT, (renamed,)), mine)


def test_one_line_of_a_witness_that_fails_refuses_all_its_lines() -> None:
    for witness in (ED25519, MLDSA):
        good, bad = line_of(witness), Signature(witness.name, witness.id, bytes(2428))
        for lines in ((good, bad), (bad, good)):
            with pytest.raises(SignatureError):
                verify_cosignature(Note(TEXT, lines), witness)


def test_the_newest_of_several_cosignatures_counts() -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed("witness_ed25519"))
    lines = tuple(cosign(TEXT, ED25519.name, private, TIME + late) for late in (5, 60, 0))
    assert verify_cosignature(Note(TEXT, lines), ED25519).time == TIME + 60


def test_a_note_key_does_not_cosign() -> None:
    log = VerifierKey.parse(FIGURES["log"]["vkey"])
    with pytest.raises(KeyFormatError, match="0x01 does not cosign"):
        verify_cosignature(COSIGNED, log)


def test_a_cosignature_is_no_signature_of_the_note() -> None:
    note_key = VerifierKey(ED25519.name, 0x01, ED25519.public)
    refiled = Signature(note_key.name, note_key.id, line_of(ED25519).value[8:])
    with pytest.raises(SignatureError):
        note_key.verify(Note(TEXT, (refiled,)))


@pytest.mark.parametrize("text", ["text\n", f"{TEXT}extension\n", TEXT.replace("\n8\n", "\n08\n")])
def test_what_is_no_checkpoint_has_no_cosignatures(text: str) -> None:
    with pytest.raises(FormatError):
        verify_cosignature(Note(text, (line_of(ED25519),)), ED25519)


@given(time=st.integers(0, 2**63 - 1), size=st.integers(1, 2**63 - 1))
def test_whatever_is_cosigned_is_verified(time: int, size: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed("witness_ed25519"))
    text = Checkpoint(ORIGIN, size, ROOTS[0]).text()
    note = Note.parse(Note(text, (cosign(text, ED25519.name, private, time),)).serialise())
    assert verify_cosignature(note, ED25519) == Cosignature(ED25519.name, time)


@settings(max_examples=200)
@given(st.sampled_from((ED25519, MLDSA)), st.integers(min_value=0), st.integers(0, 7))
def test_every_single_bit_counts(witness: VerifierKey, at: int, bit: int) -> None:
    damaged = bytearray(line_of(witness).value)
    damaged[at % len(damaged)] ^= 1 << bit
    note = Note(TEXT, (Signature(witness.name, witness.id, bytes(damaged)),))
    with pytest.raises((SignatureError, FormatError)):
        verify_cosignature(note, witness)
