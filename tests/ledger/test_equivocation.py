"""Two histories under one key convict the log, from one file; an honest log cannot be accused."""

import pytest
from hypothesis import given, settings, strategies as st

from ledger.charter import fingerprint
from ledger.equivocation import Equivocation, accuse
from ledger.errors import CharterError
from ledger.tlog.errors import FormatError, ProofError, SignatureError, TlogError
from ledger.tlog.note import Note
from tests.support.device import Device
from tests.support.fork import fork

SIZE, COMMON = 12, 3
FORK = fork(SIZE, COMMON)
CHARTER = FORK.left.founders.note
PARTED = range(COMMON + 1, SIZE + 1)


def accused(old: int, new: int) -> Equivocation:
    """Return the proof that the left side's `old` is not a beginning of the right side's `new`."""
    pair = [FORK.signed("left", old), FORK.signed("right", new)]
    return accuse(CHARTER, pair, FORK.right.subtrees.node)


@pytest.mark.parametrize("old", PARTED)
def test_every_pair_of_sizes_beyond_the_fork_convicts(old: int) -> None:
    for new in range(old, SIZE + 1):
        found = accused(old, new).proven()
        assert (found.smaller.size, found.larger.size) == (old, new)
        assert found.implied == FORK.right.subtrees.root(old) or old == new


@pytest.mark.parametrize("old", range(COMMON + 1))
def test_what_both_sides_share_convicts_nobody(old: int) -> None:
    for new in range(old, SIZE + 1):
        if new <= COMMON or old < new or old == 0:
            with pytest.raises(TlogError):
                accused(old, new)


@given(st.integers(1, SIZE), st.integers(1, SIZE), st.data())
def test_an_honest_log_is_never_convicted(one: int, two: int, data: st.DataObject) -> None:
    hash_ = st.sampled_from([*FORK.left.leaves, FORK.left.subtrees.root(one), bytes(32)])
    hashes = data.draw(st.lists(hash_, max_size=6))
    old, new = sorted((one, two))
    pair = FORK.signed("left", old), FORK.signed("left", new)
    with pytest.raises(TlogError):
        Equivocation(CHARTER, *pair, tuple(hashes)).proven()
    with pytest.raises(ProofError):
        accuse(CHARTER, pair, FORK.left.subtrees.node)


@pytest.mark.parametrize("pair", [(7, 7), (4, 12), (7, 12), (8, 9)])
def test_reading_and_writing_is_the_identity(pair: tuple[int, int]) -> None:
    raw = accused(*pair).serialise()

    assert Equivocation.parse(raw).serialise() == raw
    assert Equivocation.parse(raw) == accused(*pair)


def is_accepted(raw: bytes) -> bool:
    """Tell whether somebody who trusts the charter's hash would take the proof."""
    try:
        found = Equivocation.parse(raw)
        found.proven()
    except (TlogError, CharterError):
        return False
    return fingerprint(found.charter) == fingerprint(CHARTER)


def test_every_byte_flipped_is_refused() -> None:
    raw = accused(7, 12).serialise()
    assert is_accepted(raw)
    for place in range(len(raw)):
        for mask in (0x01, 0x20, 0x80):
            flipped = raw[:place] + bytes([raw[place] ^ mask]) + raw[place + 1 :]
            assert not is_accepted(flipped), place


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text("segl/1\n charteckpoinsh=AB").map(str.encode))
def test_anything_else_is_refused_with_a_reason(raw: bytes) -> None:
    for attempt in (raw, b"segel/equivocation/v1\n" + raw, accused(7, 7).serialise() + raw):
        if attempt == accused(7, 7).serialise():
            continue
        with pytest.raises((TlogError, CharterError), match=r"."):
            Equivocation.parse(attempt).proven()


def test_cosignatures_are_left_out_and_none_may_stand_in_the_file() -> None:
    note = Note.parse(FORK.signed("left", 7))
    more = note.with_signature(Device.named("w.example").key.signature(note.text)).serialise()
    made = accuse(CHARTER, [more, FORK.signed("right", 7)])

    assert len(Note.parse(made.smaller).signatures) == 1
    with pytest.raises(FormatError, match="other signatures"):
        Equivocation(CHARTER, more, made.larger).proven()


def test_the_checkpoints_stand_in_one_order() -> None:
    made = accused(7, 7)
    with pytest.raises(FormatError, match="first"):
        Equivocation(CHARTER, made.larger, made.smaller).proven()


def test_another_logs_word_convicts_nobody() -> None:
    forged = Device.named("x").key.sign(FORK.left.checkpoint(7).text()).serialise()
    with pytest.raises(SignatureError):
        Equivocation(CHARTER, forged, FORK.signed("right", 7)).proven()
    with pytest.raises(CharterError):
        Equivocation(CHARTER[:-1], FORK.signed("left", 7), FORK.signed("right", 7)).proven()


def test_hashes_of_another_tree_show_nothing() -> None:
    made = accused(7, 12)
    wrong = FORK.left.subtrees
    with pytest.raises(ProofError, match="do not lead"):
        accuse(CHARTER, [made.smaller, made.larger], wrong.node)
    with pytest.raises(ProofError, match="needed"):
        accuse(CHARTER, [made.smaller, made.larger])
