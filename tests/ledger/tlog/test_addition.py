"""What a witness may cosign: the request's form, and the decision over one remembered tree."""

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ledger.tlog.addition import (
    NOTHING,
    PROOF_MAX,
    Addition,
    Contradiction,
    Standing,
    request,
)
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import (
    FormatError,
    ProofError,
    SignatureError,
    StaleError,
    TlogError,
    UnknownLogError,
)
from ledger.tlog.note import SIGNATURES_MAX, Note, Signature, VerifierKey
from ledger.tlog.text import to_base64
from tests.support.grove import Grove, key_of

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "tlog.json").read_text("utf-8"))
LOG = Grove.grown(20)
FORK = LOG.fork(6, 20)


def addition(old: int, size: int, log: Grove = LOG) -> Addition:
    return Addition.parse(log.request(old, size))


def standing(size: int, log: Grove = LOG) -> Standing:
    return Standing(size, log.root(size))


def test_the_request_of_another_implementation_is_read_and_written_byte_for_byte() -> None:
    raw = VECTORS["add_checkpoint_request"].encode()

    found = Addition.parse(raw)

    assert found.serialise() == raw
    assert (found.old, found.checkpoint.size) == (3, 8)
    assert [one.hex() for one in found.proof] == VECTORS["consistency_3_to_8"]
    log = VerifierKey.parse(VECTORS["log"]["vkey"])
    assert found.signed([log]).serialise() == VECTORS["checkpoint"].encode()


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"old 3", b"old 03"),
        (b"old 3", b"old +3"),
        (b"old 3", b"old -3"),
        (b"old 3", b"old  3"),
        (b"old 3", b"old 3 "),
        (b"old 3", b"old 3\r"),
        (b"old 3", b"Old 3"),
        (b"old 3", b"old"),
        (b"old 3", b""),
        (b"old 3", b"old 9223372036854775808"),
        (b"old 3", "old ٣".encode()),
        (b"old 3", b"\nold 3"),
        (b"old 3", b"old 9"),
        (b"+c=\n", b"+d=\n"),  # bits that mean nothing
        (b"+c=\n", b"+c\n"),
        (b"+c=\n", b"+c= \n"),
        (b"+c=\n", b"+c=\n\n"),
        (b"\n8\n", b"\n08\n"),
        (b"\n8\n", b"\n\n8\n"),
        (b"\n8\n", b"\n"),
        (b"Qyg=\n", b"Qyg=\n\n\nx\n"),
        (b"Qyg=\n", b"Q=\n"),
    ],
)
def test_a_request_with_a_second_spelling_is_out_of_form(was: bytes, becomes: bytes) -> None:
    raw = VECTORS["add_checkpoint_request"].encode()
    assert was in raw

    with pytest.raises(FormatError):
        Addition.parse(raw.replace(was, becomes, 1))


def test_as_many_hashes_as_a_proof_can_have_are_read_and_no_more() -> None:
    lines = [bytes(32)] * PROOF_MAX

    assert len(Addition.parse(request(3, lines, LOG.signed(8))).proof) == PROOF_MAX
    with pytest.raises(FormatError, match="more than 63"):
        Addition.parse(request(3, [*lines, bytes(32)], LOG.signed(8)))


@given(st.binary(max_size=300))
def test_bytes_that_are_no_request_are_refused_in_words(raw: bytes) -> None:
    with pytest.raises(FormatError):
        Addition.parse(raw)


@given(st.data())
def test_a_request_with_one_byte_changed_is_refused_or_written_as_it_was_read(
    data: st.DataObject,
) -> None:
    raw = bytearray(LOG.request(5, 12))
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = Addition.parse(bytes(raw))
    except TlogError:
        return
    assert found.serialise() == bytes(raw)


def test_extension_lines_of_other_logs_are_signed_along() -> None:
    text = f"{LOG.checkpoint(8).text()}extension 1\n"
    note = LOG.key.sign(text)

    found = Addition.parse(request(0, (), note.serialise()))

    assert found.signed([LOG.vkey]) == note
    found.check(NOTHING)


def test_a_log_without_a_key_here_is_unknown() -> None:
    with pytest.raises(UnknownLogError):
        addition(0, 5).signed([])


def test_without_a_line_of_a_trusted_key_nothing_is_signed() -> None:
    with pytest.raises(SignatureError, match="no signature by a known key"):
        addition(0, 5).signed([key_of("someone.example").verifier])


def test_a_key_of_the_same_name_is_not_the_trusted_key() -> None:
    twin = VerifierKey(LOG.vkey.name, LOG.vkey.algorithm, key_of("other.example").verifier.public)

    with pytest.raises(SignatureError):
        addition(0, 5).signed([twin])


def test_a_line_of_a_trusted_key_that_fails_spoils_the_note() -> None:
    second = key_of("segel.example/kedua")
    note = LOG.key.sign(LOG.checkpoint(5).text())
    broken = Signature(second.name, second.verifier.id, bytes(64))
    raw = request(0, (), note.with_signature(broken).serialise())

    assert Addition.parse(raw).signed([LOG.vkey]) == note  # a stranger's line is ignored
    with pytest.raises(SignatureError):
        Addition.parse(raw).signed([LOG.vkey, second.verifier])


def test_a_second_line_of_the_same_key_must_hold_too() -> None:
    note = LOG.key.sign(LOG.checkpoint(5).text())
    broken = Signature(LOG.key.name, LOG.vkey.id, bytes(64))

    with pytest.raises(SignatureError):
        Addition.parse(request(0, (), note.with_signature(broken).serialise())).signed([LOG.vkey])


def test_what_is_signed_keeps_the_lines_of_the_log_alone() -> None:
    second, stranger = key_of("segel.example/kedua"), key_of("someone.example")
    text = LOG.checkpoint(5).text()
    note = LOG.key.sign(text).with_signature(stranger.signature(text))
    note = note.with_signature(second.signature(text))

    kept = Addition.parse(request(0, (), note.serialise())).signed([LOG.vkey, second.verifier])

    assert [line.name for line in kept.signatures] == [LOG.key.name, second.name]


def test_a_line_that_is_repeated_is_kept_once() -> None:
    note = Note.parse(LOG.signed(5))
    repeated = Note(note.text, note.signatures * SIGNATURES_MAX)

    assert Addition.parse(request(0, (), repeated.serialise())).signed([LOG.vkey]) == note


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_growth_from_what_is_remembered_passes_and_nothing_else(
    remembered: int, old: int, size: int
) -> None:
    if old > size:
        with pytest.raises(FormatError):
            Addition.parse(request(old, (), LOG.signed(size)))
        return
    found = addition(old, size)
    if old == remembered:
        found.check(standing(remembered))
    else:
        with pytest.raises(StaleError) as error:
            found.check(standing(remembered))
        assert error.value.size == remembered
        assert str(remembered) in str(error.value)


@given(st.integers(7, 20), st.integers(7, 20))
def test_a_fork_never_passes_whatever_it_counts_from(remembered: int, size: int) -> None:
    """Both histories are of more than the 6 leaves that they share."""
    for old in {0, 6, remembered, size}:
        if old <= size:
            with pytest.raises((StaleError, ProofError)):
                addition(old, size, FORK).check(standing(remembered))


def test_an_empty_tree_has_the_root_of_nothing() -> None:
    wrong = LOG.key.sign(Checkpoint(LOG.key.name, 0, bytes(32)).text())
    found = Addition.parse(request(0, (), wrong.serialise()))

    addition(0, 0).check(NOTHING)
    with pytest.raises(ProofError, match="size 0"):
        found.check(NOTHING)
    assert found.contradiction(NOTHING) is Contradiction.EMPTY


def test_from_nothing_there_is_no_proof() -> None:
    with pytest.raises(ProofError):
        Addition.parse(request(0, [bytes(32)], LOG.signed(5))).check(NOTHING)


def test_from_a_tree_to_itself_there_is_no_proof() -> None:
    found = Addition.parse(request(5, [bytes(32)], LOG.signed(5)))

    with pytest.raises(ProofError):
        found.check(standing(5))
    assert found.contradiction(standing(5)) is None  # the sender's fault, not the log's


@pytest.mark.parametrize("spoilt", ["missing", "extra", "turned", "other"])
def test_a_proof_that_does_not_hold_is_refused(spoilt: str) -> None:
    proof = LOG.proof(5, 12)
    proofs = {
        "missing": proof[:-1],
        "extra": [*proof, proof[-1]],
        "turned": proof[::-1],
        "other": [bytes(32), *proof[1:]],
    }
    found = Addition.parse(request(5, proofs[spoilt], LOG.signed(12)))

    with pytest.raises(ProofError):
        found.check(standing(5))
    assert found.contradiction(standing(5)) is Contradiction.UNPROVEN


def test_two_roots_for_one_size_convict_whatever_the_request_counts_from() -> None:
    for old in (0, 6, 8):
        assert addition(old, 8, FORK).contradiction(standing(8)) is Contradiction.EQUIVOCATION
    assert addition(8, 8).contradiction(standing(8)) is None


@given(st.integers(7, 19), st.integers(8, 20))
def test_a_fork_that_shows_its_own_proof_convicts_itself(old: int, size: int) -> None:
    """From a power of two the proof does not say what it begins with."""
    if old < size:
        found = addition(old, size, FORK).contradiction(standing(old))
        is_power = old & (old - 1) == 0
        assert found is (Contradiction.UNPROVEN if is_power else Contradiction.FORK)


@given(st.integers(1, 19), st.integers(2, 20), st.lists(st.binary(min_size=32, max_size=32)))
def test_nobody_can_make_an_honest_log_look_forked(old: int, size: int, proof: list[bytes]) -> None:
    if old < size:
        for hashes in (proof, [*LOG.proof(old, size), *proof], [*proof, *LOG.proof(old, size)]):
            found = Addition.parse(request(old, hashes[:PROOF_MAX], LOG.signed(size)))
            assert found.contradiction(standing(old)) in {None, Contradiction.UNPROVEN}


def test_a_checkpoint_that_merely_comes_late_contradicts_nothing() -> None:
    for old, size in ((0, 5), (5, 7), (5, 12)):
        assert addition(old, size).contradiction(standing(8)) is None


def test_a_request_is_written_line_by_line() -> None:
    raw = request(3, [bytes(32)], LOG.signed(8))

    assert raw == f"old 3\n{to_base64(bytes(32))}\n\n".encode() + LOG.signed(8)
