"""A consignment: who let it go, in which parts, and where it stands."""

from tests.support.sayings import PPK
from tests.support.story import BOX, OTHER, PPK_PLACE, STORE_PLACE, UNIT_KPU, UNIT_PPK, Story


def test_a_consignment_goes_its_way() -> None:
    story = Story.of_election()
    story.registers(BOX, OTHER)
    story.sends(BOX, OTHER, at="07:45")
    sent = story.consignment()
    assert (sent.giver, sent.receiver, sent.state) == (UNIT_KPU, UNIT_PPK, "di_perjalanan")
    assert (sent.origin, sent.destination) == (STORE_PLACE, PPK_PLACE)
    assert sent.dispatched[0].boxes == (BOX, OTHER)

    arrival = {"consignment": "kirim-1", "place": PPK_PLACE, "count": 2, "part": 1, "parts": 1}
    story.says(PPK, "ConsignmentArrived", "08:20", **arrival)
    assert story.consignment().state == "tiba"

    story.accepts(BOX, OTHER, at="08:30", consignment="kirim-1")
    assert story.consignment().state == "diterima"
    assert story.consignment().accepted[0].count == 2


def test_an_offer_is_a_consignment_without_a_road() -> None:
    story = Story.of_election()
    offer = story.offers(at="08:00")

    assert story.consignment(offer.leaf).state == "ditawarkan"
    assert story.consignment(offer.leaf).giver == UNIT_KPU


def test_an_acceptance_that_names_neither_is_followed_nowhere() -> None:
    story = Story.of_election()
    story.accepts(at="08:30")

    assert not [key for key in story.states if key[0] == "kiriman"]
