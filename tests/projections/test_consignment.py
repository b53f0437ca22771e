"""What was let go, what arrived, and what is on its way."""

from domain.transit import Consignment, Lot
from projections import consignment
from projections.view import View, view
from tests.projections.conftest import Election
from tests.support.story import moment

OUT = "16.08/kpu>16.08.0000/kpps"


def test_a_consignment_is_told_by_its_name(now: View) -> None:
    found = consignment.consignment(now, OUT)
    assert found is not None
    assert (found.state.giver, found.state.receiver) == ("16.08/kpu", "16.08.0000/kpps")
    assert found.state.state == "diterima"
    assert consignment.consignment(now, "tidak ada") is None


def test_consignments_are_listed_by_side_and_status(election: Election, now: View) -> None:
    assert len(consignment.consignments(now).items) == 8
    assert len(consignment.consignments(now, giver="16.08/kpu").items) == 4
    assert len(consignment.consignments(now, receiver="16.08/kpu", status="diterima").items) == 4
    assert consignment.consignments(now, status="di_perjalanan").items == ()
    sent = consignment.CONSIGNMENTS.all(now, OUT)[0]
    with view(election.readers, sent.since) as then:
        on_the_road = consignment.consignments(then, status="di_perjalanan").items
        assert [each.subject for each in on_the_road] == [OUT]


def test_consignments_are_counted_by_status(now: View) -> None:
    assert consignment.counted(now) == {"diterima": 8}


def test_a_consignment_of_very_many_boxes_names_them_in_its_newest_state_alone() -> None:
    lot = Lot(1, moment("07:45"), 300, tuple(f"k-{number:03}" for number in range(300)))
    small = Consignment(dispatched=(lot,) * 3, accepted=(lot,) * 3)
    assert consignment.past(small) == small

    large = consignment.past(Consignment(dispatched=(lot,) * 34, refused=("a",)))
    assert [(one.count, one.boxes) for one in large.dispatched] == [(300, ())] * 34
    assert large.state == "ditolak"
