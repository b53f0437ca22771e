"""Who signed the note on a sheet, as far as the notes beside it tell."""

from tests.support.authenticator import Authenticator
from tests.support.device import Device, founders
from tools.signer import check_signer, is_register
from tools.verdict import Check, State, Text

FINGER = Authenticator()
PEOPLE = founders()
GUARD = Device.named("16.08/kpu/gudang-03")
REGISTRATION = PEOPLE.registrars[0].registers(GUARD.enrol_line(), GUARD.strengthen_line(FINGER))
UNREAD = PEOPLE.registrars[1].registers("enrol", "enrol x", "revoke 16.08/kpu/x after 0")


def told(raw: bytes, *registers: bytes) -> tuple[State, list[str]]:
    check = Check("statement", Text("", ""))
    check_signer(check, raw, registers)
    return check.state, [reason.text.en for reason in check.reasons]


def says(finger: Authenticator | None) -> bytes:
    device = Device.named(GUARD.name)
    device.finger = finger
    return device.says({"kind": "HandoverOffered"})


def test_a_register_note_beside_it_checks_either_key() -> None:
    for finger, word in ((None, "software"), (FINGER, "fingerprint")):
        state, (tier, key) = told(says(finger), UNREAD, REGISTRATION)
        assert (state, tier) == (State.HOLDS, f"it says: by {word}")
        assert key.startswith("signed with a key of the register note beside it")


def test_without_the_key_only_the_tier_is_told() -> None:
    for registers in ((), (UNREAD,)):
        state, (tier, key) = told(says(FINGER), *registers)
        assert (state, tier) == (State.HOLDS, "it says: by fingerprint")
        assert key.startswith("its signature is not checked")


def test_a_signature_that_does_not_hold_fails() -> None:
    raw = says(FINGER).replace(b"HandoverOffered", b"HandoverRefused")
    state, reasons = told(raw, REGISTRATION)
    assert (state, reasons[-1]) == (State.FAILS, "the assertion is over another text")


def test_of_a_charter_nothing_is_said() -> None:
    assert told(PEOPLE.note) == (State.HOLDS, [])
    assert not is_register(PEOPLE.note)
    assert is_register(REGISTRATION)
