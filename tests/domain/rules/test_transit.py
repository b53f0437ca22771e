"""R29: what was accepted against what was let go."""

import pytest

from domain.rules.transit import count_mismatch
from tests.support.sayings import PPK
from tests.support.story import BOX, OTHER, PPK_PLACE, TIE, Story


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    story.registers(BOX, OTHER)
    story.seals(boxes=[{"box": BOX, "seals": [TIE]}, {"box": OTHER, "seals": ["kabel_ties:OKT-1"]}])
    return story


def test_all_that_was_sent_and_no_more(story: Story) -> None:
    story.sends(BOX, OTHER, at="07:45")
    story.accepts(BOX, OTHER, at="08:30", consignment="kirim-1")

    assert story.findings(but="R04") == []
    assert story.consignment().state == "diterima"


def test_one_short_is_a_finding_at_once(story: Story) -> None:
    story.sends(BOX, OTHER, at="07:45")
    story.accepts(BOX, at="08:30", consignment="kirim-1")

    assert story.findings(at="08:30") == ["R29"]
    parameters = story.finding("R29").parameters
    assert (parameters["sent"], parameters["accepted"]) == (2, 1)
    assert parameters["missing"] == OTHER


def test_the_same_number_of_other_boxes_is_a_finding(story: Story) -> None:
    story.sends(BOX, at="07:45")
    story.accepts(OTHER, at="08:30", consignment="kirim-1")

    finding = story.finding("R29")
    assert (finding.parameters["missing"], finding.parameters["extra"]) == (BOX, OTHER)


def test_a_count_that_differs_from_the_list_is_a_finding(story: Story) -> None:
    story.sends(BOX, OTHER, at="07:45")
    story.accepts(BOX, OTHER, at="08:30", consignment="kirim-1", count=1)

    assert story.findings(but="R04") == ["R29"]


def test_parts_are_added_up_before_anything_is_said(story: Story) -> None:
    story.sends(BOX, at="07:45", part=1, parts=2)
    story.accepts(BOX, at="08:30", consignment="kirim-1", part=1, parts=2)
    story.sends(OTHER, at="07:50", part=2, parts=2)
    assert story.findings(at="08:30") == []

    story.accepts(OTHER, at="08:31", consignment="kirim-1", part=2, parts=2)
    assert story.findings(but="R04 R25") == []


def test_a_part_that_is_missing_is_seen_when_all_parts_are_said(story: Story) -> None:
    story.sends(BOX, at="07:45", part=1, parts=2)
    story.sends(OTHER, at="07:50", part=2, parts=2)
    story.accepts(BOX, at="08:30", consignment="kirim-1", part=1, parts=2)
    assert "R29" not in story.findings()

    story.accepts(at="08:31", consignment="kirim-1", part=2, parts=2, boxes=[], count=0)
    assert "R29" in story.findings()


def test_what_reached_the_log_in_the_other_order_counts_the_same(story: Story) -> None:
    story.accepts(BOX, at="08:30", consignment="kirim-1")
    story.sends(BOX, OTHER, at="07:45")

    assert story.findings(but="R01") == ["R29"]


def test_a_refused_box_is_let_go_and_not_accepted(story: Story) -> None:
    story.sends(BOX, OTHER, at="07:45")
    story.refuses(OTHER, at="08:29", consignment="kirim-1")
    assert story.findings(at="08:29") == []

    story.accepts(BOX, at="08:30", consignment="kirim-1")
    assert story.findings() == ["R29"]


def test_refusing_everything_is_a_difference_too(story: Story) -> None:
    story.sends(BOX, at="07:45")
    story.refuses(BOX, at="08:29", consignment="kirim-1")

    assert story.findings() == ["R29"]
    assert story.consignment().state == "ditolak"


def test_an_offer_outside_any_consignment_goes_by_its_leaf(story: Story) -> None:
    offer = story.offers(BOX, OTHER, at="08:00")
    story.accepts(BOX, at="08:10", of=offer.leaf)

    assert story.findings(at="08:10") == ["R29"]
    assert story.finding("R29").subject == offer.leaf


def test_where_a_consignment_was_sent_its_offer_does_not_count(story: Story) -> None:
    story.sends(BOX, OTHER, at="07:45")
    story.offers(BOX, at="08:20", consignment="kirim-1")
    story.accepts(BOX, OTHER, at="08:30", consignment="kirim-1")

    assert story.findings(but="R04") == []


def test_arrival_is_kept_and_judges_nothing(story: Story) -> None:
    story.sends(BOX, at="07:45")
    story.says(
        PPK,
        "ConsignmentArrived",
        "08:20",
        consignment="kirim-1",
        place=PPK_PLACE,
        count=2,
        part=1,
        parts=1,
    )
    assert story.consignment().state == "tiba"
    story.accepts(BOX, at="08:30", consignment="kirim-1")

    assert story.findings() == []


def test_a_long_list_is_cut_in_the_sentence() -> None:
    boxes = tuple(f"b{number}" for number in range(8))
    finding = count_mismatch("k", (1,), (8, 0), (boxes, ()))

    assert finding.parameters["missing"] == "b0, b1, b2, b3, b4 +3"
