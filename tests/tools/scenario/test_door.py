"""The door hands in outboxes as a server takes them, and ends the practice at any surprise."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from domain.incident import IncidentReported
from ledger.application import Ledger
from ledger.errors import EquivocationError
from ledger.tlog.text import to_base64
from projections.vault import Vault
from tools.scenario.area import Area
from tools.scenario.clock import Clock, hours
from tools.scenario.door import MANY, Door, ScenarioError
from tools.scenario.founding import KPU, POLRI, found_practice
from tools.scenario.operation import START
from tools.scenario.phone import Phone
from tools.scenario.stage import Stage
from tools.scenario.witness import Witness


class Place:
    """A door before a real ledger."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock(START)
        self.door = Door(self.clock)
        self.stage = Stage.empty(Area.of(1), "uji", self.clock, self.door)
        found_practice(folder, self.stage)
        self.phone: Phone = self.stage.phone(KPU)

    def rain(self) -> IncidentReported:
        return IncidentReported(
            at=self.clock.at,
            place="16.08/GDG-01",
            incident_kind="banjir",
            severity="biasa",
            observed=self.clock.at,
        )


@pytest.fixture(name="place")
def door_to_a_ledger(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    with (
        closing(Ledger.open(tmp_path, lambda: place.door.received_at)) as ledger,
        closing(Vault.open(tmp_path / "vault.db", ledger.tree)) as vault,
    ):
        place.door.open(ledger, vault)
        yield place


def test_many_letters_wait_for_an_hour_and_then_go_together(place: Place) -> None:
    for _ in range(MANY):
        place.phone.says(place.rain())
    place.door.tick()
    assert place.door.received_at == 0
    place.clock.now += hours(1)
    place.door.tick()
    assert place.door.received_at == place.clock.milliseconds
    place.door.close()
    assert place.door.count == MANY


def test_few_letters_wait_for_longer(place: Place) -> None:
    place.phone.says(place.rain())
    place.clock.now += hours(7)
    place.door.tick()
    assert place.door.received_at == 0
    place.clock.now += hours(1)
    place.door.tick()
    assert place.door.received_at == place.clock.milliseconds


def test_a_phone_sees_the_checkpoint_that_answers_it(place: Place) -> None:
    place.phone.says(place.rain())
    assert place.phone.size == 0
    place.door.close()
    assert place.phone.size == 2


def test_more_than_a_server_takes_at_once_is_handed_in_in_parts(place: Place) -> None:
    for _ in range(1001):
        place.phone.says(place.rain())
    place.door.close()
    assert place.door.count == 1001


def test_a_witness_sees_what_has_gathered_and_the_clerk_writes_it_down(place: Place) -> None:
    witness = Witness.of("uji")
    for registrar in (KPU, POLRI):
        line = to_base64(witness.policy.encode())
        place.stage.phone(registrar).registers(f"policy {line}")
    place.door.shows(witness)
    place.door.shows(witness)
    place.door.close()
    assert witness.standing.size == 4  # the charter, two words for the policy, the first anchor
    assert place.door.count == 4


def test_a_refusal_that_no_scene_expected_ends_the_practice(place: Place) -> None:
    place.phone.drafts(place.rain())
    place.phone.says(place.rain())
    with pytest.raises(ScenarioError, match=KPU):
        place.door.close()


def test_a_note_that_is_taken_though_it_was_to_be_refused_ends_it_too(place: Place) -> None:
    letter, _ = place.phone.drafts(place.rain())
    place.phone.sends(letter._replace(expected=EquivocationError))
    with pytest.raises(ScenarioError, match="EquivocationError"):
        place.door.close()


def test_a_door_that_leads_nowhere_says_so() -> None:
    clock = Clock(START)
    door = Door(clock)
    stage = Stage.empty(Area.of(1), "uji", clock, door)
    stage.phone(KPU).says(
        IncidentReported(
            at=clock.at, place="x", incident_kind="x", severity="biasa", observed=clock.at
        )
    )
    with pytest.raises(ScenarioError, match="not open"):
        door.close()
