"""A line knows its words and the journal that it is about."""

import pytest

from ledger.journal import Entry
from ledger.line import Line, is_of_hardware
from tests.support.authenticator import EDDSA, Authenticator
from tests.support.device import Device, founders

ENTRY = Entry.parse(founders().registrars[0].registers("revoke 16.08/kpu/x after 0"))


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("revoke 16.08/kpu/x after 0", "16.08/kpu/x"),
        ("resume 16.08/kpu/x at 1 after A", "16.08/kpu/x"),
        ("enrol 16.08/kpu/x+00000000+A B", "16.08/kpu/x"),
        ("recover 12 A", ""),
        ("policy A", ""),
        ("", ""),
    ],
)
def test_a_line_names_the_journal_that_it_is_about(text: str, about: str) -> None:
    assert Line(text, 3, ENTRY).about == about


def test_words_are_parted_by_single_spaces() -> None:
    assert Line("revoke  x", 3, ENTRY).words == ["revoke", "", "x"]


def test_a_hardware_key_is_told_by_its_type() -> None:
    device = Device.named("16.08/kpu/gudang-03")
    assert is_of_hardware(device.strengthen_line(Authenticator()))
    assert is_of_hardware(device.strengthen_line(Authenticator(EDDSA)))
    assert not is_of_hardware(device.enrol_line())
    assert not is_of_hardware("revoke 16.08/kpu/gudang-03+00000000+/3Nl after 0")
