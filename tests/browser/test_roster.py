"""The page folds a register as Python does, whatever registrars, delegates and strangers say."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from ledger.fingerprint import words
from ledger.tlog.note import VerifierKey
from ledger.tlog.text import to_base64
from tests.browser.test_audit import JUDGE, asked, judged, told
from tests.support.authenticator import Authenticator
from tests.support.copy import Copied, published
from tests.support.device import Device
from tests.support.exhibit import WITNESSES
from tests.support.log_builder import LogBuilder, body
from tests.support.witness import policy_text

pytestmark = pytest.mark.browser

LOGS: Final = 25
NOTES: Final = 30
NAMES: Final = ("16.08/kpu", "16.08/polri", "16.08/ppk", "16.08/ppk/a", "16.08/ppk/b", "16.08/x/y")

_LATER: Final = 0.05
"""How often an odd word is of a later version, after which nothing fails any more."""


class Babel:
    """A log whose writers say anything that a register note can hold, true or not."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.log = LogBuilder()
        registrars = {one.name: one for one in self.log.founders.registrars}
        self._devices = {name: registrars.get(name) or Device.named(name) for name in NAMES}
        self._finger = Authenticator()

    def grow(self) -> None:
        """Add a note of somebody who may or may not be heard."""
        chance = self._chance
        device = self._devices[chance.choice(NAMES)]
        if chance.random() < 0.15:
            seen = self.log.checkpoint(chance.randint(0, self.log.size))
            device.sees(seen.size, seen.root if chance.random() < 0.9 else bytes(32))
        if chance.random() < 0.2:
            self.log.add(device.says(body(chance.randrange(9))))
            return
        lines = [chance.choice(self._verbs())() for _ in range(chance.randint(1, 3))]
        note = device.registers(*lines)
        self.log.add(note)
        for other in self._devices.values():
            if f"enrol {other.name}+" in "\n".join(lines) and chance.random() < 0.9:
                other.head, other.sequence = self.log.leaves[-1], 0

    def _verbs(self) -> list[Callable[[], str]]:
        often = [self._enrol] * 6 + [self._revoke] * 2 + [self._resume] * 2
        return [*often, self._policy, self._recover, self._strengthen, self._odd]

    def _someone(self) -> Device:
        return self._devices[self._chance.choice(NAMES)]

    def _enrol(self) -> str:
        delegate = self._chance.choice((None, None, "16.08/ppk", "16.08/x", "16.08//"))
        line = self._someone().enrol_line(delegate=delegate)
        return line if self._chance.random() < 0.9 else f"{line} more"

    def _strengthen(self) -> str:
        return self._someone().strengthen_line(self._finger)

    def _revoke(self) -> str:
        return f"revoke {self._someone().name} after {self._chance.randint(0, 3)}"

    def _resume(self) -> str:
        hashed = to_base64(self._chance.choice(self.log.leaves))
        return f"resume {self._someone().name} at {self._chance.randint(0, 5)} after {hashed}"

    def _policy(self) -> str:
        one, two = policy_text(1, WITNESSES[0]), policy_text(2, *WITNESSES)
        chosen = self._chance.choice((one, two, "quorum none\n", "quorum  none\n", "quorum x\n"))
        return f"policy {to_base64(chosen.encode())}"

    def _recover(self) -> str:
        size = self._chance.randint(1, self.log.size)
        tree = self.log.checkpoint(size)
        for registrar in self.log.founders.registrars:
            registrar.sees(size, tree.root)
        return f"recover {size} {to_base64(tree.root)}"

    def _odd(self) -> str:
        later = VerifierKey("16.08/later", 9, bytes(32))
        odd = ["registrar x", "log y", "Enrol z", "enrol", "", "revoke  a after 1"]
        if self._chance.random() < _LATER:
            odd = [f"enrol {later} AAAA", "bless all"]
        return self._chance.choice(odd)


def logs(folder: Path) -> Iterator[Copied]:
    for seed in range(LOGS):
        babel = Babel(seed)
        for _ in range(NOTES):
            babel.grow()
        babel.log.sign()
        files = published(babel.log, folder / str(seed))
        yield Copied(str(seed), files, babel.log.fingerprint)


def test_any_register_is_folded_alike(script: Page, tmp_path: Path) -> None:
    made = [*logs(tmp_path / "logs")]

    page = script.evaluate(JUDGE, [asked(one, (words(one.charter), "")) for one in made])

    registers = set()
    for one, found in zip(made, page, strict=True):
        for check in found["checks"]:
            check["reasons"].sort(key=str)
        assert found.pop("english") == [], one.name
        expected = judged(one, (words(one.charter), ""), tmp_path / f"copy-{one.name}")
        assert found == told(expected), one.name
        registers |= {check.summary.en for check in expected.checks if check.key == "register"}
    assert len(registers) > LOGS / 2
