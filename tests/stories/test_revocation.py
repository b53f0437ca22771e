"""A lost phone: what it can still say after its journal was revoked, and what it cannot."""

import pytest

from ledger.errors import RevokedError
from ledger.register import Effect
from tests.support.device import CLERK, ORIGIN, Device
from tests.support.roll import Roll


@pytest.fixture
def roll() -> Roll:
    return Roll()


def warehouse(number: int = 3) -> Device:
    return Device.named(f"16.08/kpu/gudang-{number:02}")


def test_after_its_last_number_a_revoked_journal_is_refused(roll: Roll) -> None:
    device = roll.enrols(warehouse())
    roll.takes(device.says({"number": 0}))
    outcome = roll.says(roll.polri, f"revoke {device.name} after 1")
    assert (outcome.effect, outcome.journal) == (Effect.REVOKED, device.name)
    roll.takes(device.says({"number": 1}))  # signed offline, before the phone was lost
    with pytest.raises(RevokedError):
        roll.takes(device.says({"number": 2}))


def test_a_revocation_can_be_tightened_and_not_loosened(roll: Roll) -> None:
    device = roll.enrols(warehouse())
    for number, effect in [
        (5, "revoked"),
        (5, "void"),
        (9, "void"),
        (2, "revoked"),
        (0, "revoked"),
    ]:
        assert roll.says(roll.kpu, f"revoke {device.name} after {number}").effect == effect
    member = roll.register.member(device.name)
    assert (member.revoked_after, member.revoked_at) == (0, len(roll.notes) - 1)


def test_a_revoked_delegate_ends_but_whom_it_enrolled_does_not(roll: Roll) -> None:
    delegate = roll.enrols(Device.named("16.08/kpu/ketua"), delegate="16.08/kpu")
    device = roll.enrols(warehouse(), delegate)
    roll.says(roll.polri, f"revoke {delegate.name} after 0")
    with pytest.raises(RevokedError):
        roll.says(delegate, warehouse(4).enrol_line())
    roll.takes(device.says({"kind": "ShiftStarted"}))


def test_a_revoked_name_and_key_are_never_free_again(roll: Roll) -> None:
    device = roll.enrols(warehouse())
    roll.says(roll.kpu, f"revoke {device.name} after 0")
    assert "used before" in roll.says(roll.kpu, device.enrol_line()).reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("revoke", "out of form"),
        ("revoke 16.08/kpu/gudang-03", "out of form"),
        ("revoke 16.08/kpu/gudang-03 at 3", "out of form"),
        ("revoke 16.08/kpu/gudang-03 after 3 4", "out of form"),
        ("revoke  16.08/kpu/gudang-03 after 3", "out of form"),
        ("revoke 16.08/kpu/gudang-03 after -1", "canonical"),
        ("revoke 16.08/kpu/gudang-99 after 3", "no such journal"),
        (f"revoke {ORIGIN} after 3", "no such journal"),
        (f"revoke {CLERK} after 3", "server's own"),
    ],
)
def test_a_revocation_that_cannot_act_is_void(roll: Roll, line: str, reason: str) -> None:
    roll.enrols(warehouse())
    outcome = roll.says(roll.kpu, line)
    assert (outcome.effect, reason in outcome.reason) == (Effect.VOID, True)
