"""A journal's second key: who may give it one, and what either key can do."""

import re

import pytest

from ledger.errors import BadSignatureError, RevokedError, UnknownJournalError
from ledger.member import Member
from ledger.register import Effect, possession_text
from ledger.tlog.note import HARDWARE, SignerKey, VerifierKey
from ledger.tlog.text import parse_base64, to_base64
from tests.support.authenticator import EDDSA, Authenticator
from tests.support.device import ORIGIN, Device
from tests.support.roll import Roll

NAME = "16.08/kpu/gudang-03"
FINGER = Authenticator()
KEY = VerifierKey(NAME, HARDWARE, FINGER.public)


@pytest.fixture
def roll() -> Roll:
    return Roll()


@pytest.fixture
def guard(roll: Roll) -> Device:
    return roll.enrols(Device.named(NAME))


def strengthened(roll: Roll, guard: Device, finger: Authenticator = FINGER) -> Member:
    assert roll.says(roll.kpu, guard.strengthen_line(finger)).effect is Effect.STRENGTHENED
    return roll.register.member(guard.name)


@pytest.mark.parametrize("finger", [FINGER, Authenticator(EDDSA)], ids=["es256", "eddsa"])
def test_both_keys_speak_for_one_journal(roll: Roll, guard: Device, finger: Authenticator) -> None:
    member = strengthened(roll, guard, finger)
    assert member.hardware == VerifierKey(NAME, HARDWARE, finger.public)
    assert member.keys == (guard.key.verifier, member.hardware)
    for key in (None, finger, None, finger):
        guard.finger = key
        roll.takes(guard.says({"kind": "HandoverOffered"}))
    assert member.chain.expected == 4


def test_one_note_enrols_both_keys_of_a_phone(roll: Roll) -> None:
    guard = Device.named(NAME)
    note = roll.kpu.registers(guard.enrol_line(), guard.strengthen_line(FINGER))
    effects = [outcome.effect for outcome in roll.takes(note)]
    assert effects == [Effect.ENROLLED, Effect.STRENGTHENED]
    guard.enrolled(note).finger = FINGER
    roll.takes(guard.says({"kind": "ShiftStarted"}))


def test_a_delegate_enrols_hardware_keys_under_its_prefix(roll: Roll, guard: Device) -> None:
    line = guard.strengthen_line(FINGER)
    stranger = roll.enrols(Device.named("16.08/polri/regu-1"), roll.polri, "16.08/polri")
    assert roll.says(stranger, line).effect is Effect.VOID
    delegate = roll.enrols(Device.named("16.08/kpu/sekretaris"), delegate="16.08/kpu")
    assert roll.says(delegate, line).effect is Effect.STRENGTHENED


def test_before_the_hardware_key_is_enrolled_its_notes_may_be_sent_again(
    roll: Roll, guard: Device
) -> None:
    guard.finger = FINGER
    note = guard.says({"kind": "HandoverOffered"})
    with pytest.raises(UnknownJournalError, match="hardware key") as refused:
        roll.takes(note)
    assert not refused.value.is_final
    strengthened(roll, guard)
    roll.takes(note)


def test_another_ed25519_key_is_refused_for_good(roll: Roll, guard: Device) -> None:
    impostor = Device(ORIGIN, SignerKey(NAME, roll.polri.key.private), guard.head)
    note = impostor.says({"kind": "HandoverOffered"})
    with pytest.raises(BadSignatureError, match="no key of"):
        roll.takes(note)
    strengthened(roll, guard)
    with pytest.raises(BadSignatureError, match="no key of"):
        roll.takes(note)


def test_another_hardware_key_is_refused_once_there_is_one(roll: Roll, guard: Device) -> None:
    strengthened(roll, guard)
    guard.finger = Authenticator(secret=7)
    with pytest.raises(BadSignatureError, match="no key of"):
        roll.takes(guard.says({"kind": "HandoverOffered"}))


def test_a_revocation_stops_both_keys(roll: Roll, guard: Device) -> None:
    strengthened(roll, guard)
    roll.says(roll.kpu, f"revoke {NAME} after 0")
    roll.takes(guard.says({"kind": "ShiftStarted"}))
    head, sequence = guard.head, guard.sequence
    for key in (None, FINGER):
        guard.head, guard.sequence, guard.finger = head, sequence, key
        with pytest.raises(RevokedError):
            roll.takes(guard.says({"kind": "HandoverOffered"}))


def test_a_resumed_journal_keeps_its_hardware_key(roll: Roll, guard: Device) -> None:
    member = strengthened(roll, guard)
    guard.says({"kind": "ShiftStarted"})
    roll.says(roll.kpu, f"resume {NAME} at 1 after {to_base64(guard.head)}")
    guard.finger = FINGER
    roll.takes(guard.says({"kind": "HandoverOffered"}))
    assert member.chain.expected == 2


# Lines that do nothing


def line_of(possession: bytes, key: VerifierKey = KEY) -> str:
    return f"enrol {key} {to_base64(possession)}"


@pytest.mark.usefixtures("guard")
def test_who_enrols_cannot_give_a_journal_a_key_of_his_own(roll: Roll) -> None:
    text = possession_text(ORIGIN, KEY)
    alone = FINGER.signs(text)
    for agreed in (b"", bytes(64), roll.kpu.key.private.sign(text)):
        outcome = roll.says(roll.kpu, line_of(agreed + alone))
        assert outcome.effect is Effect.VOID, outcome
    assert roll.register.member(NAME).hardware is None


def test_a_journal_cannot_lay_claim_to_a_key_that_it_does_not_hold(
    roll: Roll, guard: Device
) -> None:
    text = possession_text(ORIGIN, KEY)
    agreed = guard.key.private.sign(text)
    for alone in (b"", bytes(200), Authenticator(secret=7).signs(text), FINGER.signs(b"x\n")):
        outcome = roll.says(roll.kpu, line_of(agreed + alone))
        assert outcome.effect is Effect.VOID, outcome


def test_a_possession_for_another_log_is_void(roll: Roll, guard: Device) -> None:
    line = guard.strengthen_line(FINGER, "segel.example/lain")
    assert roll.says(roll.kpu, line).effect is Effect.VOID


def test_a_journal_has_one_hardware_key(roll: Roll, guard: Device) -> None:
    line = guard.strengthen_line(FINGER)
    strengthened(roll, guard)
    other = guard.strengthen_line(Authenticator(secret=7))
    for again in (line, other):
        outcome = roll.says(roll.kpu, again)
        assert (outcome.effect, outcome.journal) == (Effect.VOID, NAME)
        assert "already" in outcome.reason
    assert roll.register.member(NAME).hardware == KEY


def test_a_hardware_key_speaks_for_one_journal(roll: Roll, guard: Device) -> None:
    strengthened(roll, guard)
    other = roll.enrols(Device.named("16.08/kpu/gudang-04"))
    outcome = roll.says(roll.kpu, other.strengthen_line(FINGER))
    assert (outcome.effect, "used before" in outcome.reason) == (Effect.VOID, True)


def test_a_revoked_journal_gets_no_hardware_key(roll: Roll, guard: Device) -> None:
    roll.says(roll.kpu, f"revoke {NAME} after 5")
    assert roll.says(roll.kpu, guard.strengthen_line(FINGER)).effect is Effect.VOID


def test_a_founder_has_no_hardware_key(roll: Roll) -> None:
    line = roll.polri.strengthen_line(FINGER)
    assert "no founder" in roll.says(roll.kpu, line).reason
    clerk = roll.founders.clerk.strengthen_line(FINGER)
    assert "the server's own" in roll.says(roll.kpu, clerk).reason


def test_a_hardware_key_alone_founds_no_journal(roll: Roll) -> None:
    outcome = roll.says(roll.kpu, Device.named(NAME).strengthen_line(FINGER))
    assert (outcome.effect, "no such journal" in outcome.reason) == (Effect.VOID, True)


def test_a_hardware_key_delegates_nothing(roll: Roll, guard: Device) -> None:
    line = f"{guard.strengthen_line(FINGER)} delegate 16.08/kpu"
    assert "delegates nothing" in roll.says(roll.kpu, line).reason


@pytest.mark.usefixtures("guard")
def test_a_key_that_is_none_is_void(roll: Roll) -> None:
    broken = VerifierKey(NAME, HARDWARE, FINGER.public[:-65] + bytes(65))
    outcome = roll.says(roll.kpu, line_of(bytes(300), broken))
    assert (outcome.effect, "not a point" in outcome.reason) == (Effect.VOID, True)


def test_an_id_that_the_other_key_has_is_void(roll: Roll, guard: Device) -> None:
    line = guard.strengthen_line(FINGER)
    roll.register.member(NAME).key_id = KEY.id  # a collision takes 2^32 keys to find
    assert "its id under this name" in roll.says(roll.kpu, line).reason


@pytest.mark.usefixtures("guard")
def test_an_identifier_of_a_later_version_is_told_apart(roll: Roll) -> None:
    later = VerifierKey(NAME, HARDWARE, b"segel/webauthn-mldsa44/v1" + bytes(40))
    assert roll.says(roll.kpu, line_of(bytes(9), later)).effect is Effect.UNKNOWN


def test_the_line_is_what_the_formats_say(guard: Device) -> None:
    verb, key, possession = guard.strengthen_line(FINGER).split(" ")
    assert verb == "enrol"
    assert re.fullmatch(re.escape(NAME) + r"\+[0-9a-f]{8}\+/3NlZ2VsL3dlYmF1dGhuLWVz[^ ]*", key)
    raw = parse_base64(possession, "possession")
    assert raw[64 + 37 + 64 :].startswith(b'{"type":"webauthn.get","challenge":"')
