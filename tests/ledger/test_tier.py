"""The tier of a note is told by where its signature line begins."""

from itertools import product

import pytest

from ledger.tier import Tier, tier
from tests.support.authenticator import EDDSA, Authenticator
from tests.support.device import Device, founders

FINGERS = {"es256": Authenticator(), "eddsa": Authenticator(EDDSA)}


@pytest.mark.parametrize("name", ["a", "16.08/kpu/gudang-03", "x" * 128])
def test_a_note_tells_which_key_has_signed_it(name: str) -> None:
    device = Device.named(name)
    for finger, body in product((None, *FINGERS.values()), ("{}", '{"note":"x  x"}')):
        device.finger = finger
        expected = Tier.SOFTWARE if finger is None else Tier.HARDWARE
        assert tier(device.says(body)) is expected
        assert tier(device.registers(f"enrol {body}")) is expected


def test_no_site_and_no_browser_makes_a_line_as_short_as_the_others() -> None:
    shortest = Authenticator(site="a")
    device = Device.named("a")
    device.finger = shortest
    note = device.says("{}")
    line = note.rpartition(b"\n\n")[2]
    assert len(line) > len(Device.named("a").says("{}").rpartition(b"\n\n")[2])
    assert tier(note) is Tier.HARDWARE


def test_a_charter_is_signed_by_software_alone() -> None:
    assert tier(founders().note) is Tier.SOFTWARE
