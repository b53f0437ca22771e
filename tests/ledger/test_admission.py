"""Admission decides by the register, the journals and the tree, and by nothing else."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256

import pytest

from ledger.admission import Admission, Placed
from ledger.errors import (
    AheadError,
    BadSignatureError,
    BehindError,
    BrokenChainError,
    DisputedError,
    EquivocationError,
    MalformedNoteError,
    PassedNumberError,
    RefusedError,
    RevokedError,
    UnknownJournalError,
)
from ledger.journal import EVIDENCE, Entry
from ledger.replay import replayed
from ledger.tlog.note import SignerKey
from ledger.tlog.text import to_base64
from ledger.verifier import Verifier
from tests.support.authenticator import Authenticator
from tests.support.device import Device
from tests.support.practice import Practice

GUARD = "16.08/kpu/gudang-01"
HELLO: dict[str, object] = {"kind": "Halo"}


@pytest.fixture(name="verifier")
def _verifier() -> Iterator[Verifier]:
    verifier = Verifier()
    yield verifier
    verifier.close()


def admission_to(place: Practice, verifier: Verifier) -> Admission:
    """Return what decides over the next batch of a ledger."""
    register, _ = replayed(place.ledger.tree, place.founders.charter)
    return Admission(register, place.ledger.tree, verifier)


@pytest.fixture(name="guard")
def _guard(place: Practice) -> Device:
    (guard,) = place.enrols(GUARD)
    return guard


@pytest.fixture(name="admission")
def _admission(place: Practice, guard: Device, verifier: Verifier) -> Admission:
    assert guard.sequence == 0
    return admission_to(place, verifier)


def admitted(admission: Admission, note: bytes) -> Entry | Placed:
    (examined,) = admission.examine([note])
    return admission.admit(examined)


def taken(admission: Admission, index: int, note: bytes) -> Placed:
    entry = admitted(admission, note)
    assert isinstance(entry, Entry)
    return admission.take(index, entry)


def admitted_after(admission: Admission, first: bytes, note: bytes) -> Entry | Placed:
    """Decide over a note behind another one, which is taken, in one batch."""
    examined = admission.examine([first, note])
    entry = admission.admit(examined[0])
    assert isinstance(entry, Entry)
    admission.take(2, entry)
    return admission.admit(examined[1])


def test_the_next_note_is_to_be_written(admission: Admission, guard: Device) -> None:
    note = guard.says(HELLO)

    entry = admitted(admission, note)

    assert isinstance(entry, Entry)
    assert entry.raw == note


def test_a_note_of_the_same_batch_is_found_again(admission: Admission, guard: Device) -> None:
    note = guard.says(HELLO)
    first = taken(admission, 2, note)

    again = admitted(admission, note)

    assert isinstance(again, Placed)
    assert (first.is_new, again.is_new) == (True, False)
    assert (again.leaf_index, again.note) == (2, note)


def test_a_note_of_the_log_is_found_again(
    place: Practice, guard: Device, verifier: Verifier
) -> None:
    note = guard.says(HELLO)
    receipt = place.takes(note)

    again = admitted(admission_to(place, verifier), note)

    assert isinstance(again, Placed)
    assert (again.leaf_index, again.leaf, again.note) == (receipt.leaf_index, receipt.leaf, note)


def test_a_note_follows_one_of_the_same_batch(admission: Admission, guard: Device) -> None:
    for index in range(2, 5):
        assert taken(admission, index, guard.says(HELLO)).leaf_index == index


def test_whoever_is_enrolled_in_a_batch_may_write_in_it(
    place: Practice, admission: Admission
) -> None:
    new = Device.named("16.08/kpu/gudang-02")
    enrolment = place.founders.enrol(new)

    assert isinstance(admitted_after(admission, enrolment, new.says(HELLO)), Entry)


def test_whoever_is_enrolled_in_a_batch_must_have_signed_in_it(
    place: Practice, admission: Admission
) -> None:
    new = Device.named("16.08/kpu/gudang-02")
    enrolment = place.founders.enrol(new)
    new.key = SignerKey(new.name, stranger().private)

    with pytest.raises(BadSignatureError):
        admitted_after(admission, enrolment, new.says(HELLO))


def stranger() -> SignerKey:
    return SignerKey.from_seed(GUARD, sha256(b"stranger").digest())


def revoked(place: Practice, guard: Device) -> bytes:
    place.takes(place.founders.registrars[0].registers(f"revoke {GUARD} after 0"))
    guard.says(HELLO)
    return guard.says(HELLO)


def resumed(place: Practice, guard: Device) -> bytes:
    line = f"resume {GUARD} at 5 after {to_base64(bytes(32))}"
    place.takes(place.founders.registrars[0].registers(line))
    return guard.says(HELLO)


def ahead(_: Practice, guard: Device) -> bytes:
    guard.says(HELLO)
    return guard.says(HELLO)


def astray(_: Practice, guard: Device) -> bytes:
    guard.head = bytes(32)
    return guard.says(HELLO)


def otherwise(place: Practice, guard: Device) -> bytes:
    twin = copy.copy(guard)
    place.takes(guard.says(HELLO))
    return twin.says({"kind": "Lain"})


def citing(size: int) -> Callable[[Practice, Device], bytes]:
    def cite(_: Practice, guard: Device) -> bytes:
        guard.sees(size, bytes(32))
        return guard.says(HELLO)

    return cite


def forged(_: Practice, guard: Device) -> bytes:
    guard.key = stranger()
    return guard.says(HELLO)


def unknown(_: Practice, __: Device) -> bytes:
    return Device.named("16.08/kpu/gudang-99").says(HELLO)


def official(_: Practice, guard: Device) -> bytes:
    return guard.writes(EVIDENCE, "chain\nnote eA==\n")


@pytest.mark.parametrize(
    ("sign", "error"),
    [
        (revoked, RevokedError),
        (resumed, PassedNumberError),
        (ahead, AheadError),
        (astray, BrokenChainError),
        (otherwise, EquivocationError),
        (citing(1), DisputedError),
        (citing(99), BehindError),
        (forged, BadSignatureError),
        (unknown, UnknownJournalError),
        (official, MalformedNoteError),
    ],
)
def test_what_is_refused_is_refused_for_its_reason_and_changes_nothing(
    place: Practice,
    guard: Device,
    verifier: Verifier,
    sign: Callable[[Practice, Device], bytes],
    error: type[RefusedError],
) -> None:
    note = sign(place, guard)
    admission = admission_to(place, verifier)
    before = copy.deepcopy(admission.register)

    with pytest.raises(error) as raised:
        admitted(admission, note)

    assert type(raised.value) is error
    assert admission.register == before


def test_a_signature_is_judged_anew_if_its_register_was_not_kept(
    place: Practice, verifier: Verifier
) -> None:
    """An enrolment, seen by an examiner, that the disk did not take; then one of another key."""
    early, late = Device.named("16.08/kpu/gudang-07"), Device.named("16.08/kpu/gudang-07")
    late.key = SignerKey.from_seed(late.name, sha256(b"the new phone").digest())
    lost = admission_to(place, verifier)
    taken(lost, 1, copy.deepcopy(place.founders).enrol(early))
    place.takes(place.founders.enrol(late))

    examined = lost.examine([early.says(HELLO), late.says(HELLO)])
    admission = admission_to(place, verifier)

    with pytest.raises(BadSignatureError):
        admission.admit(examined[0])
    assert isinstance(admission.admit(examined[1]), Entry)


# Hardware keys

FINGER = Authenticator()


def test_the_same_text_under_the_other_key_is_where_the_first_is(
    place: Practice, guard: Device
) -> None:
    place.takes(place.founders.registrars[0].registers(guard.strengthen_line(FINGER)))
    again = copy.copy(guard)
    again.finger = FINGER
    by_software, by_finger = guard.says(HELLO), again.says(HELLO)
    first = place.takes(by_software)

    second = place.takes(by_finger)

    assert by_software != by_finger
    assert second == replace(first, is_new=False)


def test_other_text_under_the_other_key_is_filed(place: Practice, guard: Device) -> None:
    place.takes(place.founders.registrars[0].registers(guard.strengthen_line(FINGER)))
    again = copy.copy(guard)
    again.finger = FINGER
    place.takes(guard.says(HELLO))
    other = again.says({"kind": "Lain"})

    assert isinstance(place.refuses(other), EquivocationError)

    filed = place.ledger.tree.entries(4, 1)[0].note
    assert to_base64(other).encode() in filed


def test_a_hardware_key_that_is_enrolled_in_a_batch_may_sign_in_it(
    place: Practice, admission: Admission, guard: Device
) -> None:
    enrolment = place.founders.registrars[0].registers(guard.strengthen_line(FINGER))
    guard.finger = FINGER

    assert isinstance(admitted_after(admission, enrolment, guard.says(HELLO)), Entry)


def test_a_hardware_key_that_is_not_enrolled_yet_is_waited_for(
    admission: Admission, guard: Device
) -> None:
    guard.finger = FINGER
    with pytest.raises(UnknownJournalError, match="hardware key"):
        admitted(admission, guard.says(HELLO))
