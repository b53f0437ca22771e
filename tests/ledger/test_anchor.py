"""Anchors: a witnessed checkpoint in a leaf, in one spelling, and only with its quorum."""

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from hypothesis import given, strategies as st

from ledger.anchor import CHECKPOINT_BYTES_MAX, Anchor, Anchored, Vouched, opened
from ledger.journal import ANCHOR, CLERK_BYTES_MAX, EVIDENCE, Entry
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import Cosignature
from ledger.tlog.errors import FormatError, PolicyError, SignatureError, TlogError
from ledger.tlog.note import COSIGNATURE_MLDSA44, Note, Signature, VerifierKey
from ledger.tlog.policy import Policy
from ledger.tlog.text import to_base64
from tests.support.device import Device, founders
from tests.support.witness import AT, Cosigner, policy_text

PEOPLE = founders()
LOG = PEOPLE.charter.log
WITNESSES = tuple(Cosigner.named(name) for name in ("bawaslu", "pers", "unsri"))
STRANGER = Cosigner.named("orang-lain")
POLICY = Policy.parse(policy_text(2, *WITNESSES))
SIGNED = PEOPLE.log.sign(Checkpoint(LOG.name, 5, bytes(32)).text())


def cosigned(*witnesses: Cosigner, note: Note = SIGNED) -> Note:
    for number, witness in enumerate(witnesses):
        note = witness.cosigns(note, AT + 60 * number)
    return note


def test_an_anchor_is_read_as_it_was_written_in_the_clerks_journal() -> None:
    anchor = Anchor.of(cosigned(*WITNESSES), LOG, POLICY)
    note = PEOPLE.clerk.writes(ANCHOR, anchor.body())

    entry, read = Anchor.opened(note)

    assert read == anchor == Anchor.parse(entry.body)
    assert anchor.note == cosigned(*WITNESSES).serialise()


def test_an_anchor_tells_who_has_seen_which_tree_and_when() -> None:
    anchored = Anchor(cosigned(*WITNESSES[:2]).serialise()).verified(LOG, POLICY)

    assert anchored.checkpoint == Checkpoint(LOG.name, 5, bytes(32))
    assert anchored.names == ("bawaslu", "pers")
    assert (anchored.earliest, anchored.latest) == (AT, AT + 60)


@pytest.mark.parametrize(
    ("times", "middle"),
    [((AT, AT + 9, 2**62), AT + 9), ((1, AT, AT + 9), AT), ((AT, AT + 9), AT), ((AT,), AT)],
)
def test_one_clock_that_is_wrong_does_not_move_the_middle(
    times: tuple[int, ...], middle: int
) -> None:
    seen = tuple(Vouched(f"{at}", Cosignature("w", at)) for at in times)

    assert Anchored(Checkpoint(LOG.name, 5, bytes(32)), seen).middle == middle


def test_a_time_of_zero_is_no_word_on_the_time() -> None:
    note = WITNESSES[1].cosigns(WITNESSES[0].cosigns(SIGNED, 0), 0)

    anchored = Anchor(note.serialise()).verified(LOG, POLICY)

    assert (anchored.earliest, anchored.latest) == (None, None)


@pytest.mark.parametrize("time", [1, AT + 60, 2**62])
def test_one_witness_tells_no_time_where_the_policy_asks_for_two(time: int) -> None:
    note = WITNESSES[1].cosigns(WITNESSES[0].cosigns(SIGNED, time), 0)

    anchored = Anchor(note.serialise()).verified(LOG, POLICY)

    assert (anchored.earliest, anchored.latest) == (None, None)
    whole = Anchor(WITNESSES[2].cosigns(note, AT).serialise()).verified(LOG, POLICY)
    assert {whole.earliest, whole.latest} == {time, AT}


def test_strangers_have_no_say_in_what_stands_in_the_log() -> None:
    note = cosigned(STRANGER, *WITNESSES[:2])

    assert STRANGER.key.name.encode() not in Anchor.of(note, LOG, POLICY).note


@pytest.mark.parametrize("witnesses", [(), WITNESSES[:1], (STRANGER, WITNESSES[0])])
def test_without_its_quorum_nothing_is_an_anchor(witnesses: tuple[Cosigner, ...]) -> None:
    note = cosigned(*witnesses)
    for read in (
        lambda: Anchor.of(note, LOG, POLICY),
        lambda: Anchor(note.serialise()).verified(LOG, POLICY),
    ):
        with pytest.raises(PolicyError):
            read()


def test_a_policy_that_asks_for_nobody_makes_no_anchor_out_of_nothing() -> None:
    with pytest.raises(PolicyError):
        Anchor.of(SIGNED, LOG, Policy.parse("quorum none\n"))


def test_a_line_of_a_known_witness_that_does_not_hold_spoils_the_whole() -> None:
    good, other = cosigned(*WITNESSES[:2]), cosigned(WITNESSES[2], note=_of_size(6))
    with pytest.raises(SignatureError):
        Anchor.of(good.with_signature(other.signatures[-1]), LOG, POLICY)


def _of_size(size: int) -> Note:
    return PEOPLE.log.sign(Checkpoint(LOG.name, size, bytes(32)).text())


def test_only_the_log_itself_can_be_anchored() -> None:
    other = Device.named(LOG.name).key.sign(SIGNED.text)
    forged = Device.named("segel.example/lain").key.sign(SIGNED.text)

    assert opened(cosigned(*WITNESSES, note=other).serialise(), LOG, POLICY).checkpoint.size == 5
    with pytest.raises(SignatureError):
        Anchor.of(cosigned(*WITNESSES, note=forged), LOG, POLICY)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "checkpoint",
        "checkpoint ",
        "checkpoint  AAAA",
        "checkpoint AAAA",
        f"Checkpoint {to_base64(SIGNED.serialise())}",
        f"checkpoint {to_base64(SIGNED.serialise())} ",
        f"checkpoint {to_base64(SIGNED.serialise())}\n",
        f"note {to_base64(SIGNED.serialise())}",
        f"checkpoint {to_base64(SIGNED.serialise())}\ncheckpoint AAAA",
        f"checkpoint {to_base64(SIGNED.signed_text())}",
        f"checkpoint {to_base64(PEOPLE.note)}",
    ],
)
def test_an_anchor_out_of_form_is_refused(body: str) -> None:
    with pytest.raises(FormatError):
        Anchor.parse(body)


def test_a_checkpoint_of_too_many_bytes_is_refused_and_the_largest_fits_into_a_leaf() -> None:
    line = Signature("x", bytes(4), bytes(CHECKPOINT_BYTES_MAX))
    with pytest.raises(FormatError):
        Anchor.parse(f"checkpoint {to_base64(SIGNED.with_signature(line).serialise())}")

    clerk = Device("o" * 128, Device.named("c" * 128).key, bytes(32), 2**63 - 1, 2**63 - 1)
    raw = clerk.writes(ANCHOR, f"checkpoint {to_base64(bytes(CHECKPOINT_BYTES_MAX))}\n")
    assert len(raw) <= CLERK_BYTES_MAX
    assert Entry.parse(raw).header.topic == ANCHOR


def test_another_note_of_the_clerk_is_no_anchor() -> None:
    with pytest.raises(FormatError):
        Anchor.opened(PEOPLE.clerk.writes(EVIDENCE, Anchor(SIGNED.serialise()).body()))


BODY = Anchor.of(cosigned(*WITNESSES[:2]), LOG, POLICY).body().removesuffix("\n").encode()


@given(bit=st.integers(0, 8 * len(BODY) - 1))
def test_no_flipped_bit_of_an_anchor_is_accepted(bit: int) -> None:
    flipped = bytearray(BODY)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(TlogError):
        Anchor.parse(flipped.decode(errors="replace")).verified(LOG, POLICY)


@given(body=st.text(st.characters(codec="utf-8"), max_size=80))
def test_what_is_read_is_the_only_spelling(body: str) -> None:
    try:
        anchor = Anchor.parse(f"checkpoint {body}")
    except FormatError:
        return
    assert anchor.body() == f"checkpoint {body}\n"


def large(number: int, checkpoint: Note) -> tuple[VerifierKey, Signature]:
    """Return a witness whose cosignature takes 3.3 kB, and its line.

    Source: https://c2sp.org/tlog-cosignature (type 0x06)
    """
    name, origin = f"w{number}.example", LOG.name
    private = MLDSA44PrivateKey.from_seed_bytes(bytes([number]) * 32)
    key = VerifierKey(name, COSIGNATURE_MLDSA44, private.public_key().public_bytes_raw())
    size, root = Checkpoint.parse(checkpoint.text).size, Checkpoint.parse(checkpoint.text).root
    message = (
        b"subtree/v1\n\x00" + bytes([len(name)]) + name.encode() + AT.to_bytes(8, "big")
        + bytes([len(origin)]) + origin.encode() + bytes(8) + size.to_bytes(8, "big") + root
    )  # fmt: skip
    return key, Signature(name, key.id, AT.to_bytes(8, "big") + private.sign(message))


def test_of_too_many_large_cosignatures_those_that_can_be_spared_are_left_out() -> None:
    signers = [large(number, SIGNED) for number in range(12)]
    note = WITNESSES[0].cosigns(SIGNED)
    for _, line in signers:
        note = note.with_signature(line)
    keys = "".join(f"witness w{n} {key} https://w.example/\n" for n, (key, _) in enumerate(signers))
    members = " ".join(f"w{n}" for n in range(12))
    bawaslu = WITNESSES[0].line("https://w.example/")

    def policy(needed: int) -> Policy:
        groups = f"group besar {needed} {members}\ngroup semua all bawaslu besar\nquorum semua\n"
        return Policy.parse(f"{bawaslu}\n{keys}{groups}")

    anchor = Anchor.of(note, LOG, policy(3))

    assert len(note.serialise()) > CHECKPOINT_BYTES_MAX >= len(anchor.note)
    names = anchor.verified(LOG, policy(3)).names
    assert names[0] == "bawaslu"
    assert 3 <= len(names) - 1 < 12
    with pytest.raises(FormatError, match="at most"):
        Anchor.of(note, LOG, policy(12))
