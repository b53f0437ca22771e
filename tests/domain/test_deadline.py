"""R12: the moments that the law sets for a box, met or not, whenever that reaches the log."""

from itertools import permutations

import pytest

from domain.said import Said
from tests.support.sayings import BAWASLU, KPU, PPK, STORE
from tests.support.story import (
    BOX,
    KPPS,
    PPK_PLACE,
    PPS,
    STORE_PLACE,
    TIE,
    TPS_PLACE,
    UNIT_KPPS,
    UNIT_KPU,
    UNIT_PPK,
    UNIT_PPS,
    Story,
    clock,
)

EVE, NIGHT = "27 00:00", "28 00:00"
"""At the TPS by 24:00 of the day before the vote; back at the PPK by 24:00 of the day of it."""


def governs(story: Story, version: int = 1, tps: str = EVE, ppk: str | None = NIGHT) -> Said:
    deadlines = [{"name": "di_tps", "at": clock(tps)}]
    deadlines += [{"name": "di_ppk", "at": clock(ppk)}] if ppk else []
    said = story.says(KPU, "PolicySet", "01 09:00", version=version, deadlines=deadlines)
    return story.endorsed(said, BAWASLU) if version > 1 else said


def registers(story: Story, at: str = "10 09:00", destination: str | None = TPS_PLACE) -> Said:
    item = {"box": BOX, "box_kind": "kotak_suara"}
    items = [item | ({"destination": destination} if destination else {})]
    return story.says(STORE, "ItemRegistered", at, holder=UNIT_KPU, place=STORE_PLACE, items=items)


def reaches(story: Story, at: str, *, back: bool = False) -> None:
    """Let the KPPS take the box from the PPS; or, back, the PPK from the PPS."""
    giver, receiver, by = (UNIT_PPS, UNIT_PPK, PPK) if back else (UNIT_PPS, UNIT_KPPS, KPPS)
    place = PPK_PLACE if back else TPS_PLACE
    story.accepts(at=at, by=by, **{"from": giver, "to": receiver, "place": place})


def standing(story: Story, at: str = "2024-12-31T00:00:00+07:00") -> list[str]:
    return [one for one in story.findings(at) if one == "R12"]


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    governs(story)
    registers(story)
    story.seals()
    return story


class TestAtThePollingStation:
    def test_it_stands_from_the_moment_on(self, story: Story) -> None:
        assert standing(story, EVE) == []
        assert standing(story, "27 00:00:01") == ["R12"]
        found = [one for one in story.raised.values() if one.rule == "R12"]
        assert {one.parameters["place"] for one in found} == {TPS_PLACE}

    @pytest.mark.parametrize(("at", "count"), [("27 00:00", 1), ("27 00:00:01", 2)])
    def test_to_the_second(self, story: Story, at: str, count: int) -> None:
        reaches(story, at)

        assert len(standing(story)) == count

    def test_an_acceptance_in_time_may_reach_the_log_days_later(self, story: Story) -> None:
        reaches(story, "28 09:00", back=True)
        reaches(story, "26 20:00")

        assert len(standing(story)) == 1

    def test_another_polling_station_does_not_count(self, story: Story) -> None:
        story.accepts(at="26 20:00", by=PPS, **{"from": UNIT_PPK, "to": UNIT_PPS})

        assert standing(story, "27 10:00") == ["R12"]

    def test_a_stranger_who_speaks_for_the_kpps_does_not_count(self, story: Story) -> None:
        story.accepts(at="26 20:00", by=PPK, **{"from": UNIT_PPS, "to": UNIT_KPPS})

        assert standing(story, "27 10:00") == ["R12"]

    def test_a_refusal_does_not_count(self, story: Story) -> None:
        story.refuses(at="26 20:00", by=KPPS, **{"from": UNIT_PPS, "to": UNIT_KPPS})

        assert standing(story, "27 10:00") == ["R12"]


class TestBackAtTheDistrict:
    @pytest.mark.parametrize(("at", "count"), [("28 00:00", 0), ("28 00:00:01", 1)])
    def test_to_the_second(self, story: Story, at: str, count: int) -> None:
        reaches(story, "26 20:00")
        reaches(story, at, back=True)

        assert len(standing(story)) == count

    def test_what_the_ppk_accepted_on_the_way_out_does_not_count(self, story: Story) -> None:
        story.accepts(at="25 12:00")
        reaches(story, "26 20:00")

        assert standing(story) == ["R12"]

    def test_the_way_back_may_reach_the_log_before_the_way_out(self, story: Story) -> None:
        reaches(story, "27 22:00", back=True)
        reaches(story, "26 20:00")

        assert standing(story) == []

    def test_of_a_box_that_no_station_accepted_the_way_back_begins_at_the_deadline(
        self, story: Story
    ) -> None:
        reaches(story, "27 00:00:01", back=True)

        assert len(standing(story)) == 1


class TestWhatIsAsked:
    def test_nothing_of_a_box_without_a_destination(self) -> None:
        story = Story.of_election()
        governs(story)
        registers(story, destination=None)
        story.seals()

        assert story.box().trail.terms == ()

    @pytest.mark.parametrize("destination", [PPK_PLACE, "16.08.05.2003/TPS-099"])
    def test_nothing_of_a_box_for_a_district_or_for_an_unknown_place(
        self, destination: str
    ) -> None:
        story = Story.of_election()
        governs(story)
        registers(story, destination=destination)
        story.seals()

        assert story.box().trail.terms == ()

    def test_nothing_without_a_policy_that_names_a_moment(self) -> None:
        story = Story.of_election()
        story.says(
            KPU, "PolicySet", "01 09:00", deadlines=[{"name": "lain", "at": clock("27 00:00")}]
        )
        registers(story)

        assert story.findings(but="R29") == []

    def test_a_box_that_was_registered_late_is_settled_by_what_was_accepted_before(self) -> None:
        story = Story.of_election()
        governs(story)
        reaches(story, "26 20:00")
        registers(story)

        assert standing(story, "27 10:00") == []
        assert [term.is_met for term in story.box().trail.terms] == [True]

    def test_a_policy_that_moves_the_moment_moves_what_runs(self, story: Story) -> None:
        governs(story, version=2, tps="27 04:00", ppk=None)
        story.looks(TIE, at="26 08:00")

        assert standing(story, "27 03:00") == []
        assert standing(story, "27 04:00:01") == ["R12"]

    def test_what_has_passed_is_not_moved(self, story: Story) -> None:
        governs(story, version=2, tps="27 04:00", ppk=None)
        story.looks(TIE, at="27 00:00:01")

        assert standing(story, "27 00:00:01") == ["R12"]

    def test_one_statement_begins_one_moment(self) -> None:
        story = Story.of_election()
        governs(story)
        registers(story)

        assert [term.name for term in story.box().trail.terms] == ["di_tps"]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_in_whatever_order_it_reaches_the_log_the_same_stands_in_the_end(
    order: tuple[int, ...],
) -> None:
    story = Story.of_election()
    governs(story)
    said = (
        lambda: registers(story),
        lambda: story.accepts(at="25 12:00"),
        lambda: reaches(story, "26 20:00"),
        lambda: reaches(story, "28 03:00", back=True),
    )
    for number in order:
        said[number]()
    story.looks(TIE, at="29 08:00")

    assert standing(story) == ["R12"]
