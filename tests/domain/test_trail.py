"""What runs along with a box: its deadlines, its sightings, and who else accepted it."""

from domain.custody import Custody
from domain.reading import Reading
from domain.trail import Trail, walk
from tests.support.sayings import GUARD
from tests.support.story import (
    BOX,
    KPPS,
    PPS,
    UNIT_KPPS,
    UNIT_PPK,
    UNIT_PPS,
    Story,
)


def test_where_nothing_is_asked_and_nothing_seen_the_trail_stays_the_same() -> None:
    story, trail = Story.of_election(), Trail()
    said = story.says(GUARD, "IncidentReported", "08:00", boxes=[BOX])

    walked = walk(trail, BOX, None, Custody(), Reading(said, story.sayings.context))

    assert walked.trail is trail
    assert (walked.raised, walked.settled) == ((), ())


class TestTwoWhoAcceptedItFromOneGiver:
    """A box that the store gave to the PPK, and that the PPS says to have from the store too."""

    def test_both_are_named(self) -> None:
        story = Story.of_election()
        story.registers()
        story.sends(at="07:45")
        story.accepts(at="08:20", consignment="kirim-1")
        second = story.accepts(at="08:25", by=PPS, to=UNIT_PPS)

        finding = story.finding("R03")
        assert story.findings(but="R02 R04") == ["R03"]
        assert finding.evidence[0] == second.index
        assert (finding.parameters["one"], finding.parameters["other"]) == (UNIT_PPK, UNIT_PPS)
        assert story.box().trail.twice == second.index

    def test_it_is_settled_when_both_chains_lead_to_one_unit(self) -> None:
        story = Story.of_election()
        story.registers()
        story.sends(at="07:45")
        story.accepts(at="08:20", consignment="kirim-1")
        story.accepts(at="08:25", by=PPS, to=UNIT_PPS)
        story.offers(at="09:00", by="16.08.05/ppk/hp-1", **{"from": UNIT_PPK, "to": UNIT_PPS})
        story.accepts(at="09:10", by=PPS, **{"from": UNIT_PPK, "to": UNIT_PPS})

        assert story.box().state == "dipegang"
        assert story.box().trail.twice is None
        assert "R03" not in story.findings()

    def test_two_from_different_givers_are_a_matter_of_the_chain_alone(self) -> None:
        story = Story.of_election()
        story.registers()
        story.sends(at="07:45")
        story.accepts(at="08:20", consignment="kirim-1")
        story.accepts(at="08:25", by=KPPS, **{"from": UNIT_PPS, "to": UNIT_KPPS})

        assert story.box().state == "disengketakan"
        assert story.findings(but="R04") == ["R02"]
