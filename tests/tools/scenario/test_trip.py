"""A trip has its escort, arrives where it was sent, and is looked at."""

from domain.consignment import ConsignmentArrived, ConsignmentDispatched, HandoverAccepted
from domain.escort import EscortEnded, EscortStarted
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
    giver.is_offline, escort.unit, escort.person = True, "16.08/polres", "p-00001"
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


def test_the_escort_stays_until_it_arrives() -> None:
    box = made().box
    (started,), (ended,) = box.sayings(EscortStarted), box.sayings(EscortEnded)
    assert ended.statement.of == started.leaf
    assert (started.statement.place, ended.statement.place) == (STORE, "16.08.01/PPK")


def test_who_had_no_signal_has_some_at_the_end_of_the_way() -> None:
    journals = [entry.header.journal for entry in made().box.entries()]
    receivers = ["16.08/hp-3"] * 2
    escorts = ["16.08/hp-2"] * 2  # the escort has signal: endorses and goes along
    assert journals[:5] == [*escorts, "16.08/hp-1", receivers[0], "16.08/hp-2"]
    assert journals[5:] == receivers


def test_the_warehouse_counts_what_is_left() -> None:
    rehearsal = made()
    assert rehearsal.stage.stock == -2  # nothing was registered in this story
