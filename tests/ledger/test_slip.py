"""A slip is small, has one spelling, and is believed only whole."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings, strategies as st

from ledger import base45
from ledger.slip import (
    NOTE_BYTES_MAX,
    SLIP_BYTES_MAX,
    Mark,
    Slip,
    mark_of,
    note_slip,
    read_text,
    write_text,
)
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError, ProofError, SignatureError, TlogError
from ledger.tlog.note import NAME_BYTES_MAX, Signature
from ledger.tlog.tree import path_length
from tests.support.cosigned import AT, NAMES, cosigned, slip_of
from tests.support.device import Device

LOG, POLICY = cosigned()
KEY = LOG.founders.log.verifier
MILLION = 1_000_000


def made(index: int = 5, witnesses: int = 3) -> Slip:
    return slip_of(LOG, index, witnesses)


SLIP = made()
RAW = SLIP.serialise()


@pytest.mark.parametrize("index", range(12))
def test_reading_and_writing_is_the_identity(index: int) -> None:
    for count in range(5):
        slip = made(index, count)
        assert Slip.parse(slip.serialise()) == slip
        assert read_text(write_text(slip.serialise())) == slip
        slip.verify(KEY)


def test_witnesses_are_found_by_their_keys_with_their_times() -> None:
    found = [SLIP.cosignature(witness.key) for witness in POLICY.witnesses]

    assert [(one.witness, one.time) for one in found if one] == [
        (f"w.{name}.example", AT) for name in NAMES[:3]
    ]


@pytest.mark.parametrize("origin", ["segel.example/latihan/16.08/pilkada-2024", "x" * 128])
@pytest.mark.parametrize("index", [0, MILLION // 2, MILLION - 1])
def test_a_leaf_of_a_million_with_three_cosignatures_fits(origin: str, index: int) -> None:
    assert len(origin) <= NAME_BYTES_MAX
    slip = replace(
        SLIP,
        checkpoint=Checkpoint(origin, MILLION, bytes(32)),
        index=index,
        path=(bytes(32),) * path_length(index, MILLION),
    )

    assert path_length(0, MILLION) == 20
    assert len(slip.serialise()) <= SLIP_BYTES_MAX
    assert Slip.parse(slip.serialise()) == slip


def is_accepted(raw: bytes) -> bool:
    """Tell whether a reader with the log's key, the charter and the policy takes a slip."""
    try:
        slip = Slip.parse(raw)
        slip.verify(KEY)
        found = [w.name for w in POLICY.witnesses if slip.cosignature(w.key)]
    except TlogError:
        return False
    return POLICY.is_met_by(found) and slip.charter == LOG.fingerprint


def test_every_byte_flipped_is_refused() -> None:
    assert is_accepted(RAW)
    for place in range(len(RAW)):
        for mask in (0x01, 0x80, 0xFF):
            assert not is_accepted(RAW[:place] + bytes([RAW[place] ^ mask]) + RAW[place + 1 :])


def test_every_byte_flipped_under_a_fresh_seal_is_refused() -> None:
    for place in range(len(RAW) - 4):
        body = RAW[:place] + bytes([RAW[place] ^ 1]) + RAW[place + 1 : -4]
        assert not is_accepted(body + sha256(body).digest()[:4]), place


def test_every_shorter_and_longer_slip_is_refused() -> None:
    for length in range(len(RAW)):
        with pytest.raises(FormatError):
            Slip.parse(RAW[:length])
    with pytest.raises(FormatError):
        Slip.parse(RAW + b"\0")
    with pytest.raises(FormatError, match="more than"):
        Slip.parse(bytes(SLIP_BYTES_MAX + 1))


@settings(max_examples=300)
@given(st.binary(max_size=1300))
def test_anything_else_is_refused_with_a_reason(raw: bytes) -> None:
    for attempt in (raw, b"\x01\x01" + raw, RAW[:60] + raw):
        with pytest.raises(FormatError, match=r"slip: \S"):
            Slip.parse(attempt)


@given(st.text(max_size=80) | st.text(base45.ALPHABET).map("SEGEL:".__add__))
def test_a_code_of_any_text_is_not_ours_or_refused_or_a_note(text: str) -> None:
    try:
        found = read_text(text)
    except FormatError:
        return
    assert found is None or (isinstance(found, bytes) and write_text(b"\x01\x02" + found) == text)


def test_marks_stand_once_each_in_order() -> None:
    first, second, _ = SLIP.marks
    for marks in (
        (second, first),
        (first, first),
        tuple(Mark(bytes([n] * 4), first.value) for n in range(17)),
    ):
        with pytest.raises(FormatError):
            replace(SLIP, marks=marks).serialise()


def test_another_key_and_another_path_are_refused() -> None:
    with pytest.raises(SignatureError):
        SLIP.verify(Device.named("lain").key.verifier)
    with pytest.raises(ProofError):
        replace(SLIP, leaf=bytes(32)).verify(KEY)
    with pytest.raises(SignatureError):
        replace(SLIP, checkpoint=replace(SLIP.checkpoint, size=13)).verify(KEY)


def test_a_cosignature_of_another_kind_does_not_fit() -> None:
    with pytest.raises(FormatError, match=r"does not fit"):
        mark_of(Signature("w", b"1234", bytes(2428)))


def test_a_note_is_carried_byte_for_byte() -> None:
    assert read_text(write_text(note_slip(LOG.entries[5]))) == LOG.entries[5]
    assert read_text("https://segel.example/") is None
    assert read_text(write_text(note_slip(bytes(NOTE_BYTES_MAX)))) == bytes(NOTE_BYTES_MAX)
    with pytest.raises(FormatError):
        note_slip(bytes(NOTE_BYTES_MAX + 1))
    with pytest.raises(FormatError):
        read_text(write_text(b"\x01\x02" + bytes(NOTE_BYTES_MAX + 1)))
