"""Whatever comes in through the door, nobody can make a verifier say that the log is bad.

People sign anything they hold keys for: enrolments, resumptions and revocations of each other,
second texts, predecessors and trees that never were, all of it in any order and in one request.
What the server takes and files must be true for whoever recomputes it.
"""

import copy
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings, strategies as st

from ledger.recovery import recover_line
from ledger.tlog.text import to_base64
from tests.support.device import Device
from tests.support.judgement import judge
from tests.support.practice import Practice, practice
from tools.verdict import State

NEVER = bytes(32)
"""A predecessor and a root that nobody has."""
PREFIXES = (None, "16.08", "16.08/kpu")


Act = Callable[[Device, Device], bytes]
"""What a registrar or somebody signs."""


@dataclass(slots=True)
class Crowd:
    """Registrars and phones, all of them up to something."""

    place: Practice
    chance: Random
    phones: list[Device] = field(
        default_factory=lambda: [Device.named(f"16.08/kpu/hp-{number}") for number in range(2)]
    )
    said: list[bytes] = field(default_factory=list)

    def says(self) -> bytes:
        """Sign something."""
        registrar = self.chance.choice(self.place.founders.registrars)
        somebody = self.chance.choice([*self.phones, registrar])
        act = self.chance.choice(self._acts())
        self.said.append(act(registrar, somebody))
        return self.said[-1]

    def _acts(self) -> list[Act]:
        return [
            *(self.enrols, self.resumes, self.resumes, self.revokes),
            *(self.lies, self.lies, self.lies, self.cites, self.works, self.repeats),
            *(self.recovers, self.recovers),
        ]

    def enrols(self, registrar: Device, somebody: Device) -> bytes:
        line = somebody.enrol_line(delegate=self.chance.choice(PREFIXES))
        note = registrar.registers(line)
        if somebody in self.phones and self.chance.random() < 0.7:
            somebody.enrolled(note)
        return note

    def resumes(self, registrar: Device, somebody: Device) -> bytes:
        at = max(0, somebody.sequence + self.chance.randint(-1, 2))
        head = self.chance.choice([somebody.head, NEVER])
        return registrar.registers(f"resume {somebody.name} at {at} after {to_base64(head)}")

    def revokes(self, _registrar: Device, somebody: Device) -> bytes:
        signer = self.chance.choice([*self.place.founders.registrars, *self.phones])
        after = max(0, somebody.sequence + self.chance.randint(-2, 2))
        return signer.registers(f"revoke {somebody.name} after {after}")

    def lies(self, _registrar: Device, somebody: Device) -> bytes:
        twin = copy.copy(somebody)
        twin.sequence = self.chance.randint(0, somebody.sequence + 1)
        twin.head = self.chance.choice([somebody.head, NEVER])
        return twin.says({"kind": f"Lain{self.chance.randint(0, 1)}"})

    def cites(self, _registrar: Device, somebody: Device) -> bytes:
        tree = self.place.ledger.tree
        size = self.chance.randint(1, tree.size + 2)
        is_true = size <= tree.size and self.chance.random() < 0.8
        witness = copy.copy(somebody)
        witness.sees(size, tree.subtrees.root(size) if is_true else NEVER)
        note = witness.says({"kind": "Saksi"})
        if self.chance.random() < 0.5:
            somebody.head, somebody.sequence = witness.head, witness.sequence
        return note

    def recovers(self, registrar: Device, _somebody: Device) -> bytes:
        tree = self.place.ledger.tree
        root = tree.root if self.chance.random() < 0.9 else NEVER
        registrar.sees(tree.size, root)
        return registrar.registers(recover_line(tree.size, root))

    def repeats(self, _registrar: Device, somebody: Device) -> bytes:
        return self.chance.choice(self.said) if self.said else somebody.says({"kind": "Halo"})

    def works(self, _registrar: Device, somebody: Device) -> bytes:
        return somebody.says({"kind": "Halo"})


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_nobody_can_make_a_log_look_bad(chance: Random) -> None:
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "ledger"
        with practice(path) as place:
            crowd = Crowd(place, chance)
            for _ in range(chance.randint(1, 10)):
                place.ledger.append_all([crowd.says() for _ in range(chance.randint(1, 10))])

        verdict = judge(path)

        assert verdict.state is not State.FAILS, list(verdict.lines(0, "en"))
