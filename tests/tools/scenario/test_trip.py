"""A trip has its escort, arrives where it was sent, and is looked at."""

from domain.consignment import ConsignmentArrived, ConsignmentDispatched, HandoverAccepted
from tests.tools.scenario.postbox import Rehearsal, empty_stage
from tools.scenario.area import STORE
from tools.scenario.cast import KPU_UNIT
from tools.scenario.trip import Crew, Trip, travel


def made() -> Rehearsal:
    rehearsal = empty_stage()
    stage = rehearsal.stage
    district = stage.area.districts[0]
    trip = Trip("uji", KPU_UNIT, district.unit, STORE, district.place, district.sums, "gudang", 30)
    giver, escort, receiver = (stage.phone(f"16.08/hp-{number}") for number in (1, 2, 3))
    giver.is_offline, escort.unit = True, "16.08/polres"
    stage.start(travel(stage, trip, Crew(giver, escort, receiver)))
    stage.run()
    return rehearsal


def test_what_leaves_arrives_and_is_accepted() -> None:
    box = made().box
    (sent,), (arrived,) = box.sayings(ConsignmentDispatched), box.sayings(ConsignmentArrived)
    (accepted,) = box.sayings(HandoverAccepted)
    assert {sent.leaf} == box.endorsed() == {arrived.statement.of} == {accepted.statement.of}
    assert tuple(seen.box for seen in accepted.statement.boxes) == sent.statement.boxes
    assert sent.statement.at < arrived.statement.at < sent.statement.eta
    assert arrived.statement.at < accepted.statement.at


def test_who_had_no_signal_has_some_at_the_end_of_the_way() -> None:
    journals = [entry.header.journal for entry in made().box.entries()]
    assert journals == ["16.08/hp-2", "16.08/hp-1", "16.08/hp-3", "16.08/hp-3"]


def test_the_warehouse_counts_what_is_left() -> None:
    rehearsal = made()
    assert rehearsal.stage.stock == len(rehearsal.stage.area.boxes) - 2
