"""Places as boxes are meant for them, and as devices speak of them from where they are."""

from typing import Any

import pytest

from domain.said import Said
from domain.site import MAX_KEPT, Site
from tests.support.sayings import GUARD, KPU, STORE, STRANGER
from tests.support.story import (
    KPPS,
    PPK_PLACE,
    STORE_PLACE,
    TPS_PLACE,
    UNIT_KPPS,
    UNIT_KPU,
    Story,
)

LATITUDE, LONGITUDE = -4_317_000, 104_357_000
METRE = 9
"""Almost exactly a metre of latitude: 8.993 millionths of a degree."""


def here(metres: float, accuracy: int = 0) -> dict[str, int]:
    """Return a position so far to the north of the places of the story."""
    latitude = LATITUDE + round(metres * 8.99322)
    return {"latitude": latitude, "longitude": LONGITUDE, "accuracy": accuracy}


def places(story: Story, place: str, kind: str, unit: str, **fields: Any) -> Said:
    fields = {"place": place, "place_kind": kind, "unit": unit} | fields
    return story.says(KPU, "PlaceRegistered", "01 08:00", **fields)


@pytest.fixture
def story() -> Story:
    return Story.of_election()


class TestWhereADeviceIs:
    @pytest.mark.parametrize(
        ("metres", "accuracy", "found"),
        [(200, 0, []), (201, 0, ["R32"]), (230, 30, []), (231, 30, ["R32"]), (5000, 6000, [])],
    )
    def test_what_is_beyond_the_radius_after_its_accuracy(
        self, story: Story, metres: int, accuracy: int, found: list[str]
    ) -> None:
        story.starts(10, here=here(metres, accuracy))

        assert story.findings() == found

    def test_it_says_who_and_how_far(self, story: Story) -> None:
        said = story.starts(10, here=here(1300, 50))
        finding = story.finding("R32")

        assert (finding.subject, finding.evidence) == (STORE_PLACE, (said.index,))
        assert (finding.parameters["distance"], finding.parameters["accuracy"]) == (1250, 50)
        assert (finding.parameters["kind"], finding.parameters["radius"]) == ("ShiftStarted", 200)

    @pytest.mark.parametrize(("metres", "found"), [(500, []), (501, ["R32"])])
    def test_a_polling_station_without_a_radius_of_its_own(
        self, story: Story, metres: int, found: list[str]
    ) -> None:
        places(story, TPS_PLACE, "tps", UNIT_KPPS, radius=None)
        story.accepts(at="26 12:00", by=KPPS, place=TPS_PLACE, here=here(metres))

        assert story.findings(but="R02 R04 R08 R28") == found

    @pytest.mark.parametrize(("metres", "found"), [(200, []), (201, ["R32"])])
    def test_any_other_place_without_a_radius_of_its_own(
        self, story: Story, metres: int, found: list[str]
    ) -> None:
        places(story, STORE_PLACE, "gudang", UNIT_KPU, radius=None)
        story.starts(10, here=here(metres))

        assert story.findings() == found

    def test_the_policy_says_how_far_is_too_far(self, story: Story) -> None:
        places(story, STORE_PLACE, "gudang", UNIT_KPU, radius=None)
        story.says(KPU, "PolicySet", "01 09:00", thresholds={"off_site_store": 300})
        story.starts(10, here=here(300))

        assert story.findings() == []

    def test_of_a_place_that_is_nowhere_nothing_can_be_said(self, story: Story) -> None:
        places(story, STORE_PLACE, "gudang", UNIT_KPU, latitude=None, longitude=None)
        story.starts(10, here=here(9000))
        story.starts(10, post="16.08/POS-9", here=here(9000))

        assert story.findings(but="R18") == []

    def test_an_order_can_be_given_from_anywhere(self, story: Story) -> None:
        story.says(KPU, "PlanSet", "24 09:00", version=2, here=here(90_000))
        story.says(GUARD, "IncidentReported", "25 02:20", here=here(90_000))

        assert "R32" not in story.findings()

    def test_a_dispatch_is_said_where_it_leaves(self, story: Story) -> None:
        story.sends(at="07:45", here=here(4000))

        assert story.finding("R32").subject == STORE_PLACE

    def test_nothing_is_kept_of_it(self, story: Story) -> None:
        story.starts(10, here=here(0))

        assert [key for key in story.states if key[0] == "lokasi"] == []


def registers(
    story: Story,
    *boxes: str,
    at: str = "10 09:00",
    to: str = TPS_PLACE,
    by: str = STORE,
) -> Said:
    items = [
        {"box": box, "box_kind": "kotak_suara", "election": box[-3:], "destination": to}
        for box in boxes
    ]
    return story.says(by, "ItemRegistered", at, holder=UNIT_KPU, place=STORE_PLACE, items=items)


def asks(story: Story, *quotas: dict[str, Any]) -> None:
    story.says(KPU, "PolicySet", "01 09:00", quotas=quotas, deadlines=[], thresholds=None)


TWO = {"place_kind": "tps", "box_kind": "kotak_suara", "count": 2}


class TestWhatIsMeantForAPlace:
    def test_as_many_as_the_policy_asks(self, story: Story) -> None:
        asks(story, TWO)
        registers(story, "b-GUB", "b-BUP")

        assert story.findings() == []

    def test_one_is_missing_until_it_is_registered(self, story: Story) -> None:
        asks(story, TWO)
        registers(story, "b-GUB")
        assert story.findings("11 09:00") == []
        assert story.findings("11 09:00:01") == ["R29"]
        assert story.finding("R29").parameters["differences"] == "kotak_suara 1/2"

        registers(story, "b-BUP", at="10 15:00")
        assert story.findings() == []

    def test_a_finding_keeps_its_name_whatever_is_registered_next(self, story: Story) -> None:
        asks(story, TWO)
        first = registers(story, "b-GUB")
        last = registers(story, "b-GUB", at="10 15:00")

        assert story.finding("R29").evidence == (first.index, last.index)
        assert story.findings("11 15:00:01") == ["R29"]

    def test_a_clock_that_runs_ahead_hides_no_difference(self, story: Story) -> None:
        asks(story, TWO)
        story.witnessed("10 08:00", "10 09:00")
        registers(story, "b-GUB", at="2099-01-01T00:00:00+07:00")
        assert story.findings("12 09:00") == []
        assert story.findings("12 09:00:01") == ["R29"]

    def test_of_two_words_for_one_moment_the_same_counts_in_any_order(self) -> None:
        found = set()
        for elections in (("GUB", "BUP"), ("BUP", "GUB")):
            story = Story.of_election()
            asks(story, TWO | {"election": "GUB"})
            for election in elections:
                item = {"box": "b", "box_kind": "kotak_suara", "destination": TPS_PLACE}
                fields = {"holder": UNIT_KPU, "items": [item | {"election": election}]}
                story.says(STORE, "ItemRegistered", "10 09:00", place=STORE_PLACE, **fields)
            found.add(story.finding("R29").english())

        assert len(found) == 1

    def test_one_too_many_is_a_difference_too(self, story: Story) -> None:
        asks(story, TWO)
        registers(story, "b-GUB", "b-BUP", "b-DPR")

        assert story.finding("R29").parameters["differences"] == "kotak_suara 3/2"

    def test_a_box_registered_again_counts_once(self, story: Story) -> None:
        asks(story, TWO)
        registers(story, "b-GUB", "b-BUP")
        registers(story, "b-BUP", at="10 10:00")

        assert story.findings() == []

    def test_boxes_of_a_stranger_count_for_no_place(self, story: Story) -> None:
        asks(story, TWO)
        registers(story, "b-GUB")
        registers(story, "b-BUP", by=STRANGER)
        assert story.findings("11 09:00:01", but="R28") == ["R29"]

        registers(story, "b-BUP", at="10 15:00")
        registers(story, *(f"{number}-DPR" for number in range(MAX_KEPT)), by=STRANGER)
        assert story.findings(but="R28") == []

    @pytest.mark.parametrize("is_late", [False, True])
    def test_the_earliest_word_on_a_box_counts_in_any_order(
        self, story: Story, *, is_late: bool
    ) -> None:
        asks(story, TWO | {"election": "GUB"})
        words = [("10 09:00", "GUB"), ("10 10:00", "BUP")]
        for at, election in reversed(words) if is_late else words:
            item = {"box": "b", "box_kind": "kotak_suara", "election": election}
            items = [item | {"destination": TPS_PLACE}]
            story.says(STORE, "ItemRegistered", at, holder=UNIT_KPU, place=STORE_PLACE, items=items)

        assert story.finding("R29").parameters["differences"] == "kotak_suara GUB 1/2"

    def test_each_election_has_its_own(self, story: Story) -> None:
        asks(story, *(TWO | {"election": one, "count": 1} for one in ("GUB", "BUP")))
        registers(story, "a-GUB", "b-GUB")

        expected = "kotak_suara GUB 2/1, kotak_suara BUP 0/1"
        assert story.finding("R29").parameters["differences"] == expected

    def test_other_places_and_other_boxes_are_not_asked(self, story: Story) -> None:
        asks(story, TWO | {"place_kind": "ppk", "box_kind": "kotak_rekapitulasi", "count": 0}, TWO)
        registers(story, "b-GUB", to=PPK_PLACE)
        registers(story, "c-GUB", to="16.08.05.2003/TPS-099")

        assert story.findings() == []

    def test_without_a_policy_nothing_is_asked(self, story: Story) -> None:
        registers(story, "b-GUB")

        assert story.findings() == []

    def test_only_so_many_boxes_are_kept(self, story: Story) -> None:
        registers(story, *(f"{number}-GUB" for number in range(2 * MAX_KEPT)))

        site = story.states["lokasi", TPS_PLACE]
        assert isinstance(site, Site)
        assert len(site.boxes) == MAX_KEPT
